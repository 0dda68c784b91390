// `npm run check:engines`: what is built, held against the oldest engines that are promised. It reads what `check:sizes` or `npm run build` left in dist/.
import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageStyle } from "../../functions/packages/style.ts";
import { allowed } from "./allowed.ts";
import { type BuiltFile, type Finding, judge } from "./judge.ts";
import { ownWords } from "./own-words.ts";
import type { Kind } from "./styles.ts";

/** About half of what is there: a build that the check cannot read must not pass for one without faults. */
const least: Partial<Record<Kind, number>> = {
  name: 15000,
  selector: 900,
  property: 1800,
  value: 1000,
  "regular expression": 140,
  markup: 2000,
};

const root = resolve(import.meta.dirname, "../..");
const sources = ["widgets/**/*.{ts,tsx,css}", "functions/**/*.ts"].flatMap((files) => globSync(files, { cwd: root }));

/** @throws when nothing is built, or less lately than a source was changed */
function builtFiles(): BuiltFile[] {
  const names = globSync("{embed,staff}/*.{js,css}", { cwd: join(root, "dist") }).toSorted();
  const built = Math.min(...["embed", "staff"].map((part) => timeOf(`dist/${part}/manifest.json`)));
  const newer = sources.find((file) => timeOf(file) > built);
  if (newer !== undefined) throw new Error(`dist/ is older than ${newer}: npm run build`);
  return names.map((name) => ({ name: withoutHash(name), text: readFileSync(join(root, "dist", name), "utf8") }));
}

const timeOf = (file: string): number => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const withoutHash = (name: string): string => name.replace(/-[\w-]{8}(?=\.(?:js|css)$)/, "");

function report({ file, feature, kind, place, uses }: Finding): string {
  const lacking = feature.lacking.map(({ engine, since }) => `${engine} (since: ${since})`).join(", ");
  const excerpt = file.text.slice(Math.max(0, place - 40), place + 60).replace(/\s+/g, " ");
  const more = uses > 1 ? `, and ${uses - 1} more in this file` : "";
  return `${feature.id} (${kind}), not in ${lacking}\n  dist/${file.name} at ${place}${more}: …${excerpt}…\n  ${sourcesNaming(feature.id)}\n`;
}

/** Where our own sources have the word, since the built text has none of their lines. */
function sourcesNaming(id: string): string {
  const name = id
    .split(".")
    .at(-1)!
    .replace(/^options_|_(?:static|event|parameter|property|option)$/g, "");
  const word = new RegExp(`(?<![\\w-])${name.replace(/\W/g, "\\$&")}(?![\\w-])`);
  const places = sources
    .filter((file) => file.endsWith(".css") === id.startsWith("css."))
    .flatMap((file) => {
      const line = readFileSync(join(root, file), "utf8")
        .split("\n")
        .findIndex((text) => word.test(text));
      return line < 0 ? [] : [`${file}:${line + 1}`];
    });
  return places.length > 0
    ? `named in ${places.slice(0, 4).join(", ")}`
    : "named in no source of ours: from a library, or made by the build";
}

// Downloaded packages open by themselves, in the same browsers.
const files = [...builtFiles(), { name: "packages/style.css", text: packageStyle }];
const { findings, unused, seen } = judge(files, [...allowed, ...ownWords]);
for (const finding of findings) process.stdout.write(report(finding));
for (const entry of unused) process.stdout.write(`allowed for nothing: ${entry}\n`);
const tooLittle = Object.entries(least).flatMap(([kind, count]) => ((seen.get(kind as Kind) ?? 0) < count ? [kind] : []));
const counts = [...seen].map(([kind, count]) => `${count} × ${kind}`).join(", ");
process.stdout.write(`${files.length} files, ${counts}: ${findings.length} too new, ${unused.length} entries unused\n`);
if (tooLittle.length > 0) process.stdout.write(`hardly any ${tooLittle.join(", ")} seen: the check no longer reads what is built\n`);
if (findings.length + unused.length + tooLittle.length > 0) process.exitCode = 1;

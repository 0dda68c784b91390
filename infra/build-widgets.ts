// Builds everything under /embed/ into dist/embed/: chunks first, then the bundles that name them, then the loader that names those.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { escapeNonAscii, widgetBundle } from "../vite.config.ts";

const usual = new URL("../dist/embed/", import.meta.url);

/** Public files by role, written to dist/embed/manifest.json for the server. */
export interface WidgetManifest {
  detail: string;
  more: string;
  list: string;
  form: string;
  both: string;
  admin: string;
  progress: string;
  column: string;
  frame: string;
}

async function bundle(entry: string, define: Record<string, string>, tree?: "materials" | "feedback"): Promise<string> {
  const result = await build(widgetBundle(entry, define, tree));
  if (!("output" in result)) throw new Error(`no single output for ${entry}`);
  const chunks = result.output.filter((part) => part.type === "chunk");
  if (chunks.length !== 1 || !chunks[0]) throw new Error(`${entry} was split into ${chunks.length} files`);
  return chunks[0].code.trim();
}

/** Writes under a name that changes with the content, so that it may be cached for ever. */
function write(out: URL, name: string, extension: string, text: string): string {
  const file = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.${extension}`;
  writeFileSync(new URL(file, out), text);
  report(file, text);
  return file;
}

/** The loader adds the ending to all of them once. */
const stem = (file: string): string => file.replace(/\.js$/, "");

function report(file: string, text: string): void {
  process.stdout.write(`${file.padEnd(28)} ${String(text.length).padStart(6)} B  gzip ${gzipSync(text, { level: 9 }).length} B\n`);
}

/**
 * Builds all public bundles; about one second.
 * @param out folder that is emptied first; tests use one of their own
 */
export async function buildWidgets(out: URL = usual): Promise<WidgetManifest> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const detail = write(out, "detail", "js", await bundle("materials/detail.tsx", {}, "materials"));
  const more = write(out, "more", "js", await bundle("feedback/more.tsx", {}, "feedback"));
  const chunks = { __GXJT_DETAIL__: `./${detail}`, __GXJT_MORE__: `./${more}` };
  const list = write(out, "list", "js", await bundle("list.ts", chunks));
  const form = write(out, "form", "js", await bundle("form.ts", chunks));
  const both = write(out, "both", "js", await bundle("both.ts", chunks));
  const progress = write(out, "progress", "js", await bundle("progress.ts", {}));
  const admin = write(out, "admin", "js", await bundle("admin.ts", {}));
  const loader = await loaderText({
    __GXJT_LIST__: stem(list),
    __GXJT_FORM__: stem(form),
    __GXJT_PROGRESS__: stem(progress),
    __GXJT_ADMIN__: stem(admin),
    __GXJT_BOTH__: stem(both),
  });
  writeFileSync(new URL("gxjt.js", out), loader);
  report("gxjt.js", loader);
  const column = write(out, "column", "css", await cssOf("column-css.ts"));
  const guide = {
    __GUIDE_CSS__: write(out, "guide", "css", await cssOf("guide-css.ts")),
    __GUIDE_JS__: write(out, "guide", "js", await bundle("guide.ts", {})),
  };
  writeFileSync(new URL("index.html", out), guidePage(guide));
  const frame = write(out, "frame", "js", await bundle("frame.ts", {}));
  const manifest = { detail, more, list, form, both, admin, progress, column, frame };
  writeFileSync(new URL("manifest.json", out), JSON.stringify(manifest, null, 2) + "\n");
  return manifest;
}

/**
 * The loader is written in ES5 and must stay so, but the minifier speaks ES2015: what it has modernised is put back, and
 * anything else newer stops the build. (It makes `let` only of a `var` that means the same.)
 */
async function loaderText(define: Record<string, string>): Promise<string> {
  const code = (await bundle("loader.ts", define))
    .replace(/\b(?:let|const) /g, "var ")
    .replace(/`([^`$\\"]*|[^`$\\']*)`/g, (_, text: string) => (text.includes('"') ? `'${text}'` : `"${text}"`));
  if (/[`]|=>|\b(?:let|const|class)\b|\.\.\.|\?\./.test(code)) throw new Error("the loader is no longer ES5");
  return escapeNonAscii(code) + "\n";
}

function guidePage(files: Record<string, string>): string {
  const page = readFileSync(new URL("../widgets/guide/index.html", import.meta.url), "utf8");
  return Object.entries(files).reduce((text, [name, file]) => text.replace(name, file), page);
}

async function cssOf(entry: string): Promise<string> {
  // The bundler hands style sheets over as text inside a module; that module is read, never sent.
  const code = await bundle(entry, {});
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { default: string };
  return module.default;
}

if (import.meta.main) await buildWidgets();

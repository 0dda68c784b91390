/** Builds everything under /staff/ into dist/staff: the workbench with its screens as chunks, and the account pages. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { flexGap } from "./build-flex-gap.ts";

const root = resolve(import.meta.dirname, "..");
const widgets = resolve(root, "widgets/staff");

/** What a page of /staff/ names in its head, by entry. */
export interface StaffManifest {
  [entry: string]: { script: string; styles: string[]; preload: string[] };
}

const entries = ["workbench.tsx", "account.ts", "callback.ts", "preview/preview.ts"];

const result = await build({
  root,
  base: "/staff/",
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [flexGap],
  build: {
    outDir: resolve(root, "dist/staff"),
    emptyOutDir: true,
    assetsDir: "",
    target: ["chrome90", "firefox90", "safari14"],
    rolldownOptions: {
      input: entries.map((entry) => resolve(widgets, entry)),
      output: { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});

if (!("output" in result)) throw new Error("no single output for the staff pages");
const chunks = result.output.filter((part) => part.type === "chunk");
const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));

/** A chunk with everything that it imports at once. */
function whole(file: string, seen = new Set<string>()): Set<string> {
  const chunk = byFile.get(file);
  if (!chunk || seen.has(file)) return seen;
  seen.add(file);
  for (const imported of chunk.imports) whole(imported, seen);
  return seen;
}

const manifest: StaffManifest = {};
for (const chunk of chunks.filter(({ isEntry }) => isEntry)) {
  const files = [...whole(chunk.fileName)];
  const styles = files.flatMap((file) => [...(byFile.get(file)?.viteMetadata?.importedCss ?? [])]);
  manifest[chunk.name] = { script: chunk.fileName, styles, preload: files.filter((file) => file !== chunk.fileName) };
}
writeFileSync(resolve(root, "dist/staff/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// A service worker is a script of its own, under a name that never changes.
await build({
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    outDir: resolve(root, "dist/staff"),
    emptyOutDir: false,
    target: ["chrome90", "firefox90", "safari14"],
    modulePreload: false,
    rolldownOptions: { input: resolve(widgets, "sw.ts"), output: { format: "iife", entryFileNames: "sw.js" } },
  },
});

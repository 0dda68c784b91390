/** Bundles the one-machine server; parts that are used rarely stay chunks of their own. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");
const out = resolve(root, "dist/server");
const A_DAY = 24 * 3_600_000;

await build({
  root,
  configFile: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  ssr: { noExternal: true },
  build: {
    ssr: resolve(root, "infra/local/main.ts"),
    outDir: out,
    emptyOutDir: false,
    target: "node24",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});

// A server that still runs may yet ask for a chunk of the version it was started from.
for (const name of readdirSync(out)) {
  const file = join(out, name);
  if (Date.now() - statSync(file).mtimeMs > A_DAY) rmSync(file, { recursive: true });
}

/** Bundles the one-machine server; parts that are used rarely stay chunks of their own. */
import { resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");

await build({
  root,
  configFile: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  ssr: { noExternal: true },
  build: {
    ssr: resolve(root, "infra/local/main.ts"),
    outDir: resolve(root, "dist/server"),
    target: "node24",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});

/** Bundles the one-machine server and the staff pages' script; parts that are used rarely stay chunks of their own. */
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

await build({
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    outDir: resolve(root, "dist/staff"),
    target: ["chrome90", "firefox90", "safari14"],
    rolldownOptions: {
      input: resolve(root, "widgets/staff/account.ts"),
      output: { entryFileNames: "account.js", assetFileNames: "[name][extname]" },
    },
  },
});

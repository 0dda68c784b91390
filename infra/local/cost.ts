/** `npm run cost`: builds the reckoning, whose routes hold pages in JSX, and runs it in this very process. */
import { resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "../..");
await build({
  root,
  configFile: false,
  logLevel: "error",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  ssr: { noExternal: true },
  build: { ssr: resolve(root, "infra/local/cost-run.ts"), outDir: resolve(root, "dist/cost"), target: "node24", minify: false },
});
await import(new URL("../../dist/cost/cost-run.js", import.meta.url).href);

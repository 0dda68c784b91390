import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "../..");

function medianImport(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t));`;
  const times = Array.from({ length: 11 }, () =>
    Number(spawnSync(process.execPath, ["--input-type=module", "-e", script]).stdout.toString()),
  );
  return times.toSorted((a, b) => a - b)[5]!;
}

/** Bundles the public app as one function would hold it, and times its import against an empty module's. Milliseconds, bytes. */
export async function importTimes(folder: string): Promise<{ app: number; empty: number; bytes: number }> {
  await build({
    root,
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, "functions/public-app.ts"),
      outDir: folder,
      target: "node24",
      minify: true,
      rolldownOptions: { output: { entryFileNames: "app.mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "empty.mjs"), "export default 1;\n");
  return {
    app: medianImport(join(folder, "app.mjs")),
    empty: medianImport(join(folder, "empty.mjs")),
    bytes: statSync(join(folder, "app.mjs")).size,
  };
}

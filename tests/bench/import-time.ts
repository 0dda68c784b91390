import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { buildFunctions, functionFolder, functionOptions } from "../../infra/build-functions.ts";

const root = resolve(import.meta.dirname, "../..");

/** The least that a function with routes and tables must load. */
const COMMANDS = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"].map(
  (name) => `${name}Command`,
);
const FLOOR = ['export { Hono } from "hono"', `export { DynamoDBClient, ${COMMANDS.join(", ")} } from "@aws-sdk/client-dynamodb"`].join(
  ";",
);

const RUNS = 11;

function importOnce(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t));`;
  return Number(spawnSync(process.execPath, ["--input-type=module", "-e", script]).stdout.toString());
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** Times the import of the public function's bundle against Hono with the DynamoDB client, bundled alike, in turn. Milliseconds, bytes. */
export async function importTimes(folder: string): Promise<{ ours: number; floor: number; bytes: number }> {
  const manifest = await buildFunctions();
  await build({ ...functionOptions, stdin: { contents: FLOOR, resolveDir: root }, splitting: true, outdir: folder });
  const files = [join(functionFolder("public"), "index.mjs"), join(folder, "stdin.mjs")];
  const times = files.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) for (const [place, file] of files.entries()) times[place]!.push(importOnce(file));
  const [ours, floor] = times.map(median);
  return { ours: ours!, floor: floor!, bytes: manifest.public.reduce((sum, file) => sum + statSync(resolve(root, file)).size, 0) };
}

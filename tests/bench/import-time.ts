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

const RUNS = 31;

function importOnce(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t));`;
  return Number(spawnSync(process.execPath, ["--input-type=module", "-e", script]).stdout.toString());
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

export interface ImportTimes {
  /** Medians, ms. */
  ours: number;
  floor: number;
  /** Median of the ratios of neighbouring runs: what else the machine does at a moment slows both. */
  ratio: number;
  bytes: number;
}

/** Times the import of the public function's bundle against Hono with the DynamoDB client, bundled by the same settings, in turn. */
export async function importTimes(folder: string): Promise<ImportTimes> {
  await buildFunctions();
  await build({ ...functionOptions, stdin: { contents: FLOOR, resolveDir: root }, splitting: true, outdir: folder });
  const start = join(functionFolder("public"), "index.mjs");
  const pairs = Array.from({ length: RUNS }, () => [importOnce(start), importOnce(join(folder, "stdin.mjs"))] as const);
  return {
    ours: median(pairs.map(([ours]) => ours)),
    floor: median(pairs.map(([, floor]) => floor)),
    ratio: median(pairs.map(([ours, floor]) => ours / floor)),
    bytes: statSync(start).size,
  };
}

/** Bundles the three functions of the cloud into dist/functions/<name>/; what is used rarely stays a chunk of its own, so a start does not read it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { tables } from "../functions/tables.ts";

const root = resolve(import.meta.dirname, "..");

/** The functions and their entries under functions/. */
export const entries = { public: "public-api.lambda.ts", staff: "staff-api.lambda.ts", jobs: "jobs.lambda.ts" };
export type FunctionName = keyof typeof entries;

export const functionFolder = (name: FunctionName) => resolve(root, "dist/functions", name);

/** The files that a function's start reads: its entry with everything that is imported at once. */
function firstPath({ outputs }: Metafile, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === "import-statement" && outputs[path]) firstPath({ outputs, inputs: {} }, path, seen);
  return seen;
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(resolve(root, "dist", folder, "manifest.json"), "utf8")) as { column: string };

/** How the functions are bundled. */
export const functionOptions = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  minify: true,
  legalComments: "none",
  mainFields: ["module", "main"],
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  // Packages of the older kind ask for Node's own modules by `require`, which a module does not have.
  banner: { js: 'import{createRequire as gxjtCreateRequire}from"node:module";const require=gxjtCreateRequire(import.meta.url);' },
  alias: { "@aws-sdk/credential-provider-node": resolve(root, "functions/aws/env-credentials.ts") },
} as const satisfies BuildOptions;

/**
 * The file store's engine becomes a bundle of its own, loaded at its first use. Its SDK shares much with that of the tables: as chunks
 * of one build, every start would read what both share and the tables never call. The engines of one machine are never asked for.
 */
const enginesApart: Plugin = {
  name: "engines-apart",
  setup: (made) =>
    made.onResolve({ filter: /\/(blobs\/(s3|disk)|store\/(sqlite|dynamo))\.ts$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: path.endsWith("/s3.ts") ? "./s3.mjs" : "./none.mjs", external: true } : undefined,
    ),
};

/** A function needs the tables' indexes, not the questions that they answer: a tenth of what its start reads. */
const indexesOnly: Plugin = {
  name: "indexes-only",
  setup: (made) =>
    made.onLoad({ filter: /\/functions\/tables\.ts$/ }, () => {
      const indexes = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, { indexes: table.indexes }]));
      return { contents: `export const tables = ${JSON.stringify(indexes)};` };
    }),
};

/** Used by few requests, and slow to load. */
const heavy = /^node_modules\/(mammoth|docx|openid-client|oauth4webapi|read-excel-file|write-excel-file|nodemailer|@aws-sdk\/client-s3)\//;

async function bundle(name: FunctionName): Promise<string[]> {
  const outdir = functionFolder(name);
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...functionOptions,
    entryPoints: { index: `functions/${entries[name]}` },
    outdir,
    splitting: true,
    metafile: true,
    plugins: [enginesApart, indexesOnly],
    define: { __GXJT_BUILT__: JSON.stringify({ column: manifestOf("embed").column, staff: manifestOf("staff") }) },
  });
  const start = firstPath(metafile, `dist/functions/${name}/index.mjs`);
  const read = [...start].flatMap((file) => Object.keys(metafile.outputs[file]!.inputs));
  const slow = read.find((input) => heavy.test(input));
  if (slow) throw new Error(`the start of the ${name} function would read ${slow}: import it where it is used`);
  await build({ ...functionOptions, entryPoints: { s3: "functions/blobs/s3.ts" }, outdir });
  return [...start];
}

/** Needs the widgets and the pages of staff to be built. @returns the files of each function's start, also written to dist/functions/manifest.json */
export async function buildFunctions(): Promise<Record<FunctionName, string[]>> {
  const names = Object.keys(entries) as FunctionName[];
  const starts = await Promise.all(names.map(async (name) => [name, await bundle(name)] as const));
  const manifest = Object.fromEntries(starts) as Record<FunctionName, string[]>;
  mkdirSync(resolve(root, "dist/functions"), { recursive: true });
  writeFileSync(resolve(root, "dist/functions/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

if (import.meta.main) await buildFunctions();

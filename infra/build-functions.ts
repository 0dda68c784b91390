/** Bundles the three functions of the cloud into dist/functions/<name>/: one file that a start reads, and chunks of what is used rarely. */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { asFarAsNeeded, calledAtMost, smallerSdk } from "./build-lean.ts";
import { oneStart } from "./build-one-start.ts";

const root = resolve(import.meta.dirname, "..");

/** The functions and their entries under functions/. */
export const entries = { public: "public-api.lambda.ts", staff: "staff-api.lambda.ts", jobs: "jobs.lambda.ts" };
export type FunctionName = keyof typeof entries;

export const functionFolder = (name: FunctionName) => resolve(root, "dist/functions", name);

/** How the functions are bundled. */
export const functionOptions = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // Else each `\p{…}` becomes a call of `new RegExp` at the start, those too that nobody uses.
  supported: { "regexp-unicode-property-escapes": true },
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

/** Used by few requests, and slow to load. */
const heavy = /^node_modules\/(mammoth|docx|openid-client|oauth4webapi|read-excel-file|write-excel-file|nodemailer|@aws-sdk\/client-s3)\//;

async function bundle(name: FunctionName): Promise<void> {
  const outdir = functionFolder(name);
  const split = `${outdir}-split`;
  for (const folder of [outdir, split]) rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    ...functionOptions,
    banner: {},
    entryPoints: { index: `functions/${entries[name]}` },
    outdir: split,
    splitting: true,
    metafile: true,
    plugins: [calledAtMost(name), asFarAsNeeded(name), smallerSdk],
  });
  const slow = (await oneStart(metafile, split, outdir, functionOptions)).find((input) => heavy.test(input));
  rmSync(split, { recursive: true });
  if (slow) throw new Error(`the start of the ${name} function would read ${slow}: import it where it is used`);
  await build({ ...functionOptions, entryPoints: { s3: "functions/blobs/s3.ts" }, outdir, plugins: [smallerSdk] });
}

/** Needs the widgets and the pages of staff to be built. Each function's start is its index.mjs alone. */
export async function buildFunctions(): Promise<void> {
  await Promise.all((Object.keys(entries) as FunctionName[]).map(bundle));
}

if (import.meta.main) await buildFunctions();

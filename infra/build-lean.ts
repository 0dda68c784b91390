/** What keeps a function's start small: modules that it never calls, and those of which it needs less than they say. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import { access } from "../functions/access.ts";
import { tables } from "../functions/tables.ts";
import type { FunctionName } from "./build-functions.ts";

const root = resolve(import.meta.dirname, "..");

/** A lazy module that no bundle holds: whoever calls it nevertheless gets an error that names it. */
const NONE = "./none.mjs";

/** The engines of one machine, and the making of tables, which are the stack's. */
const ofMachines = /\/(disk|sqlite|dynamo|dynamo-tables)\.ts$/;
/** Backup and restore are the jobs' alone, and visitors have no session. */
const neverCalled: Record<FunctionName, RegExp[]> = {
  public: [ofMachines, /\/(dynamo-scan|people\/authenticate|audit\/table)\.ts$/],
  staff: [ofMachines, /\/dynamo-scan\.ts$/],
  jobs: [ofMachines],
};

/**
 * Leaves out what is imported lazily and never called. The file store's engine becomes a bundle of its own, loaded at its first use:
 * its SDK shares much with that of the tables, and as chunks of one build every start would read what both share.
 */
export const calledAtMost = (name: FunctionName): Plugin => ({
  name: "called-at-most",
  setup: (made) =>
    made.onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
      if (kind !== "dynamic-import") return undefined;
      if (path.endsWith("/blobs/s3.ts")) return { path: "./s3.mjs", external: true };
      return neverCalled[name].some((one) => one.test(path)) ? { path: NONE, external: true } : undefined;
    }),
});

const builtNames = (folder: string) =>
  JSON.parse(readFileSync(resolve(root, "dist", folder, "manifest.json"), "utf8")) as { column: string; frame: string };

/** Of the tables their indexes, not the questions that these answer; of all routes the function's own; of the built files their names. */
export const asFarAsNeeded = (name: FunctionName): Plugin => ({
  name: "as-far-as-needed",
  setup: (made) => {
    const replace = (filter: RegExp, contents: string) => made.onLoad({ filter }, () => ({ contents }));
    const indexes = Object.entries(tables).map(([table, { indexes: own }]) => [table, { indexes: own }]);
    replace(/\/functions\/tables\.ts$/, `export const tables = ${JSON.stringify(Object.fromEntries(indexes))};`);
    const routes = Object.entries(access).filter(([route]) => route.includes(" /api/staff/") === (name !== "public"));
    replace(/\/functions\/access\.ts$/, `export const access = ${JSON.stringify(Object.fromEntries(routes))};`);
    const { column, frame } = builtNames("embed");
    const built = { column, frame, ...(name === "staff" && { staff: builtNames("staff") }) };
    replace(/\/functions\/aws\/built\.ts$/, `export const built = ${JSON.stringify(built)};`);
  },
});

/**
 * The SDK's clients read their own package.json for their version alone; that of the tables makes a cache, 8 kB of code, for a discovery
 * of endpoints that none of its commands asks for.
 */
export const smallerSdk: Plugin = {
  name: "smaller-sdk",
  setup: (made) => {
    made.onLoad({ filter: /\/@aws-sdk\/[\w-]+\/package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
    const noCache = { contents: "export class EndpointCache {}" };
    made.onLoad({ filter: /\/@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/ }, () => noCache);
  },
};

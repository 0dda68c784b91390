import { cycles, type Import, reached } from "./imports.ts";
import { type Kind, placeOf } from "./kinds.ts";

const ports: Kind[] = ["store-port", "blobs-port"];
const parts: Kind[] = ["store-part", "blobs-part"];
const engines: Kind[] = ["store-engine", "blobs-engine"];
const ground: Kind[] = ["contract", "platform", "problem"];
const domain: Kind[] = [...ground, ...ports, "rules", "table", "helper", "data-map", "deps"];
const browser: Kind[] = ["contract", "core", "helper", "platform", "problem", "asset"];

/** Who may import whom. What is not listed is a breach. Tests may import everything. */
const allowed: Record<Exclude<Kind, "test">, Kind[]> = {
  contract: ["contract"],
  rules: [...ground, "rules", "helper"],
  table: [...ground, "store-port", "data-map", "rules", "table", "helper", "deps"],
  // What a route hands over to a file of its own may still count, limit and remember; `rules` are kept from it below.
  helper: [...domain, ...parts, "http"],
  jobs: domain,
  routes: [...domain, "http", "access", "routes"],
  "data-map": ["contract"],
  deps: [...ground, ...ports],
  access: ["contract"],
  problem: ["contract", "platform"],
  platform: ["platform"],
  http: [...domain, "http", "access"],
  "store-port": ["platform"],
  "store-part": ["store-port", "store-part", "data-map", "platform"],
  "store-engine": ["store-port", "store-part", "store-engine", "data-map", "platform"],
  "blobs-port": ["platform"],
  "blobs-part": ["blobs-port", "blobs-part", "helper", "platform", "problem"],
  "blobs-engine": ["blobs-port", "blobs-part", "blobs-engine", "helper", "platform", "problem"],
  app: [...domain, "http", "access", "routes", "jobs", "app"],
  lambda: ["app", "wire", "deps", "http", "platform", "helper", "table", "contract"],
  wire: [...ports, ...parts, ...engines, "wire", "deps", "data-map", "platform", "contract", "helper", "http"],
  loader: ["core", "widget", "loader", "asset"],
  core: [...browser, "app"],
  view: [...browser, "view"],
  widget: [...browser, "app", "view", "widget"],
  cdk: ["cdk", "build", "data-map", "contract", "http", "helper", "asset"],
  build: ["build", "engines", "data-map", "access", "asset"],
  engines: ["engines", "helper"],
  local: [...domain, ...parts, ...engines, "local", "view", "app", "wire", "http", "access", "build", "asset"],
  asset: [],
  package: [],
  unknown: [],
};

/** Packages that only some files may name; every other package is free to the kinds that may import packages at all. */
const keptPackages: [RegExp, RegExp][] = [
  [/^@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)/, /^(functions\/store\/dynamo[^/]*\.ts|infra\/restore-tables\.ts|tests\/.*)$/],
  [/^@aws-sdk\/(client-s3|s3-)|^@aws-sdk\/lib-storage/, /^(functions\/blobs\/s3[^/]*\.ts|tests\/.*)$/],
  [/^@smithy\//, /^(functions\/(store\/dynamo|blobs\/s3|aws\/secrets)[^/]*\.ts|tests\/.*)$/],
  [/^node:sqlite$/, /^(functions\/store\/sqlite[^/]*\.ts|tests\/.*)$/],
  [/^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/, /^(infra\/[^/]+\.ts|tests\/infra\/.*)$/],
  [/^preact/, /^(widgets|functions\/column|tests)\//],
  [/^node:/, /^(functions|infra|tests)\//],
];

/** Kinds that name few packages, and which. */
const onlyPackages: Partial<Record<Kind, RegExp>> = {
  contract: /^valibot$/,
  rules: /^valibot$/,
  table: /^(valibot|node:crypto)$/,
  platform: /^node:(crypto|buffer|util)$/,
  "data-map": /^$/,
  // Its routes type names the context of a request.
  deps: /^hono$/,
  "store-port": /^$/,
  "blobs-port": /^$/,
};

/** @returns why the import is a breach, or undefined */
function breach({ from, to, typeOnly }: Import): string | undefined {
  const source = placeOf(from);
  const target = placeOf(to);
  if (target.kind === "package") {
    const keeper = keptPackages.find(([name, files]) => name.test(to) && !files.test(from));
    if (keeper) return `${to} is kept to ${keeper[1].source}`;
    const few = onlyPackages[source.kind];
    return few && !few.test(to) ? `a ${source.kind} may not import ${to}` : undefined;
  }
  if (source.kind === "test") return /\.test\.tsx?$/.test(to) ? "a test file is no library" : undefined;
  if (target.kind === "test") return "nothing but tests imports tests";
  // Pages that the server renders: the same views as in the browser.
  const pages = /^functions\/(column|staff-pages)\//.test(from) && (target.kind === "view" || target.kind === "core");
  if (!pages && !allowed[source.kind].includes(target.kind)) return `a ${source.kind} may not import a ${target.kind}`;
  if (source.kind === "routes" && target.kind === "routes" && source.domain !== target.domain)
    return "routes never import another domain's routes";
  if (from.startsWith("widgets/") && target.kind === "app" && !typeOnly) return "widgets import apps as types only";
  const siblings = (source.kind === "widget" || source.kind === "view") && (target.kind === "widget" || target.kind === "view");
  if (siblings && source.domain !== target.domain) return "widgets never import one another";
  return undefined;
}

/** Code that must stay pure or browser-safe all the way down, whatever it imports on its way. */
const closures: { of: (kind: Kind) => boolean; never: (to: string, kind: Kind) => boolean; why: string }[] = [
  {
    of: (kind) => kind === "rules",
    never: (to, kind) =>
      [...parts, ...engines, "http", "wire"].includes(kind) ||
      /^node:(fs|net|http|https|sqlite|child_process|worker_threads)|^@aws-sdk\/|^hono/.test(to),
    why: "rules stay pure",
  },
  {
    of: (kind) => ["loader", "core", "view", "widget", "contract"].includes(kind),
    never: (to, kind) =>
      [...parts, ...engines, "http", "wire", "table", "routes", "app"].includes(kind) || /^node:|^@aws-sdk\/|^@hono\/node-server/.test(to),
    why: "widgets and contracts run in browsers",
  },
];

/**
 * Every breach of the layout in the given graph, one sentence each.
 * @param files every source file, also those that import nothing
 */
export function breaches(files: string[], imports: Import[]): string[] {
  const known = new Set(files);
  const sentences = files.filter((file) => placeOf(file).kind === "unknown").map((file) => `${file}: this place is not in the layout`);
  for (const edge of imports) {
    const why = breach(edge);
    if (why) sentences.push(`${edge.from} -> ${edge.to}: ${why}`);
    if (/^(infra|functions|widgets|tests)\/.*\.tsx?$/.test(edge.to) && !known.has(edge.to))
      sentences.push(`${edge.from} -> ${edge.to}: no such file`);
  }
  for (const file of files) {
    for (const { never, why } of closures.filter(({ of }) => of(placeOf(file).kind))) {
      for (const [to, via] of reached(file, imports))
        if (never(to, placeOf(to).kind)) sentences.push(`${file} reaches ${to} through ${via}: ${why}`);
    }
  }
  for (const loop of cycles(imports)) sentences.push(`import cycle: ${loop.join(" -> ")}`);
  return sentences;
}

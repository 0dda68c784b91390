/** What a file is, told by its path alone. */
export type Kind =
  | "contract"
  | "rules"
  | "table"
  | "routes"
  | "jobs"
  | "helper"
  | "data-map"
  | "deps"
  | "access"
  | "problem"
  | "http"
  | "platform"
  | "store-port"
  | "store-part"
  | "store-engine"
  | "blobs-port"
  | "blobs-part"
  | "blobs-engine"
  | "app"
  | "lambda"
  | "wire"
  | "loader"
  | "core"
  | "view"
  | "widget"
  | "cdk"
  | "build"
  | "engines"
  | "local"
  | "test"
  | "asset"
  | "package"
  | "unknown";

export interface Place {
  kind: Kind;
  /** The folder under functions/ or widgets/. */
  domain: string;
}

const layers: Record<string, Kind> = { http: "http", platform: "platform", store: "store-part", blobs: "blobs-part" };
const engine = /^functions\/(store\/(sqlite|dynamo)|blobs\/(disk|s3))[^/]*\.ts$/;
const single: Record<string, Kind> = {
  "functions/tables.ts": "data-map",
  "functions/deps.ts": "deps",
  "functions/access.ts": "access",
  "functions/wire.ts": "wire",
  "functions/wire-cloud.ts": "wire",
  "functions/clockwork.ts": "data-map",
  "functions/jobs.ts": "app",
  "functions/http/problem.ts": "problem",
  "functions/store/store.ts": "store-port",
  "functions/blobs/blobs.ts": "blobs-port",
};

/** First match wins; `domain` is filled from the second path segment. */
const patterns: [RegExp, Kind][] = [
  [/^tests\//, "test"],
  [/\.(?!tsx?$)[^./]+$/, "asset"],
  [/^functions\/[^/]+-app\.ts$/, "app"],
  [/^functions\/[^/]+\.lambda\.ts$/, "lambda"],
  [/^functions\/[^/]+\/([a-z-]+[.-])?contract\.ts$/, "contract"],
  [/^functions\/[^/]+\/([a-z-]+[.-])?rules\.ts$/, "rules"],
  [/^functions\/[^/]+\/([a-z-]+[.-])?table\.ts$/, "table"],
  [/^functions\/[^/]+\/([a-z.-]+\.)?routes\.tsx?$/, "routes"],
  [/^functions\/[^/]+\/jobs\.ts$/, "jobs"],
  [/^functions\/[^/]+\/[^/]+\.tsx?$/, "helper"],
  [/^widgets\/[^/]+\.tsx?$/, "loader"],
  [/^widgets\/core\//, "core"],
  [/^widgets\/[^/]+\/(view[^/]*\.tsx|pages\.ts)$/, "view"],
  [/^widgets\/[^/]+\//, "widget"],
  [/^infra\/local\//, "local"],
  [/^infra\/engines\//, "engines"],
  [/^infra\/build[^/]*\.ts$/, "build"],
  [/^infra\/[^/]+\.ts$/, "cdk"],
];

/** @param to a project file, or the bare name of a package */
export function placeOf(to: string): Place {
  if (!/^(infra|functions|widgets|tests)\//.test(to)) return { kind: "package", domain: to };
  const domain = to.split("/")[1] ?? "";
  const known = single[to];
  if (known) return { kind: known, domain };
  const layer = to.startsWith("functions/") && to.split("/").length === 3 ? layers[domain] : undefined;
  if (engine.test(to)) return { kind: domain === "store" ? "store-engine" : "blobs-engine", domain };
  if (layer && /\.tsx?$/.test(to)) return { kind: layer, domain };
  return { kind: patterns.find(([pattern]) => pattern.test(to))?.[1] ?? "unknown", domain };
}

import { createRequire } from "node:module";
import type { Identifier, SimpleSupportStatement } from "@mdn/browser-compat-data";

// 20 MB of JSON: read by Node itself, since a bundler takes a minute to make a module of it.
const data = createRequire(import.meta.url)("@mdn/browser-compat-data") as Identifier;

/** The oldest engines that are promised: 360 and 奇安信 (Chromium), Firefox of the same months, Safari as macOS 11 and iOS 14 brought it. */
const promised = [
  ["chrome", "Chromium", "90"],
  ["firefox", "Firefox", "90"],
  ["safari", "Safari", "14"],
] as const;

/** A promised engine without a feature, and when the feature came: a version, `preview` or `never`. */
export interface Lack {
  engine: string;
  since: string;
}

/** A feature by its path in MDN's data, with the promised engines that lack it. */
export interface Feature {
  id: string;
  lacking: Lack[];
}

/** What MDN's data hold at a path of keys; undefined where there is no such path. */
export function at(path: string[]): Identifier | undefined {
  let node: Identifier | undefined = data;
  for (const key of path) {
    if (node === undefined || key.startsWith("__") || !Object.hasOwn(node, key)) return undefined;
    node = node[key];
  }
  return node;
}

export function keys(path: string[]): string[] {
  return Object.keys(at(path) ?? {}).filter((key) => key !== "__compat");
}

/**
 * The feature at a path, or undefined where the data have no statement.
 * @param written a vendor's prefix (`-webkit-`) or an older name (`color-adjust`) under which it is asked for
 */
export function feature(path: string[], written?: string): Feature | undefined {
  const support = at(path)?.__compat?.support;
  if (!support) return undefined;
  const lacking = promised.flatMap(([browser, name, version]) => {
    const statements = [support[browser] ?? []].flat().filter((one) => (one.prefix ?? one.alternative_name) === written && !one.flags);
    if (statements.some((statement) => covers(statement, version))) return [];
    const added = statements.find((statement) => statement.version_added !== false)?.version_added;
    return [{ engine: `${name} ${version}`, since: added || "never" }];
  });
  return { id: path.join("."), lacking };
}

/** Something that the data do not know by this name: whoever looks must see it and decide. */
export function unknown(id: string, why = "not in MDN's data"): Feature {
  return { id, lacking: [{ engine: "unknown", since: why }] };
}

/** Partial support counts as support: the data call "partial" what deviates in a corner, and make a feature of its own of what matters. */
function covers({ version_added: added, version_removed: removed }: SimpleSupportStatement, version: string): boolean {
  if (added === false || added === "preview") return false;
  return isAtMost(added, version) && (removed === undefined || !isAtMost(removed, version));
}

function isAtMost(version: string, limit: string): boolean {
  const [own, most] = [version, limit].map((text) => text.replace("≤", "").split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (own?.[place] ?? 0) - (most?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

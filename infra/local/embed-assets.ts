import { readdirSync } from "node:fs";
import type { Asset, AssetSource } from "../../functions/assets/assets.ts";
import { readAssets } from "./read-assets.ts";

/** `list-0ac57f87.js`, as infra/build-widgets.ts names what it writes. */
const hashed = /^([a-z]+)-[\da-f]{8,}(\.(?:js|css))$/;

/**
 * The embedded files, where one under another version's hash is answered with the one of that name that is here. A proxy may hold
 * yesterday's loader for a week, a page stay open over an upgrade, machines behind one name be upgraded one after the other: each asks
 * for a hash that this build has not made. Such an answer is short-lived. (In the cloud the bucket keeps the files of all versions.)
 */
export function embedAssets(folder: string): AssetSource {
  const assets = readAssets(folder);
  const current = new Map<string, Asset>();
  for (const name of readdirSync(folder))
    if (hashed.test(name)) current.set(name.replace(hashed, "$1$2"), { ...(assets(name) as Asset), immutable: false });
  return (name) => assets(name) ?? (hashed.test(name) ? current.get(name.replace(hashed, "$1$2")) : undefined);
}

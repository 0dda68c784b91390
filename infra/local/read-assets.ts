import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Asset, assetFrom, type AssetSource } from "../../functions/assets/assets.ts";

/** The built files of a folder, held in memory (a few dozen KB). */
export function readAssets(folder: string): AssetSource {
  const assets = new Map<string, Asset>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const asset = assetFrom(name, readFileSync(join(folder, name)));
    if (asset) assets.set(name, asset);
  }
  return (name) => assets.get(name);
}

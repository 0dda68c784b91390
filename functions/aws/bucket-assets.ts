import { type Asset, assetFrom, type AssetSource } from "../assets/assets.ts";

/**
 * The built files of one folder of the bucket, each fetched once. Versions before this one stay there, so pages that were opened
 * before an upgrade still find theirs.
 * @param get an object's bytes by its key; undefined when there is none
 */
export function bucketAssets(folder: string, get: (key: string) => Promise<Uint8Array | undefined>): AssetSource {
  const known = new Map<string, Promise<Asset | undefined>>();
  const load = async (name: string) => {
    const bytes = await get(`${folder}/${name}`);
    return bytes && assetFrom(name, Buffer.from(bytes));
  };
  return (name) => {
    // Anything else was never built; asking the bucket for it would be a visitor's way to cause costs.
    if (name !== "index.html" && !/^[a-z][\w-]{0,80}\.(js|css)$/i.test(name)) return undefined;
    const asset = known.get(name) ?? load(name);
    known.set(name, asset);
    asset.then(
      (found) => found ?? known.delete(name),
      () => known.delete(name),
    );
    return asset;
  };
}

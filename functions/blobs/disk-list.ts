import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ListedBlob } from "./blobs.ts";
import { isBlobKey } from "./keys.ts";

/** Every blob below a folder; half-written files and whatever else is no blob are passed over. */
export async function* listFiles(folder: string, prefix = ""): AsyncIterable<ListedBlob> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const entry of entries) {
    const key = prefix + entry.name;
    if (!isBlobKey(key)) continue;
    if (entry.isDirectory()) yield* listFiles(folder, `${key}/`);
    else if (entry.isFile()) yield { key, bytes: (await lstat(join(folder, key))).size };
  }
}

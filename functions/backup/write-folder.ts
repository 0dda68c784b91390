import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { syncFolder } from "../blobs/atomic-file.ts";
import type { ZipEntry } from "../files/zip-writer.ts";
import { BackupRefused } from "./contents.ts";
import { writeSummed } from "./hashed-file.ts";

/**
 * Writes entries into a new folder that appears under its name only when it is whole.
 * @throws BackupRefused when something has the name already
 */
export async function writeFolder(target: string, entries: AsyncIterable<ZipEntry>): Promise<void> {
  const folder = resolve(target);
  if (existsSync(folder)) throw new BackupRefused(`${folder} exists already; a backup is written into a new folder.`);
  const part = `${folder}.part-${randomUUID().slice(0, 8)}`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  try {
    for await (const { name, chunks } of entries) await writeSummed(join(part, ...name.split("/")), chunks);
    await syncFolder(part);
    // A folder that somebody made meanwhile is not replaced: renaming onto a folder with contents fails.
    await rename(part, folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

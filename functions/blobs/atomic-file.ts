import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Fills the open file; a throw leaves nothing behind. */
export type Fill = (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>;

/**
 * Writes a file that is either whole and on the disk, or not there: temporary file, fsync, rename, fsync of the folders.
 * @param incoming a folder on the same file system for the temporary file.
 * @param ready called after the last byte and before the file becomes visible; a throw discards it.
 */
export async function writeAtomically(path: string, incoming: string, fill: Fill, ready: () => void = () => {}): Promise<void> {
  const temporary = join(incoming, randomUUID());
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await fill(async (chunk) => {
        await file.writeFile(chunk);
      });
      ready();
      await file.sync();
    } finally {
      await file.close();
    }
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(temporary, path);
    await syncFolder(dirname(path));
    // A new folder is itself an entry of its parent, and lost with it in a power cut unless that is synced too.
    if (made) await syncFolder(dirname(made));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes renames and deletions in a folder durable. Windows cannot open folders and needs no such step. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

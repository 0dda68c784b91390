import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { syncFolder } from "../blobs/atomic-file.ts";
import type { Blobs } from "../blobs/blobs.ts";
import type { WholeStore } from "../store/store.ts";
import { BackupRefused, type Tell } from "./contents.ts";
import { writeSummed } from "./hashed-file.ts";
import { linesToChunks } from "./lines.ts";
import { FORMAT, fingerprintOf, MANIFEST, type Manifest, manifestText, SECRET, tableFile, VERSION } from "./manifest.ts";
import { sortedLines } from "./sorted-items.ts";

export interface BackupSource {
  store: WholeStore;
  blobs: Blobs;
  /** Names of the data map's tables. */
  tables: string[];
  /** `included`: the installation keeps its secret itself, so the backup has to carry it. */
  secret: { value: string; included: boolean };
}

async function* once(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * Writes a backup into a new folder that appears under its name only when it is whole. Tables come before files, so that every file
 * that an item names has been there when the files are listed.
 * @throws BackupRefused when something has the name already
 */
export async function writeBackup(
  target: string,
  { store, blobs, tables, secret }: BackupSource,
  tell: Tell,
  runSize?: number,
): Promise<Manifest> {
  const folder = resolve(target);
  if (existsSync(folder)) throw new BackupRefused(`${folder} exists already; a backup is written into a new folder.`);
  const part = `${folder}.part-${randomUUID().slice(0, 8)}`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  try {
    const manifest: Manifest = {
      format: FORMAT,
      version: VERSION,
      secret: { included: secret.included, fingerprint: fingerprintOf(secret.value) },
      tables: {},
      files: [],
    };
    if (secret.included) await writeSummed(join(part, SECRET), once(`${secret.value}\n`));
    for (const table of tables.toSorted()) {
      let items = 0;
      async function* counted() {
        for await (const line of sortedLines(store, table, join(part, "sorting"), runSize)) {
          items += 1;
          yield line;
        }
      }
      const { sha256 } = await writeSummed(join(part, tableFile(table)), linesToChunks(counted()));
      manifest.tables[table] = { items, sha256 };
      tell(`${table}: ${items} items`);
    }
    await writeFiles(part, blobs, manifest);
    tell(`files: ${manifest.files.length}`);
    await writeSummed(join(part, MANIFEST), once(manifestText(manifest)));
    await syncFolder(part);
    // A folder that somebody made meanwhile is not replaced: renaming onto a folder with contents fails.
    await rename(part, folder);
    await syncFolder(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(part: string, blobs: Blobs, manifest: Manifest): Promise<void> {
  await mkdir(join(part, "files"), { mode: 0o700 });
  for await (const { key } of blobs.list()) {
    const source = await blobs.read(key);
    // Deleted between being listed and being read.
    if (!source) continue;
    manifest.files.push({ key, ...(await writeSummed(join(part, "files", ...key.split("/")), source)) });
  }
  manifest.files.sort((a, b) => (a.key < b.key ? -1 : 1));
}

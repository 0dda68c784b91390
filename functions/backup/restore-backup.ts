import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Blobs } from "../blobs/blobs.ts";
import type { StoreTables } from "../store/limits.ts";
import type { Item, WholeStore } from "../store/store.ts";
import { BackupRefused, belongsInBackup, BUNDLES, PAGE, type Tell, isHeld } from "./contents.ts";
import { summing } from "./hashed-file.ts";
import { type Manifest, tableFile } from "./manifest.ts";
import { readTable } from "./read-backup.ts";

/** A place that a restore writes to: fresh ones become visible with `commit`, live ones at once. */
export interface Target {
  store: WholeStore;
  blobs: Blobs;
  liveStore: boolean;
  liveBlobs: boolean;
  /** Closes the store and makes what is fresh take the place of what was. */
  commit: () => Promise<void>;
}

/** Whether there is nothing that a backup of it would hold. A table that was never made is empty. */
export async function isEmpty(store: WholeStore, blobs: Blobs, tables: StoreTables): Promise<boolean> {
  for await (const { key } of blobs.list()) if (isHeld(key)) return false;
  for (const table of Object.keys(tables)) {
    for await (const page of pagesOf(store, table)) if (page.some((item) => belongsInBackup(table, item))) return false;
  }
  return true;
}

async function* pagesOf(store: WholeStore, table: string): AsyncIterable<Item[]> {
  let cursor: string | undefined;
  do {
    const page = await store.scan(table, { limit: PAGE, cursor }).catch((error: Error) => {
      if (error.name === "ResourceNotFoundException") return { items: [], cursor: undefined };
      throw error;
    });
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/**
 * Carries out a restore of a backup that was checked. The order makes a repeated run finish what a broken one began: files are only
 * added before the items that name them, and those that no item names any more go last.
 * @throws BackupRefused when the backup changed since it was checked
 */
export async function restoreBackup(folder: string, manifest: Manifest, tables: StoreTables, target: Target, tell: Tell): Promise<void> {
  for (const { key, bytes, sha256 } of manifest.files) {
    const { chunks, sum } = summing(createReadStream(join(folder, "files", ...key.split("/"))));
    // The type is asked for with each download; what is kept with the file is never used.
    await target.blobs.write(key, bytes, chunks, "application/octet-stream");
    if (sum().sha256 !== sha256) throw new BackupRefused(`files/${key} changed while it was being restored.`);
  }
  tell(`files: ${manifest.files.length}`);
  for (const table of Object.keys(tables)) {
    if (target.liveStore) await emptyTable(target.store, table);
    if (manifest.tables[table]) await fillTable(folder, table, manifest.tables[table].sha256, tables, target.store, tell);
  }
  await target.commit();
  if (target.liveBlobs) await deleteOthers(target.blobs, new Set(manifest.files.map(({ key }) => key)));
}

async function emptyTable(store: WholeStore, table: string): Promise<void> {
  for await (const page of pagesOf(store, table)) await Promise.all(page.map(({ pk, sk }) => store.delete(table, { pk, sk })));
}

async function fillTable(folder: string, table: string, sha256: string, tables: StoreTables, store: WholeStore, tell: Tell): Promise<void> {
  const { lines, sum } = readTable(folder, table, tables);
  const seconds = Date.now() / 1000;
  let [count, expired] = [0, 0];
  let batch: Item[] = [];
  for await (const line of lines) {
    if ("problem" in line) throw new BackupRefused(`${tableFile(table)} changed while it was being restored.`);
    count += 1;
    // Contact details whose day has come meanwhile do not return, not even for a moment.
    if (line.item.expiresAt !== undefined && line.item.expiresAt <= seconds) expired += 1;
    else batch.push(line.item);
    if (batch.length < PAGE * 4) continue;
    await store.putBack(table, batch);
    batch = [];
  }
  await store.putBack(table, batch);
  if (sum().sha256 !== sha256) throw new BackupRefused(`${tableFile(table)} changed while it was being restored.`);
  tell(`${table}: ${count - expired} items${expired > 0 ? `, ${expired} more had expired` : ""}`);
}

async function deleteOthers(blobs: Blobs, kept: Set<string>): Promise<void> {
  // Other backups that lie here may be the ones that are needed next.
  for await (const { key } of blobs.list()) if (!kept.has(key) && !key.startsWith(BUNDLES)) await blobs.delete(key);
}

import { existsSync } from "node:fs";
import { copyFile, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../blobs/atomic-file.ts";
import { BUNDLES } from "./contents.ts";

/**
 * A restore builds its database and files in a folder within the data folder. One rename of that folder is the moment at which the
 * restore counts: broken off before it, the old data are whole and in place; after it, the next start or command moves the new
 * parts to their places, however often that is broken off.
 */
const area = (dataDir: string) => join(dataDir, ".restore");
const ready = (dataDir: string) => join(area(dataDir), "ready");

/** Where a restore builds. */
export const freshFolder = (dataDir: string) => join(area(dataDir), "new");

/** Whether a restore left anything to finish or to clear away. */
export const isRestoreOpen = (dataDir: string) => existsSync(area(dataDir));

/** Makes the empty folder to build in; with `secret`, the file that becomes the installation's. */
export async function beginSwap(dataDir: string, secret?: string): Promise<void> {
  const folder = freshFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (secret === undefined) return;
  await copyFile(secret, join(folder, "secret"));
  const file = await open(join(folder, "secret"), "r+");
  await file.chmod(0o600);
  await file.sync();
  await file.close();
}

/** The database must be closed. Nobody else may use the data folder. */
export async function commitSwap(dataDir: string): Promise<void> {
  const folder = freshFolder(dataDir);
  for (const name of ["lock.sqlite", "lock.pid", "files/.incoming"]) await rm(join(folder, name), { recursive: true, force: true });
  await syncFolder(folder);
  await rename(folder, ready(dataDir));
  await syncFolder(area(dataDir));
  await finishSwap(dataDir);
}

/** Finishes a restore that was committed, clears away one that was not. Nobody else may use the data folder. */
export async function finishSwap(dataDir: string): Promise<void> {
  const from = (name: string) => join(ready(dataDir), name);
  const to = (name: string) => join(dataDir, name);
  const old = join(area(dataDir), "old-files");
  if (existsSync(from("files"))) {
    await rm(old, { recursive: true, force: true });
    if (existsSync(to("files"))) await rename(to("files"), old);
    await rename(from("files"), to("files"));
  }
  // The backups that lay among the old files stay: they may be the ones that are needed next.
  if (existsSync(join(old, BUNDLES)) && !existsSync(join(to("files"), BUNDLES))) {
    await rename(join(old, BUNDLES), join(to("files"), BUNDLES));
    await syncFolder(to("files"));
  }
  if (existsSync(from("secret"))) await rename(from("secret"), to("secret"));
  if (existsSync(from("store.sqlite"))) {
    // The old journal must not be played into the new database, nor the old demo's password be told for it.
    for (const name of ["store.sqlite-wal", "store.sqlite-shm", "demo-password"]) await rm(to(name), { force: true });
    await syncFolder(dataDir);
    await rename(from("store.sqlite"), to("store.sqlite"));
  }
  await syncFolder(dataDir);
  await rm(area(dataDir), { recursive: true, force: true });
}

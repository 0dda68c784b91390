import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { BackupRefused, isHeld } from "../../functions/backup/contents.ts";
import { fingerprintOf, type Manifest, SECRET } from "../../functions/backup/manifest.ts";
import { isEmpty, type Target } from "../../functions/backup/restore-backup.ts";
import { beginSwap, commitSwap, finishSwap, freshFolder, isRestoreOpen } from "../../functions/backup/swap.ts";
import { lockFolder } from "../../functions/store/sqlite-lock.ts";
import { tables } from "../../functions/tables.ts";
import type { Settings } from "../../functions/wire.ts";
import { openWholeBlobs, openWholeStore } from "./whole-parts.ts";

/** What stands against a restore into the installation, one sentence each; nothing is made or changed by asking. */
export async function targetProblems(settings: Settings, replace: boolean): Promise<string[]> {
  const { dataDir } = settings;
  if (isRestoreOpen(dataDir))
    return [`A restore into ${dataDir} was broken off; start the server once, which finishes or clears it, or restore again.`];
  const files = join(dataDir, "files");
  if (
    settings.blobs === "disk" &&
    existsSync(files) &&
    (lstatSync(files).isSymbolicLink() || statSync(files).dev !== statSync(dataDir).dev)
  ) {
    return [`${files} is a link or a mount of its own, which a restore cannot replace in one step; make the whole data folder one.`];
  }
  if (replace) return [];
  // Opening the database would make it.
  const none = settings.store === "sqlite" && !existsSync(join(dataDir, "store.sqlite"));
  const blobs = await openWholeBlobs(settings, true);
  if (none) {
    for await (const { key } of blobs.list()) if (isHeld(key)) return [notEmpty];
    return [];
  }
  const store = await openWholeStore(settings, false);
  try {
    return (await isEmpty(store, blobs, tables)) ? [] : [notEmpty];
  } finally {
    await store.close();
  }
}

const notEmpty = "The installation is not empty; --replace puts the backup in the place of all that it holds.";

/** Whether what the old secret signed will still be valid, as a warning or nothing. */
export function secretWarning({ dataDir, secret }: Settings, { included, fingerprint }: Manifest["secret"]): string | undefined {
  const file = join(dataDir, "secret");
  const own = secret ?? (included || !existsSync(file) ? undefined : readFileSync(file, "utf8").trim());
  if (own === undefined ? included : fingerprintOf(own) === fingerprint) return undefined;
  return "warning: the backup was made under another SECRET; without it, open forms, page cursors and download links end and the day's limits count anew.";
}

/** Opens the places that a restore writes to. @throws FolderInUse, BackupRefused */
export async function openTarget(
  settings: Settings,
  folder: string,
  { secret }: Manifest,
): Promise<Target & { release: () => Promise<void> }> {
  const { dataDir } = settings;
  const [liveStore, liveBlobs] = [settings.store !== "sqlite", settings.blobs !== "disk"];
  const fresh = !liveStore || !liveBlobs;
  if (fresh) await mkdir(dataDir, { recursive: true });
  const unlock = fresh ? lockFolder(dataDir) : () => {};
  const staged = { ...settings, dataDir: freshFolder(dataDir) };
  try {
    if (fresh) await finishSwap(dataDir);
    if (fresh) await beginSwap(dataDir, secret.included && settings.secret === undefined ? join(folder, SECRET) : undefined);
    const blobs = await openWholeBlobs(liveBlobs ? settings : staged, false);
    const store = await openWholeStore(liveStore ? settings : staged);
    const release = async () => {
      await store.close();
      if (fresh) await finishSwap(dataDir);
      unlock();
    };
    const commit = async () => {
      await store.close();
      if (fresh) await commitSwap(dataDir);
    };
    return { store, blobs, liveStore, liveBlobs, commit, release };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** @throws BackupRefused with every problem in a line of its own */
export function refuseFor(problems: string[]): void {
  if (problems.length > 0) throw new BackupRefused(problems.join("\n"));
}

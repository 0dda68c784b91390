import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;

/** Another process, or this one, has the folder open already. */
export class FolderInUse extends Error {
  override name = "FolderInUse";
  folder: string;
  pid: number | undefined;
  constructor(folder: string, pid: number | undefined) {
    super(`${folder} is in use by process ${pid ?? "(unknown)"}: only one process at a time may open it`);
    this.folder = folder;
    this.pid = pid;
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, "utf8"), 10) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes this process the only one on the folder. The lock is the kernel's (an open exclusive transaction on a file of its
 * own), so it vanishes with the process however that ends; the pid file only serves the message.
 * @returns the function that gives the folder back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const pidFile = join(folder, "lock.pid");
  const lock = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new FolderInUse(folder, readPid(pidFile));
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

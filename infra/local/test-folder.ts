import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const PREFIX = "gxjt-test-";
/** Two browsers' profiles, a few databases and backups lie in it at a time: some hundreds of megabytes. */
const ROOM = 4 * 2 ** 30;

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What a run that was killed left behind would stay in memory until the machine is started anew. */
function dropLeft(): void {
  for (const name of readdirSync(MEMORY))
    if (name.startsWith(PREFIX) && !isRunning(Number(name.slice(PREFIX.length))))
      rmSync(join(MEMORY, name), { recursive: true, force: true });
}

/**
 * A folder for what one run of the tests writes, in memory where there is room: each of some thousand small databases would otherwise
 * wait for the disk at every write. What is left when a process is killed is the same in both; no test can pull the plug of a disk.
 */
export function newTestFolder(): string {
  try {
    dropLeft();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (Math.min(bavail * bsize, freemem()) < ROOM) throw new Error("too little room");
    const folder = join(MEMORY, `${PREFIX}${process.pid}`);
    mkdirSync(folder);
    return folder;
  } catch {
    return mkdtempSync(join(tmpdir(), PREFIX));
  }
}

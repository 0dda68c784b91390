import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";

const STALE = 5 * 60_000;
const pause = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function taken(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Whether the lock was left behind by a build that was killed. */
function stale(folder: string): boolean {
  try {
    return Date.now() - statSync(folder).mtimeMs > STALE;
  } catch {
    return false;
  }
}

/** Runs `work` while no other process does so under the same folder's name: two builds at once would tear each other's files. */
export function oneAtATime(folder: string, work: () => void): void {
  mkdirSync(dirname(folder), { recursive: true });
  while (!taken(folder)) {
    if (stale(folder)) rmSync(folder, { recursive: true, force: true });
    else pause(200);
  }
  try {
    work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BadZip, unzipTo } from "../files/zip-reader.ts";
import type { BackupProblem } from "./problems.ts";

/**
 * Gives `use` the folder of a backup: the folder itself, or what a zip unpacks to in the system's folder for temporary files (TMPDIR),
 * readable by its owner only and gone afterwards.
 * @returns what `use` gave, or what is wrong with the zip
 */
export async function withUnpacked<T>(backup: string, use: (folder: string) => Promise<T>): Promise<T | { zip: BackupProblem }> {
  // What is not there is named by whoever reads the folder.
  if (!(await stat(backup).catch(() => undefined))?.isFile()) return use(backup);
  const work = await mkdtemp(join(tmpdir(), "gxjt-backup-"));
  const folder = join(work, "backup");
  try {
    await unzipTo(backup, folder);
    return await use(folder);
  } catch (error) {
    if (error instanceof BadZip) return { zip: { what: "zip", path: error.entry ?? "", reason: error.message } };
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** `npm run archive -- <year> <new folder or .zip>`: writes what the public saw of a year, for the archive. */
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { archiveEntries } from "../../functions/archive/archive-entries.ts";
import { BackupRefused } from "../../functions/backup/contents.ts";
import { writeFolder } from "../../functions/backup/write-folder.ts";
import { zipOf } from "../../functions/files/zip-writer.ts";
import { readSettingsFrom } from "../../functions/wire.ts";
import { explain } from "./explain.ts";
import { finishPendingRestore } from "./pending-restore.ts";
import { openWholeBlobs, openWholeStore } from "./whole-parts.ts";

const USAGE = "Usage: npm run archive -- <year> <new folder or .zip>";

async function run(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [year = "", target, ...more] = positionals;
  if (!/^2[01]\d\d$/.test(year) || target === undefined || more.length > 0) throw new BackupRefused(USAGE);
  const settings = readSettingsFrom();
  const { dataDir } = settings;
  if (settings.store === "sqlite" && !existsSync(join(dataDir, "store.sqlite")) && !existsSync(join(dataDir, ".restore")))
    throw new BackupRefused(`${dataDir} holds no installation; set DATA_DIR.`);
  if (existsSync(target)) throw new BackupRefused(`${resolve(target)} exists already; an archive is written under a new name.`);
  await finishPendingRestore(dataDir);
  const store = await openWholeStore(settings);
  try {
    const entries = archiveEntries({ store, blobs: await openWholeBlobs(settings, true) }, Number(year));
    if (target.endsWith(".zip")) await writeZip(resolve(target), zipOf(entries));
    else await writeFolder(target, entries);
  } finally {
    await store.close();
  }
  process.stdout.write(`archive ${resolve(target)}\n`);
}

/** Appears under its name when it is whole. */
async function writeZip(target: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${target}.part-${process.pid}`;
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), createWriteStream(part, { flags: "wx", flush: true }));
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const { code } = error as { code?: string };
  process.stderr.write(`${code?.startsWith("ERR_PARSE_ARGS") ? USAGE : explain(error)}\n`);
  process.exitCode = 1;
}

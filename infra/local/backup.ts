/** `npm run backup -- <folder>`: writes everything that the installation of the usual settings holds into a new folder. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BackupRefused } from "../../functions/backup/contents.ts";
import { backupEntries } from "../../functions/backup/backup-entries.ts";
import { writeFolder } from "../../functions/backup/write-folder.ts";
import { tables } from "../../functions/tables.ts";
import { readSettingsFrom } from "../../functions/wire.ts";
import { explain } from "./explain.ts";
import { finishPendingRestore } from "./pending-restore.ts";
import { folderSecret } from "./secret.ts";
import { openWholeBlobs, openWholeStore } from "./whole-parts.ts";

const USAGE = "Usage: npm run backup -- <new folder>";

async function run(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) throw new BackupRefused(USAGE);
  const settings = readSettingsFrom();
  const { dataDir } = settings;
  const local = settings.store === "sqlite" || settings.blobs === "disk";
  if (local && !relative(dataDir, resolve(target)).startsWith(".."))
    throw new BackupRefused(`${target} lies in the data folder and would be lost with it; choose another place.`);
  if (settings.store === "sqlite" && !existsSync(join(dataDir, "store.sqlite")) && !existsSync(join(dataDir, ".restore")))
    throw new BackupRefused(`${dataDir} holds no installation; set DATA_DIR.`);
  await finishPendingRestore(dataDir);
  if (settings.secret === undefined && !existsSync(join(dataDir, "secret")))
    throw new BackupRefused(`${dataDir} has no file secret: set SECRET as the server has it.`);
  const secret = settings.secret ?? folderSecret(dataDir);
  // The lock says whether the server runs; files are read beside whatever uses them.
  const store = await openWholeStore(settings);
  try {
    const blobs = await openWholeBlobs(settings, true);
    const source = { store, blobs, tables: Object.keys(tables), secret: { value: secret, included: settings.secret === undefined } };
    await writeFolder(
      target,
      backupEntries(source, `${resolve(target)}.sorting-${process.pid}`, (line) => process.stderr.write(`${line}\n`)),
    );
  } finally {
    await store.close();
  }
  process.stdout.write(`backup ${resolve(target)}\n`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const { code } = error as { code?: string };
  process.stderr.write(`${code?.startsWith("ERR_PARSE_ARGS") ? USAGE : explain(error)}\n`);
  process.exitCode = 1;
}

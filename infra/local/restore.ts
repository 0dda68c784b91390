/** `npm run restore -- <folder or .zip> [--dry-run] [--replace]`: puts a backup into the installation of the usual settings. */
import { parseArgs } from "node:util";
import { checkBackup } from "../../functions/backup/check-backup.ts";
import { BackupRefused } from "../../functions/backup/contents.ts";
import { english } from "../../functions/backup/problems.ts";
import { restoreBackup } from "../../functions/backup/restore-backup.ts";
import { withUnpacked } from "../../functions/backup/unpacked.ts";
import { tables } from "../../functions/tables.ts";
import { readSettingsFrom, type Settings } from "../../functions/wire.ts";
import { explain } from "./explain.ts";
import { finishPendingRestore } from "./pending-restore.ts";
import { openTarget, refuseFor, secretWarning, targetProblems } from "./restore-target.ts";

const USAGE = "Usage: npm run restore -- <backup folder or .zip> [--dry-run] [--replace]";
const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function run(args: string[]): Promise<void> {
  const options = { "dry-run": { type: "boolean", default: false }, replace: { type: "boolean", default: false } } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new BackupRefused(USAGE);
  const settings = readSettingsFrom();
  if (!values["dry-run"]) await finishPendingRestore(settings.dataDir);
  const bad = await withUnpacked(folder, (unpacked) => restore(settings, unpacked, values));
  if (bad) refuseFor([english(bad.zip)]);
}

async function restore(settings: Settings, folder: string, values: { "dry-run": boolean; replace: boolean }): Promise<void> {
  const { manifest, problems } = await checkBackup(folder, tables, tell);
  const against = targetProblems(settings, values.replace).catch((error: unknown) => [explain(error)]);
  refuseFor([...problems.map(english), ...(await against)]);
  const warning = secretWarning(settings, manifest!.secret);
  if (warning) tell(warning);
  if (values["dry-run"]) return void process.stdout.write("The backup can be restored; nothing was changed.\n");
  const target = await openTarget(settings, folder, manifest!);
  try {
    await restoreBackup(folder, manifest!, tables, target, tell);
  } finally {
    await target.release();
  }
  process.stdout.write("restored\n");
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const { code } = error as { code?: string };
  process.stderr.write(`${code?.startsWith("ERR_PARSE_ARGS") ? USAGE : explain(error)}\n`);
  process.exitCode = 1;
}

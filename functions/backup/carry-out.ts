import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { archiveEntries } from "../archive/archive-entries.ts";
import type { Deps } from "../deps.ts";
import { type ZipEntry, zipOf } from "../files/zip-writer.ts";
import { chinaDay, HOUR, isoTime } from "../platform/clock.ts";
import { tables } from "../tables.ts";
import { backupEntries } from "./backup-entries.ts";
import { deleteBundle, findBundle, newBundleId, putAbout, putCheck, zipKey } from "./bundles.ts";
import { checkBackup } from "./check-backup.ts";
import { type Bundle, type BundleKind, PROBLEMS_NAMED } from "./contract.ts";
import { summing } from "./hashed-file.ts";
import type { Hold } from "./hold.ts";
import { type BackupProblem, chinese } from "./problems.ts";
import { withUnpacked } from "./unpacked.ts";
import { withTables } from "./whole-store.ts";

/** What was to be checked is no longer there. */
export class Gone extends Error {
  override name = "Gone";
}

/** Does what the run asks for. @returns the id of the bundle that was made or checked */
export async function carryOut(deps: Deps, hold: Hold): Promise<string> {
  const { what, year, bundle } = hold.run;
  if (what === "check") return check(deps, hold, bundle ?? "");
  if (what === "archive") return make(deps, hold, "archive", archiveEntries(deps, year!));
  return inFolder(async (work) =>
    withTables(deps.store, (store) => {
      const secret = { value: deps.config.secret, included: deps.config.ownSecret === true };
      const source = { store, blobs: deps.blobs, tables: Object.keys(tables), secret };
      return make(
        deps,
        hold,
        "backup",
        backupEntries(source, join(work, "sorting"), () => hold.check()),
      );
    }),
  );
}

/** A folder for what does not fit into memory, readable by nobody else and gone at the end. */
async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "gxjt-work-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Packs entries into a zip among the files. It counts once its description lies beside it. */
async function make(deps: Deps, hold: Hold, kind: BundleKind, entries: AsyncIterable<ZipEntry>): Promise<string> {
  const now = deps.clock();
  const id = newBundleId(now);
  try {
    const { chunks, sum } = summing(hold.counted(zipOf(entries)));
    const bytes = await deps.blobs.pour(zipKey(id), chunks, "application/zip");
    hold.check();
    const { year, name } = hold.run;
    const about = { id, kind, at: isoTime(now), name, bytes, sha256: sum().sha256, fileName: fileNameOf(kind, now, year) };
    await putAbout(deps.blobs, { ...about, ...(year === undefined ? {} : { year }) });
    return id;
  } catch (error) {
    await deleteBundle(deps.blobs, id).catch(() => undefined);
    throw error;
  }
}

function fileNameOf(kind: BundleKind, now: number, year?: number): string {
  if (kind === "archive") return `干训讲堂${year}年归档.zip`;
  const time = isoTime(now + 8 * HOUR)
    .slice(11, 16)
    .replace(":", "");
  return `干训讲堂备份-${chinaDay(now).replaceAll("-", "")}-${time}.zip`;
}

/** Reads a stored backup back as a restore would, and keeps what was found beside it. */
async function check(deps: Deps, hold: Hold, id: string): Promise<string> {
  const found = await findBundle(deps.blobs, id);
  const source = found && (await deps.blobs.read(zipKey(id)));
  if (!source) throw new Gone();
  const problems = (await inFolder((work) => problemsOf(found, hold.counted(source), join(work, "backup.zip")))).map(chinese);
  hold.check();
  await putCheck(deps.blobs, id, {
    at: isoTime(deps.clock()),
    problems: problems.slice(0, PROBLEMS_NAMED),
    more: Math.max(0, problems.length - PROBLEMS_NAMED),
  });
  return id;
}

async function problemsOf({ bytes, sha256, fileName }: Bundle, source: AsyncIterable<Uint8Array>, zip: string): Promise<BackupProblem[]> {
  const hash = createHash("sha256");
  let came = 0;
  async function* measured() {
    for await (const chunk of source) {
      hash.update(chunk);
      came += chunk.length;
      yield chunk;
    }
  }
  await pipeline(Readable.from(measured(), { objectMode: false }), createWriteStream(zip, { mode: 0o600 }));
  const whole = came === bytes && hash.digest("hex") === sha256;
  const altered: BackupProblem[] = whole ? [] : [{ what: "altered", path: fileName }];
  const inside = await withUnpacked(zip, (folder) => checkBackup(folder, tables, () => {}));
  return [...altered, ...("zip" in inside ? [inside.zip] : inside.problems)];
}

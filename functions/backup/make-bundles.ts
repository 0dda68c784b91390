import { auditLine, systemActor } from "../audit/table.ts";
import { BlobsUnavailable } from "../blobs/blobs.ts";
import type { Deps } from "../deps.ts";
import { EntryTooLarge } from "../files/zip-writer.ts";
import { MINUTE } from "../platform/clock.ts";
import { ConditionFailed, StoreUnavailable } from "../store/store.ts";
import { deleteBroken, deleteBundle, listBundles } from "./bundles.ts";
import { carryOut, Gone } from "./carry-out.ts";
import { BACKUPS_KEPT, type RunProblem } from "./contract.ts";
import { Hold, HoldLost } from "./hold.ts";
import { findRun, putRun, type StoredRun } from "./table.ts";

/** A process that was not heard of for so long has ended; living ones write every ten seconds. */
const SILENT = 2 * MINUTE;

/**
 * The job: carries out the run that was asked for, if nobody does so yet. Whoever takes it holds it by its version, so that two
 * machines never carry out the same one; a run whose process ended is told as failed, and what it left is cleared away.
 * @returns how many runs came to an end
 */
export async function makeBundles(deps: Deps): Promise<number> {
  const run = await findRun(deps.store);
  if (run?.state === "running" && deps.clock() - run.beat > SILENT) return (await end(deps, run, "broken-off")) ? 1 : 0;
  if (run?.state !== "waiting") return 0;
  const hold = await Hold.take(deps, run);
  if (!hold) return 0;
  let problem: RunProblem | undefined;
  try {
    await deleteBroken(deps.blobs);
    const made = await carryOut(deps, hold);
    hold.run.bundle = made;
  } catch (error) {
    problem = problemOf(error);
    if (error instanceof HoldLost) return 0;
    deps.log("bundle-failed", { what: run.what, problem, reason: String(error) });
  } finally {
    await hold.release();
  }
  if (!(await end(deps, hold.run, problem)) && run.what !== "check" && hold.run.bundle) await deleteBundle(deps.blobs, hold.run.bundle);
  if (run.what === "backup") await prune(deps);
  return 1;
}

/** At the start of a machine that has its store to itself: whatever ran before has ended with its process. */
export async function endDeadRun(deps: Deps): Promise<void> {
  const run = await findRun(deps.store);
  if (run?.state === "running") await end(deps, run, "broken-off");
}

function problemOf(error: unknown): RunProblem {
  if (error instanceof Gone) return "gone";
  if (error instanceof EntryTooLarge) return "too-large";
  if (error instanceof BlobsUnavailable) return /ENOSPC|EDQUOT/.test(error.message) ? "disk-full" : "away";
  if (error instanceof StoreUnavailable) return "away";
  return /ENOSPC|EDQUOT/.test((error as NodeJS.ErrnoException).code ?? "") ? "disk-full" : "internal";
}

/** @returns false when the run is no longer the one that was carried out */
async function end(deps: Deps, run: StoredRun, problem?: RunProblem): Promise<boolean> {
  const now = deps.clock();
  const actor = { id: run.by, name: run.name };
  const object = run.bundle ? `${run.what === "archive" ? "archive" : "backup"}#${run.bundle}` : run.what;
  const action = run.what === "archive" ? "archive.make" : run.what === "backup" ? "backup.make" : "backup.checked";
  const line = auditLine(
    now,
    problem ? systemActor : actor,
    action,
    object,
    problem ?? (run.year ? String(run.year) : undefined),
    problem ? "failed" : "done",
  );
  try {
    await deps.store.transact([putRun({ ...run, state: problem ? "failed" : "done", beat: now, ...(problem ? { problem } : {}) }), line]);
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
  return true;
}

async function prune(deps: Deps): Promise<void> {
  for (const { id } of (await listBundles(deps.blobs, "backup")).slice(BACKUPS_KEPT)) {
    await deps.store.transact([auditLine(deps.clock(), systemActor, "backup.delete", `backup#${id}`, `more than ${BACKUPS_KEPT}`)]);
    await deleteBundle(deps.blobs, id);
  }
}

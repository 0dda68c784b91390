import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { Call } from "../http/route.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import { deleteBundle, findBundle, listBundles, zipKey } from "./bundles.ts";
import { BACKUPS_KEPT, type Bundle, type BundleKind, type BundleList, type Run } from "./contract.ts";
import { findRun, putRun, runOf, type StoredRun } from "./table.ts";

/** How long an address for a download is good. */
const DOWNLOAD_SECONDS = 300;

/** @throws Problem not-found, also for a bundle of the other kind */
export async function bundleFor(deps: Deps, kind: BundleKind, id: string | undefined): Promise<Bundle> {
  const found = await findBundle(deps.blobs, id ?? "");
  if (found?.kind !== kind) throw new Problem("not-found");
  return found;
}

export async function bundlesOf(deps: Deps, kind: BundleKind): Promise<BundleList> {
  const [items, run] = await Promise.all([listBundles(deps.blobs, kind), findRun(deps.store)]);
  return { items, keep: BACKUPS_KEPT, ...(run ? { run: runOf(run) } : {}) };
}

/**
 * Asks for a piece of work; a job carries it out. One at a time: while one waits or runs, no other can be asked for.
 * @throws Problem busy with the run that is in the way
 */
export async function requestRun(
  { deps, c, now, person }: Call,
  wish: Pick<Run, "what" | "year" | "bundle">,
  object: string,
): Promise<Run> {
  const before = await findRun(deps.store);
  const asked: Run = { ...wish, state: "waiting", name: person.name, at: isoTime(now), bytes: 0 };
  // While one is open, the write expects none: it is refused unless the key of the request already has its answer.
  const open = before?.state === "waiting" || before?.state === "running";
  const stored: StoredRun = { ...asked, by: person.id, beat: now, version: open ? 0 : (before?.version ?? 0) };
  const action = wish.what === "backup" ? "backup.request" : wish.what === "archive" ? "archive.request" : "backup.check";
  const key = idempotencyKey(c.req.header("idempotency-key"));
  const operations = [putRun(stored), auditLine(now, person, action, object)];
  try {
    return await createOnce(deps.store, "people", `run ${person.id}`, key, wish, asked, operations, now);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("busy", before ? { current: runOf(before) } : {});
  }
}

export async function downloadOf({ deps, now, person }: Call, found: Bundle): Promise<{ url: string }> {
  const url = await deps.blobs.presignDownload({
    key: zipKey(found.id),
    fileName: found.fileName,
    contentType: "application/zip",
    expiresInSeconds: DOWNLOAD_SECONDS,
  });
  await deps.store.transact([auditLine(now, person, `${found.kind}.download`, `${found.kind}#${found.id}`, found.fileName)]);
  return { url };
}

export async function removeBundle({ deps, now, person }: Call, found: Bundle): Promise<undefined> {
  await deps.store.transact([auditLine(now, person, `${found.kind}.delete`, `${found.kind}#${found.id}`, found.fileName)]);
  await deleteBundle(deps.blobs, found.id);
  return undefined;
}

import type { GroupStudyRecord } from "../../../functions/group-study-records/contract.ts";
import { sendFile } from "../materials/editor-upload.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { isOnline, whenBack } from "../shell/online.ts";
import { problemText } from "../shell/problems.ts";
import { dropRecord, keepRecord, lookForKept, type KeptPhoto, type KeptRecord } from "./kept-records.ts";

export type Outcome = { state: "sent" | "waiting" } | { state: "refused"; problem: unknown };

/** What a later try may mend: no line, a server that is away or busy, an ended session. */
function passes(problem: unknown): boolean {
  if (!(problem instanceof ApiProblem)) return true;
  return problem.code === "offline" || problem.status >= 500 || problem.status === 429 || problem.status === 401 || problem.status === 0;
}

/** Sends each photo once: its upload is written down at once, so that a reload goes on where it was. */
async function upload(record: KeptRecord): Promise<KeptRecord> {
  let now = record;
  for (const photo of record.photos) {
    if (photo.upload) continue;
    const file = new File([photo.file], photo.name, { type: photo.file.type });
    const id = await sendFile(file, { onProgress: () => undefined, signal: new AbortController().signal });
    const photos: KeptPhoto[] = now.photos.map((one) => (one.id === photo.id ? { ...one, upload: id } : one));
    now = { ...now, photos };
    await keepRecord(now);
  }
  return now;
}

async function post({ key, values, photos }: KeptRecord): Promise<void> {
  const body = {
    ...values,
    people: Number(values.people),
    materials: values.materials.map(({ id }) => id),
    uploads: photos.flatMap((photo) => photo.upload ?? []),
  };
  try {
    await api<GroupStudyRecord>("POST", "/api/staff/group-study-records", body, { key });
  } catch (problem) {
    // Filed by an earlier try with uploads that have ended since: it is there.
    if (!(problem instanceof ApiProblem && problem.code === "idempotency-mismatch")) throw problem;
  }
}

async function sendOne(kept: KeptRecord): Promise<Outcome> {
  try {
    const record = await upload(kept);
    try {
      await post(record);
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.code === "not-found")) throw problem;
      // An upload is kept for a day; after that the photos are sent anew.
      await post(await upload({ ...record, photos: record.photos.map((photo) => ({ ...photo, upload: undefined })) }));
    }
    await dropRecord(kept.key);
    return { state: "sent" };
  } catch (problem) {
    return passes(problem) ? { state: "waiting" } : { state: "refused", problem };
  }
}

/** One after the other in this page, and where the browser knows locks in one page at a time. */
let queue: Promise<unknown> = Promise.resolve();
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  const run = async () => (locks ? ((await locks.request("gxjt-study-records", work)) as T) : work());
  const done = queue.then(run, run);
  queue = done.catch(() => undefined);
  return done;
}

/** Sends one record; when another page has sent it meanwhile, it is sent. */
export const sendKept = (key: string): Promise<Outcome> =>
  alone(async () => {
    const kept = (await lookForKept()).find((one) => one.key === key);
    return kept ? sendOne(kept) : { state: "sent" };
  });

/** Sends what waits. What the server refuses stays, with the reason, for its author. */
export async function sendAll(): Promise<void> {
  let sent = 0;
  for (const { key, refused } of await lookForKept()) {
    if (refused !== undefined || !isOnline()) continue;
    const outcome = await sendKept(key);
    if (outcome.state === "sent") sent += 1;
    else if (outcome.state === "refused") {
      const kept = (await lookForKept()).find((one) => one.key === key);
      if (kept) await keepRecord({ ...kept, refused: problemText(outcome.problem) });
    } else break;
  }
  if (sent > 0) announce(sent === 1 ? "存在本机的记录已提交" : `存在本机的 ${sent} 条记录已提交`);
}

// From the moment that one of the unit's screens was open, every return of the line sends what waits.
whenBack(() => void sendAll());

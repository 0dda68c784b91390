import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import { chosenMaterials } from "../study/chosen-materials.ts";
import { addPhoto } from "../study/photos.ts";
import type { GroupStudyRecord, RecordUpdate } from "./contract.ts";
import { checkDate, mayChangeRecord } from "./rules.ts";
import { deleteRecord, putRecord, type RecordItem } from "./table.ts";
import { recordFor, recordView } from "./views.ts";

/** A record that this person may change, at the version that was seen. @throws Problem not-found, illegal-step after 30 days, conflict */
async function changeable(deps: Deps, me: WhoAmI, id: string | undefined, version: number): Promise<RecordItem> {
  const before = await recordFor(deps, me, id);
  if (!mayChangeRecord(me, before, deps.clock())) throw new Problem("illegal-step");
  if (before.version !== version) throw new Problem("conflict", { current: recordView(deps, before, me) });
  return before;
}

async function write(deps: Deps, me: WhoAmI, id: string, action: string, operations: TransactOperation[]): Promise<void> {
  try {
    await deps.store.transact([...operations, auditLine(deps.clock(), me, action, `group-study#${id}`)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("conflict", { current: recordView(deps, await recordFor(deps, me, id), me) });
  }
}

async function replace(deps: Deps, me: WhoAmI, after: RecordItem, action: string, more: TransactOperation[] = []) {
  await write(deps, me, after.id, action, [...putRecord(after), ...more]);
  return recordView(deps, { ...after, version: after.version + 1 }, me);
}

/** @throws Problem not-found, illegal-step after 30 days, conflict, invalid-body, unknown-material */
export async function changeRecord(deps: Deps, me: WhoAmI, id: string | undefined, body: RecordUpdate): Promise<GroupStudyRecord> {
  const { version, ...input } = body;
  const before = await changeable(deps, me, id, version);
  checkDate(input.date, deps.clock());
  const materials = await chosenMaterials(deps.store, input.materials, before.materials);
  return replace(deps, me, { ...before, ...input, materials }, "group-study.change");
}

/** Deletes a record with its photos. @throws Problem not-found, illegal-step after 30 days, conflict */
export async function removeRecord(deps: Deps, me: WhoAmI, id: string | undefined, version: number): Promise<void> {
  const before = await changeable(deps, me, id, version);
  await write(deps, me, before.id, "group-study.delete", deleteRecord(before));
  await Promise.allSettled(before.photos.map(({ key }) => deps.blobs.delete(key)));
}

export async function attachPhoto(deps: Deps, me: WhoAmI, id: string | undefined, version: number, upload: string) {
  const before = await changeable(deps, me, id, version);
  return addPhoto(deps, me.id, before.photos, upload, (photos, operations) =>
    replace(deps, me, { ...before, photos }, "group-study.photo", operations),
  );
}

export async function removePhoto(deps: Deps, me: WhoAmI, id: string | undefined, version: number, photo: string | undefined) {
  const before = await changeable(deps, me, id, version);
  const gone = before.photos.find((one) => one.id === photo);
  if (!gone) throw new Problem("not-found");
  const changed = await replace(deps, me, { ...before, photos: before.photos.filter((one) => one !== gone) }, "group-study.photo");
  await deps.blobs.delete(gone.key);
  return changed;
}

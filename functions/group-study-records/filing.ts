import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, firstAnswer, remember } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { refuseFile, takeUpload, uploadUsed, withFiles } from "../materials/attachments.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";
import { chosenMaterials } from "../study/chosen-materials.ts";
import type { StoredPhoto } from "../study/photos.ts";
import type { GroupStudyRecord, RecordInput } from "./contract.ts";
import { reminderHeeded } from "./reminders.table.ts";
import { checkDate, ownUnit } from "./rules.ts";
import { findRecord, putRecord, type RecordItem } from "./table.ts";
import { recordView } from "./views.ts";

const TABLE = "activities";

interface Taken {
  photo: StoredPhoto;
  used: TransactOperation;
  discard: () => Promise<void>;
}

/** One after the other, so that no more than one photo lies in memory. @throws Problem not-found for an upload that is gone, file-refused */
async function takePhotos(deps: Deps, me: WhoAmI, uploads: readonly string[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  try {
    for (const upload of new Set(uploads)) {
      const { attachment, discard } = await takeUpload(deps, me.id, upload);
      taken.push({ photo: attachment, used: uploadUsed(upload), discard });
      if (!/^image\/(jpeg|png)$/.test(attachment.contentType)) refuseFile("type-not-allowed");
    }
  } catch (error) {
    await Promise.allSettled(taken.map(({ photo }) => deps.blobs.delete(photo.key)));
    throw error;
  }
  return taken;
}

/** What an earlier try under this key has filed. @throws Problem idempotency-mismatch when it came with another body */
async function filedBefore(deps: Deps, me: WhoAmI, id: string, key: string, body: RecordInput): Promise<RecordItem | undefined> {
  await firstAnswer(deps.store, TABLE, remember(TABLE, me.id, key, body, { id }, deps.clock()));
  return findRecord(deps.store, id);
}

/**
 * Files a record with its photos, once per key: what was written without a line is sent until an answer comes, perhaps days later,
 * so the key names the record itself as well.
 * @throws Problem unknown-unit for a contact of no unit, invalid-body, unknown-material, not-found, file-refused
 */
export async function fileRecord(deps: Deps, me: WhoAmI, body: RecordInput, key?: string): Promise<GroupStudyRecord> {
  const unit = ownUnit(me);
  if (unit === "") throw new Problem("unknown-unit");
  const now = deps.clock();
  const id = key ? derivedId("group-study", me.id, key) : newId();
  // Before the uploads are asked for: the first try has used them up.
  const before = key && (await filedBefore(deps, me, id, key, body));
  if (before) return recordView(deps, before, me);
  const { uploads, ...input } = body;
  checkDate(input.date, now);
  const materials = await chosenMaterials(deps.store, input.materials);
  const taken = await takePhotos(deps, me, uploads);
  const photos = taken.map(({ photo }) => photo);
  const record: RecordItem = { ...input, id, unit, materials, photos, createdBy: me.name, createdAt: isoTime(now), version: 0 };
  const operations = [
    ...putRecord(record),
    ...taken.map(({ used }) => used),
    reminderHeeded(unit),
    auditLine(now, me, "group-study.create", `group-study#${id}`),
  ];
  await withFiles(deps, photos, () => createOnce(deps.store, TABLE, me.id, key, body, { id }, operations, now));
  const filed = (await findRecord(deps.store, id)) ?? record;
  // Of two tries at once one has won, and only its photos are named by the record.
  const spare = photos.filter((photo) => filed.photos.every((kept) => kept.key !== photo.key));
  await Promise.allSettled([...taken.map(({ discard }) => discard()), ...spare.map((photo) => deps.blobs.delete(photo.key))]);
  return recordView(deps, filed, me);
}

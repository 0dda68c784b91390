import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";
import { listColleagues } from "../study/colleagues.ts";
import { addPhoto, photoView } from "../study/photos.ts";
import { carryOut } from "../study/versioned.ts";
import { findUnit } from "../units/table.ts";
import type { Activity, ActivityInput } from "./contract.ts";
import { faultsOf, mayChange } from "./rules.ts";
import { deleteActivity, findActivity, putActivity, type StoredActivity } from "./table.ts";

export function viewOf(who: WhoAmI, stored: StoredActivity): Activity {
  const { by: _, createdAt: __, photos, ...activity } = stored;
  return { ...activity, photos: photos.map(photoView), mayChange: mayChange(who, stored) };
}

type Content = Omit<StoredActivity, "id" | "by" | "byName" | "office" | "createdAt" | "updatedAt" | "photos" | "version">;

/**
 * What may be stored of an input: names looked up, new problems with their ids. What a record already names may stay, though the
 * person has left or the unit is retired.
 * @throws Problem invalid-body
 */
async function contentOf(deps: Deps, input: ActivityInput, before?: StoredActivity): Promise<Content> {
  const errors = faultsOf(input, chinaDay(deps.clock()));
  const known = new Map([...(await listColleagues(deps.store)), ...(before?.people ?? [])].map((one) => [one.id, one]));
  if (input.people.some((id) => !known.has(id))) errors.push({ field: "people", code: "unknown" });
  const unit = input.unit === "" ? undefined : await findUnit(deps.store, input.unit);
  if (input.unit !== "" && (!unit || (unit.retired && before?.unit !== unit.id))) errors.push({ field: "unit", code: "unknown" });
  const stays = before?.unit === input.unit && before.village === input.village;
  if (unit && input.village !== "" && !stays && !unit.villages.includes(input.village)) errors.push({ field: "village", code: "unknown" });
  const ids = new Set(before?.problems.map(({ id }) => id));
  if (input.problems.some(({ id }) => id !== "" && !ids.has(id))) errors.push({ field: "problems", code: "unknown" });
  if (errors.length > 0) throw new Problem("invalid-body", { errors: errors.slice(0, 20) });
  return {
    ...input,
    unitName: unit?.name ?? "",
    people: input.people.map((id) => known.get(id)!),
    problems: input.problems.map((problem) => ({ ...problem, id: problem.id || newId() })),
  };
}

/** Logs an activity, once per key. */
export async function logActivity(deps: Deps, who: WhoAmI, input: ActivityInput, key?: string): Promise<StoredActivity> {
  const id = key ? derivedId("activity", who.id, key) : newId();
  const now = deps.clock();
  const at = isoTime(now);
  const author = { by: who.id, byName: who.name, office: who.office };
  const stored: StoredActivity = { ...(await contentOf(deps, input)), ...author, id, photos: [], createdAt: at, updatedAt: at, version: 0 };
  const operations = [putActivity(stored), auditLine(now, who, "activity.create", `activity#${id}`)];
  await createOnce(deps.store, "activities", who.id, key, input, { id }, operations, now);
  return (await findActivity(deps.store, id)) ?? { ...stored, version: 1 };
}

export async function activityFor(deps: Deps, id: string | undefined): Promise<StoredActivity> {
  const found = await findActivity(deps.store, id ?? "");
  if (!found) throw new Problem("not-found");
  return found;
}

/** The activity at the version that the person has seen, for a change. @throws Problem not-found, forbidden (recorded), conflict */
async function changeable(deps: Deps, who: WhoAmI, id: string | undefined, version: number): Promise<StoredActivity> {
  const stored = await activityFor(deps, id);
  if (!mayChange(who, stored)) {
    await recordRefusal(deps, who, `activity#${stored.id}`, "edit");
    throw new Problem("forbidden");
  }
  if (stored.version !== version) throw new Problem("conflict", { current: viewOf(who, stored) });
  return stored;
}

async function save(deps: Deps, who: WhoAmI, changed: StoredActivity, action: string, more: TransactOperation[] = []) {
  const now = deps.clock();
  const next = { ...changed, updatedAt: isoTime(now) };
  const current = async () => viewOf(who, await activityFor(deps, changed.id));
  await carryOut(deps.store, [putActivity(next), ...more, auditLine(now, who, action, `activity#${changed.id}`)], current);
  return { ...next, version: changed.version + 1 };
}

export async function changeActivity(deps: Deps, who: WhoAmI, id: string | undefined, version: number, input: ActivityInput) {
  const stored = await changeable(deps, who, id, version);
  return save(deps, who, { ...stored, ...(await contentOf(deps, input, stored)) }, "activity.change");
}

/** Deletes what was logged by mistake, with its photos. */
export async function removeActivity(deps: Deps, who: WhoAmI, id: string | undefined, version: number): Promise<void> {
  const stored = await changeable(deps, who, id, version);
  const line = auditLine(deps.clock(), who, "activity.delete", `activity#${stored.id}`);
  await carryOut(deps.store, [deleteActivity(stored), line], async () => viewOf(who, await activityFor(deps, id)));
  await Promise.allSettled(stored.photos.map(({ key }) => deps.blobs.delete(key)));
}

export async function attachPhoto(deps: Deps, who: WhoAmI, id: string | undefined, version: number, upload: string) {
  const stored = await changeable(deps, who, id, version);
  return addPhoto(deps, who.id, stored.photos, upload, (photos, operations) =>
    save(deps, who, { ...stored, photos }, "activity.photo", operations),
  );
}

export async function removePhoto(deps: Deps, who: WhoAmI, id: string | undefined, version: number, photo: string | undefined) {
  const stored = await changeable(deps, who, id, version);
  const gone = stored.photos.find((one) => one.id === photo);
  if (!gone) throw new Problem("not-found");
  const saved = await save(deps, who, { ...stored, photos: stored.photos.filter((one) => one !== gone) }, "activity.photo");
  await Promise.allSettled([deps.blobs.delete(gone.key)]);
  return saved;
}

import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { photoView } from "../study/photos.ts";
import { findUnit } from "../units/table.ts";
import type { GroupStudyRecord, RecordList } from "./contract.ts";
import { followsUnits, mayChangeRecord, mayReadRecord, ownUnit } from "./rules.ts";
import { findRecord, recordsOfUnit, type RecordItem } from "./table.ts";

export function recordView({ clock }: Deps, item: RecordItem, me: WhoAmI): GroupStudyRecord {
  return { ...item, photos: item.photos.map(photoView), mayChange: mayChangeRecord(me, item, clock()) };
}

/** @throws Problem not-found, also for another unit's record */
export async function recordFor({ store }: Deps, me: WhoAmI, id: string | undefined): Promise<RecordItem> {
  const found = await findRecord(store, id ?? "");
  if (!found || !mayReadRecord(me, found.unit)) throw new Problem("not-found");
  return found;
}

/** A page of one unit's records: for staff the unit that they ask for, for a contact always the own. */
export async function listRecords(deps: Deps, me: WhoAmI, asked: string | undefined, cursor?: string): Promise<RecordList> {
  const id = (followsUnits(me) ? asked : undefined) ?? ownUnit(me);
  if (id === "") return { unit: { id: "", name: "" }, items: [] };
  const [unit, { records, ...rest }] = await Promise.all([findUnit(deps.store, id), recordsOfUnit(deps.store, id, cursor)]);
  if (!unit) throw new Problem("not-found");
  return { unit: { id, name: unit.name }, items: records.map((record) => recordView(deps, record, me)), ...rest };
}

import { Problem } from "../http/problem.ts";
import type { Role, WhoAmI } from "../people/contract.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { ChosenMaterial } from "../study/chosen-materials.ts";
import type { StoredPhoto } from "../study/photos.ts";
import { recordLimits, type RecordInput } from "./contract.ts";

/** A 集中学习 record of a unit, as it is kept. */
export interface StoredRecord extends Omit<RecordInput, "materials" | "uploads"> {
  id: string;
  unit: string;
  materials: ChosenMaterial[];
  photos: StoredPhoto[];
  createdBy: string;
  createdAt: string;
}

const staff: readonly Role[] = ["lead", "editor", "director"];

/** Staff who follow the units' study. */
export const followsUnits = ({ roles }: Pick<WhoAmI, "roles">): boolean => roles.some((role) => staff.includes(role));
/** Whose contact a person is; "" for those who are nobody's. */
export const ownUnit = ({ roles, unit }: Pick<WhoAmI, "roles" | "unit">): string => (roles.includes("unit") ? unit : "");

/** A unit's records are read by its own contacts and by the staff who follow the units. */
export function mayReadRecord(reader: WhoAmI, unit: string): boolean {
  return followsUnits(reader) || (unit !== "" && ownUnit(reader) === unit);
}

/** Only the unit's own contacts, and only for 30 days: after that a record stands. */
export function mayChangeRecord(person: WhoAmI, { unit, createdAt }: Pick<StoredRecord, "unit" | "createdAt">, now: number): boolean {
  return ownUnit(person) !== "" && ownUnit(person) === unit && now - Date.parse(createdAt) <= recordLimits.changeDays * DAY;
}

/** @throws Problem invalid-body for a date in the future: what was not held yet cannot be recorded */
export function checkDate(date: string, now: number): void {
  if (date > chinaDay(now)) throw new Problem("invalid-body", { errors: [{ field: "date", code: "future" }] });
}

/** What is counted of one session. */
export type SessionLine = Pick<StoredRecord, "unit" | "date" | "people" | "materials">;

/** Sessions of a period by unit: how many, how many people, which materials (each once), the last day. */
export function sumsByUnit(lines: readonly SessionLine[]) {
  const sums = new Map<string, { sessions: number; people: number; materials: ChosenMaterial[]; last: string }>();
  for (const { unit, date, people, materials } of lines) {
    const sum = sums.get(unit) ?? { sessions: 0, people: 0, materials: [], last: date };
    const fresh = materials.filter(({ id }) => sum.materials.every((known) => known.id !== id));
    sums.set(unit, {
      sessions: sum.sessions + 1,
      people: sum.people + people,
      materials: [...sum.materials, ...fresh],
      last: date > sum.last ? date : sum.last,
    });
  }
  return sums;
}

import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { StudySettings } from "../study/settings.contract.ts";
import type { StoredPhoto } from "../study/photos.ts";
import { studyFridays, type StoredDay } from "./rules.ts";

const TABLE = "activities";
const dayKey = (slot: string) => ({ pk: `study-day#${slot}`, sk: "plan" });

export interface Day extends StoredDay {
  photos: StoredPhoto[];
  version: number;
}

/** A Friday that nobody has touched yet: as the settings have it. */
export function untouched(slot: string, { startsAt, endsAt, place }: StudySettings): Day {
  const plain = { topic: "", agenda: "", materials: [], open: true, minutes: "", photos: [], reason: "" };
  return { slot, date: slot, state: "planned", startsAt, endsAt, place, ...plain, version: 0 };
}

const dayOf = (item: Item): Day => ({ ...(item["day"] as unknown as Day), version: item.version });

export async function findDay(store: Store, slot: string, settings: StudySettings): Promise<Day> {
  const item = await store.get(TABLE, dayKey(slot));
  return item ? dayOf(item) : untouched(slot, settings);
}

export function putDay({ version, ...day }: Day): TransactOperation {
  const stored = day as unknown as NewItem[string];
  const item: NewItem = { ...dayKey(day.slot), byDayPk: `study-day#${day.slot.slice(0, 4)}`, byDaySk: day.slot, day: stored };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item, condition } };
}

/**
 * All study days of a year by their slots. What somebody has planned stays, even where a later anchor gives other Fridays.
 */
export async function daysOfYear(store: Store, year: number, settings: StudySettings): Promise<Day[]> {
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `study-day#${year}`, limit: 100 });
  const days = new Map(
    studyFridays(settings.anchorFriday, `${year}-01-01`, `${year}-12-31`).map((slot) => [slot, untouched(slot, settings)]),
  );
  for (const day of items.map(dayOf)) days.set(day.slot, day);
  return [...days.values()].toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
}

const presentKey = (slot: string, person: string) => ({ pk: `study-day#${slot}`, sk: `present#${person}` });

export interface Presence {
  person: string;
  by: "list" | "code";
}

/** Who is marked as present. Each mark is an item of its own: two who tick at once lose nothing. */
export async function presencesOf(store: Store, slot: string): Promise<Presence[]> {
  const { items } = await store.query({ table: TABLE, pk: `study-day#${slot}`, sk: { prefix: "present#" }, limit: 1000 });
  return items.map((item) => ({ person: item.sk.slice("present#".length), by: item["by"] as Presence["by"] }));
}

export async function isPresent(store: Store, slot: string, person: string): Promise<boolean> {
  return (await store.get(TABLE, presentKey(slot, person))) !== undefined;
}

export function putPresence(slot: string, { person, by }: Presence): TransactOperation {
  return { put: { table: TABLE, item: { ...presentKey(slot, person), by }, condition: { ifAbsent: true } } };
}

export function deletePresence(slot: string, person: string): TransactOperation {
  return { delete: { table: TABLE, key: presentKey(slot, person) } };
}

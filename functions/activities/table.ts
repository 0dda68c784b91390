import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { StoredPhoto } from "../study/photos.ts";
import type { LoggedActivity } from "./rules.ts";

/** As it is stored: with the places of its photos. */
export interface StoredActivity extends LoggedActivity {
  photos: StoredPhoto[];
}

const TABLE = "activities";
const PAGE = 50;
/** A department logs some hundred activities a year; of more than these the year view says so. */
const MOST = 1000;

const activityKey = (id: string): Key => ({ pk: `activity#${id}`, sk: "activity" });
const activityOf = (item: Item): StoredActivity => ({ ...(item["activity"] as unknown as StoredActivity), version: item.version });

export async function findActivity(store: Store, id: string): Promise<StoredActivity | undefined> {
  const item = await store.get(TABLE, activityKey(id));
  return item && activityOf(item);
}

/** Writes the activity: a new one (version 0), or at the version it was read with. */
export function putActivity({ version, ...rest }: StoredActivity): TransactOperation {
  const { id, date } = rest;
  const index = { byDayPk: `activity#${date.slice(0, 4)}`, byDaySk: `${date}#${id}` };
  const item: NewItem = { ...activityKey(id), ...index, activity: rest as unknown as NewItem[string] };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

export function deleteActivity({ id, version }: StoredActivity): TransactOperation {
  return { delete: { table: TABLE, key: activityKey(id), ifVersion: version } };
}

/** A page of a year, newest first. */
export async function activitiesOfYear(store: Store, year: string, cursor?: string): Promise<{ items: StoredActivity[]; cursor?: string }> {
  const page = await store.query({ table: TABLE, index: "byDay", pk: `activity#${year}`, order: "descending", limit: PAGE, cursor });
  return { items: page.items.map(activityOf), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

/** The whole year, at most a thousand. */
export async function wholeYear(store: Store, year: string): Promise<{ items: StoredActivity[]; more: boolean }> {
  const items: StoredActivity[] = [];
  let cursor: string | undefined;
  do {
    const page = await activitiesOfYear(store, year, cursor);
    items.push(...page.items);
    ({ cursor } = page);
  } while (cursor && items.length < MOST);
  return { items, more: cursor !== undefined };
}

import type { NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Reminder } from "./contract.ts";

const TABLE = "activities";
const key = (unit: string) => ({ pk: "unit-reminder", sk: unit });

export async function findReminder(store: Store, unit: string): Promise<{ reminder: Reminder; version: number } | undefined> {
  const item = await store.get(TABLE, key(unit));
  return item && { reminder: item["reminder"] as unknown as Reminder, version: item.version };
}

/** All reminders that nothing has followed yet, by unit: one a unit at most. */
export async function openReminders(store: Store): Promise<Map<string, Reminder>> {
  const { items } = await store.query({ table: TABLE, pk: "unit-reminder", limit: 1000 });
  return new Map(items.map((item) => [item.sk, item["reminder"] as unknown as Reminder]));
}

/** @param version of the reminder that it takes the place of; 0: there is none */
export function putReminder(unit: string, reminder: Reminder, version: number): TransactOperation {
  const item: NewItem = { ...key(unit), reminder: { ...reminder } };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

/** The unit has filed a record or marked something: what it was reminded of is on its way. */
export const reminderHeeded = (unit: string): TransactOperation => ({ delete: { table: TABLE, key: key(unit) } });

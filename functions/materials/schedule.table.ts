import type { Key, Store, TransactOperation } from "../store/store.ts";

const TABLE = "materials";
const scheduleKey = (id: string, at: string): Key => ({ pk: "schedule", sk: `${at}#${id}` });

export function putSchedule(id: string, at: string): TransactOperation {
  return { put: { table: TABLE, item: { ...scheduleKey(id, at), id }, condition: { ifAbsent: true } } };
}

export function deleteSchedule(id: string, at: string): TransactOperation {
  return { delete: { table: TABLE, key: scheduleKey(id, at) } };
}

/** Ids of what is due for publishing at this moment. */
export async function listDue(store: Store, at: string): Promise<string[]> {
  const { items } = await store.query({ table: TABLE, pk: "schedule", sk: { to: `${at}~` }, limit: 100 });
  return items.map((item) => item["id"] as string);
}

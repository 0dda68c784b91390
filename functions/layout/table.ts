import type { Store, TransactOperation } from "../store/store.ts";

// Among what only staff and jobs may touch. It goes into backups, so that what is restored is known for what it is.
const TABLE = "people";
const key = { pk: "layout", sk: "layout" };

/** The number of the last step that this store has taken; 0 for a store of before the first. */
export async function readLayout(store: Store): Promise<{ layout: number; version: number }> {
  const item = await store.get(TABLE, key);
  return { layout: Number(item?.["layout"] ?? 0), version: item?.version ?? 0 };
}

export function putLayout(layout: number, version: number): TransactOperation {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item: { ...key, layout }, condition } };
}

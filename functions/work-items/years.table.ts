import type { Store, TransactOperation } from "../store/store.ts";

/** A year whose menu is closed, or being closed. A year without a record is open. */
export interface StoredYear {
  year: number;
  state: "closing" | "closed";
  carried: number;
  closedAt: string;
  by: string;
  byName: string;
  version: number;
}

const TABLE = "work-items";
const YEARS = "work-years";
const MOST = 100;
const yearKey = (year: number) => ({ pk: YEARS, sk: String(year) });

/** Refuses a transaction that puts an item into a year that is closed. */
export function checkYearOpen(year: number): TransactOperation {
  return { check: { table: TABLE, key: yearKey(year), condition: { ifAbsent: true } } };
}

/** The years that are closed or being closed, oldest first. */
export async function closedYears(store: Store): Promise<StoredYear[]> {
  const { items } = await store.query({ table: TABLE, pk: YEARS, limit: MOST });
  return items.map((item) => ({ ...(item["year"] as unknown as StoredYear), version: item.version }));
}

export function putYear({ version, ...year }: StoredYear): TransactOperation {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item: { ...yearKey(year.year), year }, condition } };
}

import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { CompilationInput } from "./contract.ts";

const TABLE = "activities";
/** A department prints a handful of 专刊 a year. */
const MOST_OF_A_YEAR = 100;

/** A 专刊 as it is stored: titles of its materials are kept so that one that was withdrawn since can still be named. */
export interface StoredCompilation extends Omit<CompilationInput, "entries"> {
  id: string;
  entries: { id: string; title: string }[];
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  /** Name of who saved it last. */
  updatedBy: string;
  version: number;
}

const keyOf = (id: string): Key => ({ pk: `compilation#${id}`, sk: "compilation" });
const compilationOf = (item: Item): StoredCompilation => ({
  ...(item["compilation"] as unknown as StoredCompilation),
  version: item.version,
});

export async function findCompilation(store: Store, id: string): Promise<StoredCompilation | undefined> {
  const item = await store.get(TABLE, keyOf(id));
  return item && compilationOf(item);
}

/** The 专刊 of a year by the dates on their covers, the latest first. */
export async function compilationsOfYear(store: Store, year: number): Promise<StoredCompilation[]> {
  const { items } = await store.query({
    table: TABLE,
    index: "byDay",
    pk: `compilation#${year}`,
    order: "descending",
    limit: MOST_OF_A_YEAR,
  });
  return items.map(compilationOf);
}

/** Writes the 专刊: a new one (version 0), or at the version it was read with. */
export function putCompilation({ version, ...rest }: StoredCompilation): TransactOperation {
  const { id, date } = rest;
  const stored = rest as unknown as NewItem[string];
  const item: NewItem = { ...keyOf(id), byDayPk: `compilation#${date.slice(0, 4)}`, byDaySk: `${date}#${id}`, compilation: stored };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

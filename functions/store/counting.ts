import { tableOf, type StoreTables } from "./limits.ts";
import type { Item, Json, Key, NewItem, Query, Store, TransactOperation } from "./store.ts";

/** DynamoDB request units: a read unit is 4 KB strongly consistent, half as much by an index; a write unit is 1 KB. */
export interface Units {
  reads: number;
  writes: number;
}

/**
 * Size of an item as DynamoDB counts it. Source: DynamoDB developer guide, "Item sizes and formats": names and texts in UTF-8,
 * numbers about one byte for two digits and one more, lists and maps three bytes and one for each element.
 */
export function itemBytes(item: { [name: string]: Json | undefined }): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );
}

function valueBytes(value: Json): number {
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/^-|\.|e.*$|0+$/g, "").length / 2) + (value < 0 ? 2 : 1);
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 3);
  return 3 + Object.keys(value).length + itemBytes(value);
}

const readUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 4096));
const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024));

/** What one operation makes of an item: undefined where there is none. */
interface Change {
  table: string;
  before: Item | undefined;
  after: NewItem | undefined;
}

/** Units that the indexes of a changed item take: a moved entry is taken out and put in, an unchanged item costs nothing. */
function indexUnits(tables: StoreTables, { table, before, after }: Change): number {
  let units = 0;
  for (const { pk, sk } of Object.values(tableOf(tables, table).indexes)) {
    const place = (item: NewItem | undefined) =>
      item?.[pk] === undefined || item[sk] === undefined ? undefined : JSON.stringify([item[pk], item[sk]]);
    const [from, to] = [place(before), place(after)];
    if (from !== undefined && from !== to) units += writeUnits(itemBytes(before!));
    if (to !== undefined) units += writeUnits(Math.max(itemBytes(after!), from === to ? itemBytes(before!) : 0));
  }
  return units;
}

/**
 * A store that counts what each call would take in DynamoDB's units, sizes and indexes as they are. A refused write counts like one
 * that was done, as it does on DynamoDB.
 */
export function countingStore(store: Store, tables: StoreTables): { store: Store; taken: () => Units } {
  let units: Units = { reads: 0, writes: 0 };
  const change = (made: Change, factor: number) => {
    const { before, after } = made;
    const own = writeUnits(Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0));
    units.writes += factor * (own + (after === before ? 0 : indexUnits(tables, made)));
  };
  const changeOf = async (operation: TransactOperation): Promise<Change> => {
    if ("put" in operation) {
      const { table, item } = operation.put;
      return { table, before: await store.get(table, keyOf(item)), after: item };
    }
    if ("add" in operation) {
      const { table, key, amounts } = operation.add;
      const before = await store.get(table, key);
      return { table, before, after: { ...key, version: 1, ...before, ...amounts } };
    }
    const { table, key } = "delete" in operation ? operation.delete : operation.check;
    const before = await store.get(table, key);
    return { table, before, after: "delete" in operation ? undefined : before };
  };
  const write = async (operation: TransactOperation) => change(await changeOf(operation), 1);

  return {
    taken: () => {
      const taken = units;
      units = { reads: 0, writes: 0 };
      return taken;
    },
    store: {
      get: async (table, key) => {
        const item = await store.get(table, key);
        units.reads += readUnits(item ? itemBytes(item) : 0);
        return item;
      },
      getMany: async (table, keys) => {
        const items = await store.getMany(table, keys);
        const distinct = new Map(keys.map(({ pk, sk }, place) => [`${pk}\0${sk}`, items[place]]));
        for (const item of distinct.values()) units.reads += readUnits(item ? itemBytes(item) : 0);
        return items;
      },
      query: async (query: Query) => {
        const page = await store.query(query);
        // The engine reads one item more, to know whether there is a next page.
        const more = page.cursor === undefined ? 0 : itemBytes(page.items.at(-1)!);
        const bytes = page.items.reduce((sum, item) => sum + itemBytes(item), more);
        units.reads += readUnits(bytes) * (query.index === undefined ? 1 : 0.5);
        return page;
      },
      put: async (table, item, condition) => {
        await write({ put: { table, item, condition } });
        return store.put(table, item, condition);
      },
      add: async (add) => {
        await write({ add });
        return store.add(add);
      },
      delete: async (table, key, condition) => {
        await write({ delete: { table, key } });
        return store.delete(table, key, condition);
      },
      transact: async (operations, token) => {
        // Prepared and committed: two writes for each item, the record of a token among them.
        for (const operation of operations) change(await changeOf(operation), 2);
        if (token !== undefined) units.writes += 2;
        return store.transact(operations, token);
      },
      close: () => store.close(),
    },
  };
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

import { compareUtf8 } from "../../functions/store/json-values.ts";
import type { Add, Item, Key, NewItem, PutCondition, Query, TransactOperation } from "../../functions/store/store.ts";
import { testTables } from "./store-engines.ts";

const nameOf = (table: string, { pk, sk }: Key) => JSON.stringify([table, pk, sk]);

/** The port as a plain map, without any thought of speed: what the engines are compared with. Refusals are `false`. */
export class StoreModel {
  seconds: number;
  #items = new Map<string, { table: string; item: Item }>();

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  get(table: string, key: Key): Item | undefined {
    const item = this.#items.get(nameOf(table, key))?.item;
    return item && (item.expiresAt === undefined || item.expiresAt > this.seconds) ? item : undefined;
  }

  put(table: string, item: NewItem, condition: PutCondition): number | false {
    const version = this.get(table, item)?.version ?? 0;
    if (!this.#holds(table, item, condition)) return false;
    this.#items.set(nameOf(table, item), { table, item: { ...item, version: version + 1 } });
    return version + 1;
  }

  add({ table, key, amounts, onlyWhile, expiresAt }: Add): Item | false {
    const before: Item = this.get(table, key) ?? { ...key, version: 0 };
    if (onlyWhile && Number(before[onlyWhile.attribute] ?? 0) >= onlyWhile.below) return false;
    const item: Item = { ...before, version: before.version + 1, ...(expiresAt === undefined ? {} : { expiresAt }) };
    for (const [name, amount] of Object.entries(amounts)) item[name] = Number(before[name] ?? 0) + amount;
    this.#items.set(nameOf(table, key), { table, item });
    return item;
  }

  delete(table: string, key: Key, ifVersion?: number): boolean {
    if (ifVersion !== undefined && this.get(table, key)?.version !== ifVersion) return false;
    this.#items.delete(nameOf(table, key));
    return true;
  }

  /** All matching items; paging is up to the reader. */
  query({ table, index, pk, sk = {}, order }: Query): Item[] {
    const keys = index === undefined ? { pk: "pk", sk: "sk" } : testTables.entries.indexes[index as "byState"];
    const range = sk as { equals?: string; prefix?: string; from?: string; to?: string };
    const sortKey = (item: Item) => item[keys.sk] as string;
    const found = [...this.#items.values()]
      .filter((entry) => entry.table === table)
      .flatMap(({ item }) => this.get(table, item) ?? [])
      .filter((item) => item[keys.pk] === pk && item[keys.sk] !== undefined)
      .filter((item) => range.equals === undefined || sortKey(item) === range.equals)
      .filter((item) => range.prefix === undefined || sortKey(item).startsWith(range.prefix))
      .filter((item) => range.from === undefined || compareUtf8(sortKey(item), range.from) >= 0)
      .filter((item) => range.to === undefined || compareUtf8(sortKey(item), range.to) <= 0)
      .toSorted((a, b) => compareUtf8(sortKey(a), sortKey(b)));
    return order === "descending" ? found.toReversed() : found;
  }

  /** @returns the refused positions; nothing was applied unless there are none */
  transact(operations: TransactOperation[]): number[] {
    const before = new Map(this.#items);
    const refused = operations.flatMap((operation, position) => (this.#apply(operation) ? [] : [position]));
    if (refused.length > 0) this.#items = before;
    return refused;
  }

  // The keys of a transaction are distinct, so no operation sees another's work.
  #apply(operation: TransactOperation): boolean {
    if ("put" in operation) return this.put(operation.put.table, operation.put.item, operation.put.condition) !== false;
    if ("add" in operation) return this.add(operation.add) !== false;
    if ("delete" in operation) return this.delete(operation.delete.table, operation.delete.key, operation.delete.ifVersion);
    return this.#holds(operation.check.table, operation.check.key, operation.check.condition);
  }

  #holds(table: string, key: Key, condition: PutCondition): boolean {
    const version = this.get(table, key)?.version ?? 0;
    return "ifAbsent" in condition ? version === 0 : version === condition.ifVersion;
  }
}

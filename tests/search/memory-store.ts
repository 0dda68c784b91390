import {
  type Add,
  ConditionFailed,
  type Item,
  type Key,
  type NewItem,
  type PutCondition,
  type Query,
  type Store,
  StoreLimit,
  StoreUnavailable,
  type TransactOperation,
} from "../../functions/store/store.ts";

const keyOf = (table: string, { pk, sk }: Key) => [table, pk, sk].join("\0");

/** The port over a plain Map, for what the engines cannot be made to do: fail or pause between two chosen writes. */
export class MemoryStore implements Store {
  items = new Map<string, Item>();
  /** Called before every write; what it throws is the write's failure, and what it awaits holds the write up. */
  beforeWrite: () => void | Promise<void> = () => {};
  reads = 0;

  get: Store["get"] = async (table, key) => {
    this.reads += 1;
    return structuredClone(this.items.get(keyOf(table, key)));
  };

  getMany: Store["getMany"] = async (table, keys) => {
    if (keys.length > 100) throw new StoreLimit("too many keys");
    // DynamoDB refuses a key that is named twice, so the memory does too.
    if (new Set(keys.map((key) => keyOf(table, key))).size < keys.length) throw new StoreLimit("a key was named twice");
    this.reads += keys.length;
    return keys.map((key) => structuredClone(this.items.get(keyOf(table, key))));
  };

  put: Store["put"] = async (table, item, condition) => {
    await this.#write([{ put: { table, item, condition } }]);
    return this.items.get(keyOf(table, item))!.version;
  };

  add: Store["add"] = async (add) => {
    await this.#write([{ add }]);
    return structuredClone(this.items.get(keyOf(add.table, add.key))!);
  };

  delete: Store["delete"] = async (table, key, condition) => {
    await this.#write([{ delete: { table, key, ...condition } }]);
  };

  query: Store["query"] = async ({ table, pk, order, limit, cursor }: Query) => {
    if (limit > 1000) throw new StoreLimit("limit");
    this.reads += 1;
    const all = [...this.items].filter(([key]) => key.startsWith(`${table}\0${pk}\0`)).map(([, item]) => item);
    const sorted = all.toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
    if (order === "descending") sorted.reverse();
    const rest = cursor === undefined ? sorted : sorted.filter(({ sk }) => (order === "descending" ? sk < cursor : sk > cursor));
    const items = structuredClone(rest.slice(0, limit));
    return rest.length > limit ? { items, cursor: items.at(-1)!.sk } : { items };
  };

  transact: Store["transact"] = (operations) => this.#write(operations);

  close: Store["close"] = async () => {};

  #holds(table: string, key: Key, condition: PutCondition): boolean {
    const version = this.items.get(keyOf(table, key))?.version;
    return "ifAbsent" in condition ? version === undefined : version === condition.ifVersion;
  }

  #expected(operation: TransactOperation): boolean {
    if ("put" in operation) return this.#holds(operation.put.table, operation.put.item, operation.put.condition);
    if ("check" in operation) return this.#holds(operation.check.table, operation.check.key, operation.check.condition);
    if ("add" in operation) return true;
    const { table, key, ifVersion } = operation.delete;
    return ifVersion === undefined || this.#holds(table, key, { ifVersion });
  }

  async #write(operations: TransactOperation[]): Promise<void> {
    await this.beforeWrite();
    const refused = operations.flatMap((operation, index) => (this.#expected(operation) ? [] : [index]));
    if (refused.length > 0) throw new ConditionFailed(refused);
    for (const operation of operations) this.#apply(operation);
  }

  #apply(operation: TransactOperation): void {
    if ("put" in operation) this.#save(operation.put.table, operation.put.item);
    else if ("add" in operation) this.#add(operation.add);
    else if ("delete" in operation) this.items.delete(keyOf(operation.delete.table, operation.delete.key));
  }

  #add({ table, key, amounts }: Add): void {
    const present = this.items.get(keyOf(table, key));
    const sums = Object.entries(amounts).map(([name, amount]) => [name, Number(present?.[name] ?? 0) + amount]);
    this.#save(table, { ...present, ...key, ...Object.fromEntries(sums) });
  }

  #save(table: string, item: NewItem): void {
    const key = keyOf(table, item);
    this.items.set(key, { ...structuredClone(item), version: (this.items.get(key)?.version ?? 0) + 1 });
  }
}

/** Fails every write after the first `count`, as a process does that is killed there. */
export function dieAfter(store: MemoryStore, count: number): void {
  let left = count;
  store.beforeWrite = () => {
    if (left-- <= 0) throw new StoreUnavailable("killed");
  };
}

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { addDecimals, isStorableNumber } from "./json-values.ts";
import { checkSize, type StoreTables } from "./limits.ts";
import type { Prepared, PreparedOf } from "./prepare.ts";
import { indexAttributes, indexColumn, sqlName } from "./sqlite-schema.ts";
import { type Item, type Key, StoreLimit } from "./store.ts";

/** A row that has not expired. */
export interface Row {
  version: number;
  data: string;
}

/** The statements of one table of the data map, each prepared once. */
export class SqliteTable {
  #attributes: string[];
  #select: StatementSync;
  #upsert: StatementSync;
  #delete: StatementSync;
  #sweep: StatementSync;

  constructor(db: DatabaseSync, name: string, definition: StoreTables[string]) {
    const table = sqlName(name);
    this.#attributes = indexAttributes(definition);
    const columns = ["version", "expiresAt", "data", ...this.#attributes.map(indexColumn)];
    const holes = columns.map(() => "?").join(", ");
    const updates = columns.map((column) => `${column} = excluded.${column}`).join(", ");
    this.#select = db.prepare(`SELECT version, data FROM ${table} WHERE pk = ? AND sk = ? AND (expiresAt IS NULL OR expiresAt > ?)`);
    this.#upsert = db.prepare(
      `INSERT INTO ${table} (pk, sk, ${columns.join(", ")}) VALUES (?, ?, ${holes}) ON CONFLICT (pk, sk) DO UPDATE SET ${updates}`,
    );
    this.#delete = db.prepare(`DELETE FROM ${table} WHERE pk = ? AND sk = ?`);
    this.#sweep = db.prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE expiresAt IS NOT NULL AND expiresAt <= ? LIMIT ?)`,
    );
  }

  find({ pk, sk }: Key, seconds: number): Row | undefined {
    return this.#select.get(pk, sk, seconds) as Row | undefined;
  }

  /** @param json the item as text, made by the caller so that it is made once */
  save(item: Item, json: string): void {
    const indexed = this.#attributes.map((name) => (item[name] as string | undefined) ?? null);
    this.#upsert.run(item.pk, item.sk, item.version, item.expiresAt ?? null, json, ...indexed);
  }

  remove({ pk, sk }: Key): void {
    this.#delete.run(pk, sk);
  }

  sweep(seconds: number, limit: number): number {
    return Number(this.#sweep.run(seconds, limit).changes);
  }
}

/** Whether an operation's condition holds on the row that is there (or not). */
export function holds(operation: Prepared, row: Row | undefined): boolean {
  if (operation.kind !== "add") return operation.expected === undefined || operation.expected === (row?.version ?? 0);
  if (!operation.onlyWhile) return true;
  const value = row ? ((JSON.parse(row.data) as Item)[operation.onlyWhile.attribute] ?? 0) : 0;
  return typeof value === "number" && value < operation.onlyWhile.below;
}

/** The item after an addition, with its text. @throws StoreLimit when an attribute is no number or the sum none */
export function added({ key, amounts, expiresAt }: PreparedOf<"add">, row: Row | undefined): { item: Item; json: string } {
  const before = row ? (JSON.parse(row.data) as Item) : { ...key, version: 0 };
  const sums = amounts.map(([name, amount]): [string, number] => {
    const value = Object.hasOwn(before, name) ? before[name] : 0;
    const sum = typeof value === "number" ? addDecimals(value, amount) : Number.NaN;
    if (!isStorableNumber(sum)) throw new StoreLimit(`${name} cannot be added to`);
    return [name, sum];
  });
  // `fromEntries` defines its properties: an attribute named __proto__ stays an attribute.
  const item: Item = {
    ...before,
    ...Object.fromEntries(sums),
    version: before.version + 1,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  const json = JSON.stringify(item);
  checkSize(json);
  return { item, json };
}

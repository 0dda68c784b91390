import type { TableDefinition } from "../tables.ts";
import { jsonProblem } from "./json-values.ts";
import { type Key, type Query, type Scan, StoreLimit, storeLimits } from "./store.ts";

/** The part of the data map that an engine needs. */
export type StoreTables = Record<string, Pick<TableDefinition, "indexes">>;

/** Port limits that callers rarely meet; DynamoDB's own, or room for what the store adds to an item. */
export const innerLimits = {
  transactBytes: 4 * 1024 * 1024,
  /** DynamoDB counts the store's own attributes too, so both engines leave room for them. */
  ownBytes: 64,
  amounts: 100,
  nameBytes: 255,
  tokenBytes: 1024,
} as const;

/** Partition keys and attributes of the store's own: callers may not use them. */
export const reserved = { pkPrefix: "$token#", attributePrefix: "$" } as const;

/** 100,000,000,000 s is the year 5138: anything above was given in milliseconds. */
const LATEST_EXPIRY = 100_000_000_000;

const quoted = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** @throws StoreLimit unless `text` may stand in a key: well-formed, no NUL, 1 to `bytes` bytes of UTF-8. */
export function checkKeyText(text: unknown, bytes: number, what: string): asserts text is string {
  if (typeof text !== "string") throw new StoreLimit(`${what} is not a text`);
  if (text === "") throw new StoreLimit(`${what} is empty`);
  checkBound(text, bytes, what);
}

/** As a key, but the empty text is allowed: bounds and prefixes of a query. */
export function checkBound(text: string, bytes: number, what: string): void {
  if (!text.isWellFormed()) throw new StoreLimit(`${what} holds half a surrogate pair`);
  if (text.includes("\0")) throw new StoreLimit(`${what} holds NUL`);
  // A UTF-16 unit takes three bytes at most, so short texts need no count.
  if (text.length * 3 > bytes && Buffer.byteLength(text) > bytes) {
    throw new StoreLimit(`${what} ${quoted(text)} is longer than ${bytes} bytes`);
  }
}

/** @throws StoreLimit */
export function checkKey({ pk, sk }: Key): void {
  checkPartition(pk);
  checkKeyText(sk, storeLimits.skBytes, "sk");
}

function checkPartition(pk: string): void {
  checkKeyText(pk, storeLimits.pkBytes, "pk");
  if (pk.startsWith(reserved.pkPrefix)) throw new StoreLimit(`pk ${quoted(pk)} begins with ${reserved.pkPrefix}`);
}

/** @throws StoreLimit when the map has no such table. */
export function tableOf(tables: StoreTables, table: string): StoreTables[string] {
  const definition = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (!definition) throw new StoreLimit(`the data map has no table ${quoted(table)}`);
  return definition;
}

/** @throws StoreLimit when the table has no such index. */
export function indexOf(tables: StoreTables, table: string, index: string): { pk: string; sk: string } {
  const { indexes } = tableOf(tables, table);
  const attributes = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
  if (!attributes) throw new StoreLimit(`table ${table} has no index ${quoted(index)}`);
  return attributes;
}

/** @throws StoreLimit unless it is a whole number of epoch seconds. */
export function checkExpiry(expiresAt: unknown): void {
  if (!Number.isSafeInteger(expiresAt) || (expiresAt as number) < 0 || (expiresAt as number) > LATEST_EXPIRY) {
    throw new StoreLimit(`expiresAt ${String(expiresAt)} is not a whole number of epoch seconds`);
  }
}

/** @throws StoreLimit for attribute names that no engine or only the store itself may use. */
export function checkAttributeName(name: string): void {
  if (name.startsWith(reserved.attributePrefix)) throw new StoreLimit(`attribute ${quoted(name)} begins with $`);
  if (Buffer.byteLength(name) > innerLimits.nameBytes) throw new StoreLimit(`attribute name ${quoted(name)} is too long`);
}

/** Checks what an item holds beside its key. @throws StoreLimit */
export function checkAttributes(tables: StoreTables, table: string, attributes: Record<string, unknown>): void {
  for (const name of Object.keys(attributes)) checkAttributeName(name);
  const problem = jsonProblem(attributes);
  if (problem) throw new StoreLimit(`${table}: ${problem}`);
  for (const index of Object.values(tableOf(tables, table).indexes)) {
    const [pk, sk] = [attributes[index.pk], attributes[index.sk]];
    if (pk !== undefined) checkKeyText(pk, storeLimits.pkBytes, index.pk);
    if (sk !== undefined) checkKeyText(sk, storeLimits.skBytes, index.sk);
  }
}

/** @returns the item's size in UTF-8 JSON. @throws StoreLimit when that is more than an item may have. */
export function checkSize(json: string): number {
  const bytes = Buffer.byteLength(json);
  if (bytes > storeLimits.itemBytes - innerLimits.ownBytes) {
    throw new StoreLimit(`an item of ${bytes} bytes is larger than ${storeLimits.itemBytes} bytes`);
  }
  return bytes;
}

/** @throws StoreLimit */
export function checkQuery(tables: StoreTables, query: Query): void {
  if (query.index === undefined) tableOf(tables, query.table);
  else indexOf(tables, query.table, query.index);
  checkPartition(query.pk);
  checkPageSize(query.limit);
  for (const [name, bound] of Object.entries(query.sk ?? {})) {
    if (bound !== undefined) checkBound(bound, storeLimits.skBytes, `sk ${name}`);
  }
}

/** @throws StoreLimit */
export function checkScan(tables: StoreTables, table: string, { limit }: Scan): void {
  tableOf(tables, table);
  checkPageSize(limit);
}

function checkPageSize(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= storeLimits.queryItems) return;
  throw new StoreLimit(`a query's limit is 1 to ${storeLimits.queryItems}, not ${limit}`);
}

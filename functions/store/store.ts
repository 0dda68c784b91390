/**
 * The storage port: everything this product asks of a database, and nothing more.
 * Two engines implement it (`sqlite.ts`, `dynamo.ts`); one contract suite holds both to the same behaviour.
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Partition and sort key. UTF-8: 1 to 2,048 bytes and 1 to 1,024 bytes (DynamoDB's limits), no NUL. */
export interface Key {
  pk: string;
  sk: string;
}

/** What a caller hands in: keys, index attributes and data side by side. `undefined` attributes are dropped. */
export interface NewItem extends Key {
  /** Epoch seconds. From that second on no read returns the item, swept or not. */
  expiresAt?: number | undefined;
  [attribute: string]: Json | undefined;
}

/** What the store hands out. `version` starts at 1 and rises by one with each write. */
export interface Item extends NewItem {
  version: number;
}

/** A put always says what it expects to find, so a lost update cannot be written by accident. */
export type PutCondition = { ifAbsent: true } | { ifVersion: number };

export interface Add {
  table: string;
  key: Key;
  /** Amounts to add, negative allowed; a missing item or attribute counts as 0. */
  amounts: Record<string, number>;
  /** Refused (ConditionFailed) when the attribute already holds `below` or more: a limit and its count in one step. */
  onlyWhile?: { attribute: string; below: number };
  /** Epoch seconds, set on every add that names it. */
  expiresAt?: number;
}

export type TransactOperation =
  | { put: { table: string; item: NewItem; condition: PutCondition } }
  | { add: Add }
  | { delete: { table: string; key: Key; ifVersion?: number } }
  | { check: { table: string; key: Key; condition: PutCondition } };

export interface Query {
  table: string;
  /** An index of the data map; without it the table's own keys. */
  index?: string;
  pk: string;
  /** Bounds are inclusive, compared by UTF-8 bytes. */
  sk?: { equals: string } | { prefix: string } | { from?: string; to?: string };
  order?: "ascending" | "descending";
  /** 1 to 1,000. */
  limit: number;
  /** From the previous page of the very same query, else BadCursor. */
  cursor?: string | undefined;
}

export interface Page {
  items: Item[];
  /** Present exactly when there are more items. */
  cursor?: string;
}

/** One page of a whole table. */
export interface Scan {
  /** From the previous page of the same table, else BadCursor. */
  cursor?: string | undefined;
  /** 1 to 1,000. */
  limit: number;
}

export interface Store {
  get(table: string, key: Key): Promise<Item | undefined>;
  /** Up to 100 keys; the answer has one place per key, in their order. */
  getMany(table: string, keys: Key[]): Promise<(Item | undefined)[]>;
  /** @returns the item's new version. @throws ConditionFailed, StoreLimit, StoreUnavailable */
  put(table: string, item: NewItem, condition: PutCondition): Promise<number>;
  /** @returns the item after the addition. @throws ConditionFailed when `onlyWhile` no longer holds */
  add(add: Add): Promise<Item>;
  /** Deleting what is not there succeeds, unless a version was asked for. @throws ConditionFailed */
  delete(table: string, key: Key, condition?: { ifVersion: number }): Promise<void>;
  query(query: Query): Promise<Page>;
  /**
   * All or none, up to 100 operations on distinct keys, 99 with a token (its record is one of them). The same token with the same operations within ten minutes
   * is applied once; with other operations it is refused (TokenReused).
   * @throws ConditionFailed naming every refused operation
   */
  transact(operations: TransactOperation[], token?: string): Promise<void>;
  close(): Promise<void>;
}

/** What only backup and restore may do, and no request: engines offer it, apps are not handed it. */
export interface WholeStore extends Store {
  /** All tables as they are at this moment, whatever is written while they are read; only where the engine can. */
  snapshot?(): Promise<Snapshot>;
  /**
   * Every item of a table once, the expired left out. The order is the engine's own and stays the
   * same while nothing is written; what is written meanwhile may or may not come.
   */
  scan(table: string, scan: Scan): Promise<Page>;
  /** Items of distinct keys, each put as it is given, version included, whatever is there. Not one transaction; may be repeated. @throws StoreLimit */
  putBack(table: string, items: Item[]): Promise<void>;
}

export interface Snapshot {
  scan: WholeStore["scan"];
  /** Must be called: what is held for the snapshot cannot be cleared away before. */
  close(): Promise<void>;
}

/** Limits that both engines hold, so that what works on one machine works in the cloud. */
export const storeLimits = {
  itemBytes: 400 * 1024,
  transactOperations: 100,
  getManyKeys: 100,
  queryItems: 1000,
  pkBytes: 2048,
  skBytes: 1024,
} as const;

/** The item was not as the caller expected; `operations` are the refused positions (0 for a single write). */
export class ConditionFailed extends Error {
  override name = "ConditionFailed";
  operations: number[];
  constructor(operations: number[] = [0]) {
    super(`condition failed at operation ${operations.join(", ")}`);
    this.operations = operations;
  }
}

/** A request outside the port's limits: a programming error or an over-long text, never worth a retry. */
export class StoreLimit extends Error {
  override name = "StoreLimit";
}

/** A transaction token came back with other operations. */
export class TokenReused extends Error {
  override name = "TokenReused";
}

/** A cursor that was not issued for this query, or was altered. */
export class BadCursor extends Error {
  override name = "BadCursor";
}

/** The engine cannot answer now (away, throttled, contended, timed out); the same call may succeed later. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}

import { createHash } from "node:crypto";
import { canonicalJson, isStorableNumber } from "./json-values.ts";
import { checkAttributeName, checkAttributes, checkExpiry, checkKey, checkSize, innerLimits, type StoreTables, tableOf } from "./limits.ts";
import {
  type Add,
  type Item,
  type Key,
  type NewItem,
  type PutCondition,
  StoreLimit,
  storeLimits,
  type TransactOperation,
} from "./store.ts";

/** A condition on an item's version: 0 stands for an item that is not there. */
export type Expected = number;

/**
 * An operation that passed all limits. It shares nothing with what the caller handed in, so the caller may change its
 * objects while the operation waits for its commit.
 */
export type Prepared =
  | { kind: "put"; table: string; key: Key; item: Item; json: string; expected: Expected }
  | {
      kind: "add";
      table: string;
      key: Key;
      amounts: [string, number][];
      onlyWhile?: { attribute: string; below: number };
      expiresAt?: number;
    }
  | { kind: "delete"; table: string; key: Key; expected?: Expected }
  | { kind: "check"; table: string; key: Key; expected: Expected };

export type PreparedOf<Kind extends Prepared["kind"]> = Extract<Prepared, { kind: Kind }>;

function expectedVersion(condition: PutCondition): Expected {
  if ("ifAbsent" in condition) return 0;
  if (!Number.isSafeInteger(condition.ifVersion) || condition.ifVersion < 1) {
    throw new StoreLimit(`${condition.ifVersion} is no version`);
  }
  return condition.ifVersion;
}

function prepareKey(tables: StoreTables, table: string, key: Key): Key {
  tableOf(tables, table);
  checkKey(key);
  return { pk: key.pk, sk: key.sk };
}

/** @throws StoreLimit */
export function preparePut(tables: StoreTables, table: string, given: NewItem, condition: PutCondition): PreparedOf<"put"> {
  const key = prepareKey(tables, table, given);
  const { pk: _pk, sk: _sk, version: _version, expiresAt, ...attributes } = given;
  if (expiresAt !== undefined) checkExpiry(expiresAt);
  checkAttributes(tables, table, attributes);
  const expected = expectedVersion(condition);
  // A round trip by JSON drops `undefined` at every depth and detaches the item from the caller's objects.
  const json = JSON.stringify({ ...key, version: expected + 1, ...(expiresAt === undefined ? {} : { expiresAt }), ...attributes });
  checkSize(json);
  return { kind: "put", table, key, item: JSON.parse(json) as Item, json, expected };
}

/** The same for an item that is put back with the version it had. @throws StoreLimit */
export function preparePutBack(tables: StoreTables, table: string, given: Item): PreparedOf<"put"> {
  if (!Number.isSafeInteger(given.version) || given.version < 1) throw new StoreLimit(`${given.version} is no version`);
  return preparePut(tables, table, given, given.version === 1 ? { ifAbsent: true } : { ifVersion: given.version - 1 });
}

/** @throws StoreLimit */
export function prepareAdd(tables: StoreTables, { table, key, amounts, onlyWhile, expiresAt }: Add): PreparedOf<"add"> {
  const prepared: PreparedOf<"add"> = { kind: "add", table, key: prepareKey(tables, table, key), amounts: Object.entries(amounts) };
  const taken = new Set(["pk", "sk", "version", "expiresAt"]);
  for (const { pk, sk } of Object.values(tableOf(tables, table).indexes)) taken.add(pk).add(sk);
  if (prepared.amounts.length > innerLimits.amounts) throw new StoreLimit(`one addition has at most ${innerLimits.amounts} amounts`);
  for (const [name, amount] of prepared.amounts) {
    if (taken.has(name) || name === "" || !name.isWellFormed()) throw new StoreLimit(`"${name}" is no attribute to add to`);
    checkAttributeName(name);
    if (!isStorableNumber(amount)) throw new StoreLimit(`the amount of ${name} is not a number that can be stored`);
  }
  if (onlyWhile) {
    checkAttributeName(onlyWhile.attribute);
    if (onlyWhile.attribute === "" || !onlyWhile.attribute.isWellFormed()) throw new StoreLimit("onlyWhile names no attribute");
    if (!isStorableNumber(onlyWhile.below)) throw new StoreLimit("onlyWhile.below is not a number that can be stored");
    prepared.onlyWhile = { ...onlyWhile };
  }
  if (expiresAt !== undefined) {
    checkExpiry(expiresAt);
    prepared.expiresAt = expiresAt;
  }
  return prepared;
}

/** @throws StoreLimit */
export function prepareDelete(tables: StoreTables, table: string, key: Key, ifVersion: number | undefined): PreparedOf<"delete"> {
  const prepared: PreparedOf<"delete"> = { kind: "delete", table, key: prepareKey(tables, table, key) };
  if (ifVersion !== undefined) prepared.expected = expectedVersion({ ifVersion });
  return prepared;
}

function prepareOne(tables: StoreTables, operation: TransactOperation): Prepared {
  if ("put" in operation) return preparePut(tables, operation.put.table, operation.put.item, operation.put.condition);
  if ("add" in operation) return prepareAdd(tables, operation.add);
  if ("delete" in operation) return prepareDelete(tables, operation.delete.table, operation.delete.key, operation.delete.ifVersion);
  const { table, key, condition } = operation.check;
  return { kind: "check", table, key: prepareKey(tables, table, key), expected: expectedVersion(condition) };
}

/** @throws StoreLimit */
export function prepareTransaction(tables: StoreTables, operations: TransactOperation[], token: string | undefined): Prepared[] {
  // On DynamoDB the token's record is an operation of the same transaction.
  const most = storeLimits.transactOperations - (token === undefined ? 0 : 1);
  if (operations.length > most) throw new StoreLimit(`${operations.length} operations are more than ${most}`);
  if (token !== undefined && (token === "" || Buffer.byteLength(token) > innerLimits.tokenBytes)) {
    throw new StoreLimit(`a token has 1 to ${innerLimits.tokenBytes} bytes`);
  }
  const prepared = operations.map((operation) => prepareOne(tables, operation));
  const keys = new Set(prepared.map(({ table, key }) => `${table}\0${key.pk}\0${key.sk}`));
  if (keys.size < prepared.length) throw new StoreLimit("two operations of one transaction have the same key");
  const bytes = prepared.reduce((sum, one) => sum + (one.kind === "put" ? Buffer.byteLength(one.json) : 0), 0);
  if (bytes > innerLimits.transactBytes) throw new StoreLimit(`a transaction of ${bytes} bytes is too large`);
  return prepared;
}

/** @throws StoreLimit */
export function prepareKeys(tables: StoreTables, table: string, keys: Key[]): Key[] {
  if (keys.length > storeLimits.getManyKeys) throw new StoreLimit(`${keys.length} keys are more than ${storeLimits.getManyKeys}`);
  return keys.map((key) => prepareKey(tables, table, key));
}

/** How long a token is remembered, in seconds. */
export const TOKEN_SECONDS = 600;

/** What a token stands for: equal operations give equal fingerprints. */
export function fingerprint(operations: Prepared[]): string {
  return createHash("sha256")
    .update(canonicalJson(operations.map(withoutJson)))
    .digest("base64url");
}

const withoutJson = (operation: Prepared) => (operation.kind === "put" ? { ...operation, json: undefined } : operation);

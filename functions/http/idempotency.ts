import { ConditionFailed, type Store, type TransactOperation } from "../store/store.ts";
import { sha256 } from "../platform/ids.ts";
import { Problem } from "./problem.ts";

const KEPT_SECONDS = 24 * 3600;

/** What a create remembers under its `Idempotency-Key`, so that the same key and body give the first answer again. */
export interface Remembered {
  operation: TransactOperation;
  key: { pk: string; sk: string };
  bodyHash: string;
}

/**
 * Reads the header (8 to 200 printable ASCII characters); without one the create is simply not repeatable.
 * @throws Problem invalid-body for a malformed key
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{8,200}$/.test(header)) throw new Problem("invalid-body", { errors: [{ field: "Idempotency-Key", code: "format" }] });
  return header;
}

export function remember(table: string, scope: string, key: string, body: unknown, answer: object, now: number): Remembered {
  const itemKey = { pk: `idempotency#${sha256(`${scope}\n${key}`)}`, sk: "answer" };
  const bodyHash = sha256(JSON.stringify(body));
  const item = { ...itemKey, bodyHash, answer: JSON.stringify(answer), expiresAt: Math.floor(now / 1000) + KEPT_SECONDS };
  return { key: itemKey, bodyHash, operation: { put: { table, item, condition: { ifAbsent: true } } } };
}

/** The first answer to this key, if there was one. @throws Problem idempotency-mismatch when the body differs */
export async function firstAnswer<T>(
  store: Store,
  table: string,
  remembered: Pick<Remembered, "key" | "bodyHash">,
): Promise<T | undefined> {
  const item = await store.get(table, remembered.key);
  if (!item) return undefined;
  if (item["bodyHash"] !== remembered.bodyHash) throw new Problem("idempotency-mismatch");
  return JSON.parse(item["answer"] as string) as T;
}

/**
 * Carries out a create once per `Idempotency-Key`: the record of the key is part of the same transaction.
 * @returns the first answer when the key was used before with the same body
 */
export async function createOnce<T extends object>(
  store: Store,
  table: string,
  scope: string,
  key: string | undefined,
  body: unknown,
  answer: T,
  operations: TransactOperation[],
  now: number,
): Promise<T> {
  if (key === undefined) {
    await store.transact(operations);
    return answer;
  }
  const remembered = remember(table, scope, key, body, answer, now);
  const first = await firstAnswer<T>(store, table, remembered);
  if (first) return first;
  try {
    await store.transact([remembered.operation, ...operations]);
    return answer;
  } catch (error) {
    // Another request with this key was quicker: its answer is ours.
    if (error instanceof ConditionFailed && error.operations.includes(0)) {
      const won = await firstAnswer<T>(store, table, remembered);
      if (won) return won;
    }
    // Positions as the caller counted them.
    throw error instanceof ConditionFailed ? new ConditionFailed(error.operations.map((operation) => operation - 1)) : error;
  }
}

/**
 * Remembers that the work of a key has begun, for work of many transactions whose ids follow from the key: a repetition goes on
 * where the first try ended. @returns when it began. @throws Problem idempotency-mismatch when the key came with another body before
 */
export async function beginOnce(store: Store, table: string, scope: string, key: string, body: unknown, now: number): Promise<number> {
  return (await createOnce(store, table, scope, key, body, { began: now }, [], now)).began;
}

import { chinaDay, HOUR, SECOND } from "../platform/clock.ts";
import { hmac, keyFor } from "../platform/ids.ts";
import { type Add, ConditionFailed, type Key, type Store, type TransactOperation } from "../store/store.ts";
import { Problem } from "./problem.ts";

/** At most `most` uses in each fixed window of `windowMs`; days begin at midnight in Beijing. */
export interface Limit {
  table: string;
  /** What is counted; part of the key, so that limits do not share counters. */
  scope: string;
  most: number;
  windowMs: number;
}

/** One use of a limit, ready to stand in the transaction of what it limits. */
export interface LimitUse {
  operation: TransactOperation;
  add: Add;
  key: Key;
  most: number;
  /** Seconds until the window ends, at least 1. */
  retryAfter: number;
}

const CHINA_OFFSET = 8 * HOUR;

/**
 * Who is counted never stands in the store as such: only under a key that changes every day, so that yesterday's counters cannot
 * be tied to today's (个人信息保护法: least data).
 * @param subject an address group, a unit
 */
export function limitUse(secret: string, limit: Limit, subject: string, now: number): LimitUse {
  const window = Math.floor((now + CHINA_OFFSET) / limit.windowMs);
  const start = window * limit.windowMs - CHINA_OFFSET;
  const end = start + limit.windowMs;
  const who = hmac(keyFor(secret, `limit ${chinaDay(start)}`), subject);
  const key = { pk: `limit#${limit.scope}#${who}#${window}`, sk: "count" };
  const add: Add = {
    table: limit.table,
    key,
    amounts: { count: 1 },
    onlyWhile: { attribute: "count", below: limit.most },
    // A little longer than the window: another machine's clock may be behind.
    expiresAt: Math.ceil(end / SECOND) + 60,
  };
  return { operation: { add }, add, key, most: limit.most, retryAfter: Math.max(1, Math.ceil((end - now) / SECOND)) };
}

/** The answer to a refused use: 429 with `Retry-After` for the rest of the window. */
export function tooMany(use: Pick<LimitUse, "retryAfter">): Problem {
  return new Problem("too-many", { retryAfter: use.retryAfter });
}

/** Counts one use by itself. @throws Problem too-many when there is none left */
export async function spend(store: Store, use: LimitUse): Promise<void> {
  try {
    await store.add(use.add);
  } catch (error) {
    throw error instanceof ConditionFailed ? tooMany(use) : error;
  }
}

/** Whether no use is left, judged by the counter's item as it was read. */
export function isSpent(use: LimitUse, item: { [attribute: string]: unknown } | undefined): boolean {
  const count = item?.["count"];
  return typeof count === "number" && count >= use.most;
}

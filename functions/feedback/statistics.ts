import type { Deps } from "../deps.ts";
import { DAY } from "../platform/clock.ts";
import type { Key, TransactOperation } from "../store/store.ts";
import type { Statistics } from "./contract.ts";

const TABLE = "feedback";
const PK = "statistics";
/**
 * The count of what was received is spread over a few items: on DynamoDB every transaction that touches the same item waits for
 * the others, and every hand-in counts. Answers are rare and share one item.
 */
const SHARDS = 8;
/** Beyond the 90 days of the government's own inspection, how late no longer matters. */
const LONGEST = 90;

const daysKey: Key = { pk: PK, sk: "days" };

/** Counts one received feedback. @param id whose random last letter picks the shard */
export function countReceived(id: string): TransactOperation {
  const shard = id.charCodeAt(id.length - 1) % SHARDS;
  return { add: { table: TABLE, key: { pk: PK, sk: `total#${shard}` }, amounts: { received: 1 } } };
}

/** Counts one first answer under its whole days since receipt. */
export function countAnswered(receivedAt: string, answeredAt: string): TransactOperation {
  const days = Math.floor((Date.parse(answeredAt) - Date.parse(receivedAt)) / DAY);
  return { add: { table: TABLE, key: daysKey, amounts: { [`d${Math.min(LONGEST, Math.max(0, days))}`]: 1 } } };
}

/** The median of a histogram (place: days, value: how many), or undefined when it is empty. */
export function medianOf(histogram: readonly number[]): number | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const dayOf = (rank: number) => {
    let passed = 0;
    return histogram.findIndex((count) => (passed += count) > rank);
  };
  // With an even number the mean of the two in the middle.
  return (dayOf(Math.floor((total - 1) / 2)) + dayOf(Math.floor(total / 2))) / 2;
}

/** 收到, 答复 and the median days to the answer, of everything ever handed in; withdrawn ones stay counted. */
export async function readStatistics({ store }: Pick<Deps, "store">): Promise<Statistics> {
  const { items } = await store.query({ table: TABLE, pk: PK, limit: SHARDS + 1 });
  const amount = (item: { [name: string]: unknown } | undefined, name: string) => Number(item?.[name] ?? 0);
  const days = items.find(({ sk }) => sk === daysKey.sk);
  const histogram = Array.from({ length: LONGEST + 1 }, (_, day) => amount(days, `d${day}`));
  const medianDays = medianOf(histogram);
  return {
    received: items.reduce((sum, item) => sum + amount(item, "received"), 0),
    answered: histogram.reduce((sum, count) => sum + count, 0),
    ...(medianDays === undefined ? {} : { medianDays }),
  };
}

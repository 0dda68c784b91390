import type { Deps } from "../deps.ts";
import { DAY } from "../platform/clock.ts";
import type { Item, Key, Store, TransactOperation } from "../store/store.ts";
import { feedbackStates, type FeedbackState, type Statistics } from "./contract.ts";
import type { Change } from "./merging.rules.ts";

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
const statesKey: Key = { pk: PK, sk: "states" };

/** Counts one received feedback. @param id whose random last letter picks the shard */
export function countReceived(id: string): TransactOperation {
  const shard = id.charCodeAt(id.length - 1) % SHARDS;
  return { add: { table: TABLE, key: { pk: PK, sk: `total#${shard}` }, amounts: { received: 1 } } };
}

/** Counts first answers under their whole days since receipt, all in one addition: one answer may serve several. */
function countAnswered(answered: { receivedAt: string; answeredAt: string }[]): TransactOperation[] {
  const amounts: Record<string, number> = {};
  for (const { receivedAt, answeredAt } of answered) {
    const days = Math.floor((Date.parse(answeredAt) - Date.parse(receivedAt)) / DAY);
    const name = `d${Math.min(LONGEST, Math.max(0, days))}`;
    amounts[name] = (amounts[name] ?? 0) + 1;
  }
  return answered.length > 0 ? [{ add: { table: TABLE, key: daysKey, amounts } }] : [];
}

/** A first answer counts, for all that it serves; a better one later does not count again, nor one after another that has gone. */
function answeredBy({ before, after }: Change): { receivedAt: string; answeredAt: string }[] {
  if (after.state !== "answered" || before.state === "answered") return [];
  return [after, ...(after.joined ?? [])]
    .filter(({ counted }) => !counted)
    .map(({ receivedAt }) => ({ receivedAt, answeredAt: after.answeredAt! }));
}

/** How the numbers of each state move. What is handed in is counted as received, so 待审 is kept as the difference to that. */
function moveStates(changes: readonly Change[]): TransactOperation[] {
  const amounts: Record<string, number> = {};
  for (const { before, after } of changes) {
    if (before.state === after.state) continue;
    amounts[before.state] = (amounts[before.state] ?? 0) - 1;
    amounts[after.state] = (amounts[after.state] ?? 0) + 1;
  }
  return Object.keys(amounts).length > 0 ? [{ add: { table: TABLE, key: statesKey, amounts } }] : [];
}

/** What a set of changes that are saved together means for the figures. */
export function figuresOf(changes: readonly Change[]): TransactOperation[] {
  return [...countAnswered(changes.flatMap(answeredBy)), ...moveStates(changes)];
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

const amount = (item: Item | undefined, name: string) => Number(item?.[name] ?? 0);

async function readFigures(store: Store) {
  const { items } = await store.query({ table: TABLE, pk: PK, limit: SHARDS + 2 });
  const named = (sk: string) => items.find((item) => item.sk === sk);
  const received = items.reduce((sum, item) => sum + amount(item, "received"), 0);
  return { received, days: named(daysKey.sk), states: named(statesKey.sk) };
}

/** 收到, 答复 and the median days to the answer, of everything ever handed in; withdrawn ones stay counted. */
export async function readStatistics({ store }: Pick<Deps, "store">): Promise<Statistics> {
  const { received, days } = await readFigures(store);
  const histogram = Array.from({ length: LONGEST + 1 }, (_, day) => amount(days, `d${day}`));
  const medianDays = medianOf(histogram);
  return {
    received,
    answered: histogram.reduce((sum, count) => sum + count, 0),
    ...(medianDays === undefined ? {} : { medianDays }),
  };
}

/** How many are in each state now. */
export async function countStates(store: Store): Promise<Record<FeedbackState, number>> {
  const { received, states } = await readFigures(store);
  const counts = Object.fromEntries(feedbackStates.map((state) => [state, amount(states, state)])) as Record<FeedbackState, number>;
  // Until a store older than these counts is recounted, a state may have lost more than it was seen to get.
  return Object.fromEntries(
    feedbackStates.map((state) => [state, Math.max(0, counts[state] + (state === "pending" ? received : 0))]),
  ) as Record<FeedbackState, number>;
}

export async function readReceived(store: Store): Promise<number> {
  return (await readFigures(store)).received;
}

/** Whether the numbers of each state were ever counted in whole, and the version of their item (0: none yet). */
export async function isCounted(store: Store): Promise<{ counted: boolean; version: number }> {
  const item = await store.get(TABLE, statesKey);
  return { counted: item?.["recounted"] === 1, version: item?.version ?? 0 };
}

/** @throws ConditionFailed when they moved since `version` */
export async function writeStates(store: Store, counts: Record<FeedbackState, number>, version: number): Promise<void> {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await store.put(TABLE, { ...statesKey, ...counts, recounted: 1 }, condition);
}

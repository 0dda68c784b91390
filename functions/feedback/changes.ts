import { type Actor, lineOfChange } from "../audit/table.ts";
import type { Store, TransactOperation } from "../store/store.ts";
import type { Entry } from "./rules.ts";
import { countAnswered } from "./statistics.ts";
import { cardOperations, contactOperations, officeOperations, putEntry } from "./table.ts";

/** A first answer counts; a better one later does not count again. */
function statisticsOperations(before: Entry, after: Entry): TransactOperation[] {
  return after.state === "answered" && before.state !== "answered" ? [countAnswered(after.receivedAt, after.answeredAt!)] : [];
}

/**
 * Saves one step together with all that follows from it: public cards, the office's queue, contact, statistics, audit line.
 * @throws ConditionFailed when the record was changed since `before` was read
 */
export async function saveStep(store: Store, before: Entry, after: Entry, actor: Actor, now: number): Promise<void> {
  const { action } = after.steps.at(-1)!;
  await store.transact([
    putEntry(after),
    ...cardOperations(before, after),
    ...officeOperations(before, after),
    ...contactOperations(before, after),
    ...statisticsOperations(before, after),
    lineOfChange(now, actor, `feedback.${action}`, `feedback#${after.id}`),
  ]);
}

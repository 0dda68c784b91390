import { type Actor, lineOfChange } from "../audit/table.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "./merging.rules.ts";
import { figuresOf } from "./statistics.ts";
import { cardOperations, contactOperations, officeOperations, putEntry } from "./table.ts";

/**
 * Saves steps that belong together with all that follows from them, all or none: public cards, the office's queue, contact,
 * statistics, audit lines.
 * @throws ConditionFailed when one of the records was changed since its `before` was read
 */
export async function saveSteps(store: Store, changes: readonly Change[], actor: Actor, now: number): Promise<void> {
  await store.transact([
    ...changes.flatMap(({ before, after }) => [
      putEntry(after),
      ...cardOperations(before, after),
      ...officeOperations(before, after),
      ...contactOperations(before, after),
      lineOfChange(now, actor, `feedback.${after.steps.at(-1)!.action}`, `feedback#${after.id}`),
    ]),
    ...figuresOf(changes),
  ]);
}

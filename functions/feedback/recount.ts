import type { Deps } from "../deps.ts";
import { ConditionFailed, type Store } from "../store/store.ts";
import { feedbackStates, type FeedbackState } from "./contract.ts";
import { isCounted, readReceived, writeStates } from "./statistics.ts";
import { countOfState } from "./table.ts";

const MOST_TRIES = 3;

async function countAll(store: Store): Promise<Record<FeedbackState, number>> {
  const counts = feedbackStates.map(async (state) => [state, await countOfState(store, state)] as const);
  return Object.fromEntries(await Promise.all(counts)) as Record<FeedbackState, number>;
}

/**
 * The job: counts once how many feedbacks are in each state, for an installation that is older than these counts. What comes in or
 * moves while it counts makes it count anew. @returns how many were counted; 0 when that was done before
 */
export async function recountFeedback({ store }: Pick<Deps, "store">): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const [states, received] = [await isCounted(store), await readReceived(store)];
    if (states.counted) return 0;
    const counts = await countAll(store);
    if ((await readReceived(store)) === received) {
      try {
        await writeStates(store, { ...counts, pending: counts.pending - received }, states.version);
        return Object.values(counts).reduce((sum, count) => sum + count, 0);
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
      }
    }
    // A busy moment; the next run finds a quieter one.
    if (attempt === MOST_TRIES) return 0;
  }
}

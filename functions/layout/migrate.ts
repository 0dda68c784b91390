import type { Deps } from "../deps.ts";
import { ConditionFailed } from "../store/store.ts";
import { type Step, steps } from "./steps.ts";
import { putLayout, readLayout } from "./table.ts";

/** The store was written by a later version than this one. */
export class LayoutTooNew extends Error {
  override name = "LayoutTooNew";
}

/**
 * Brings the store to the layout of this version, step by step; each is written down when it is done, so that a run that is broken
 * off goes on there. Two machines may do so at once.
 * @returns the numbers of the steps that this run has carried out
 * @throws LayoutTooNew before anything is changed
 */
export async function migrate(deps: Deps, all: readonly Step[] = steps): Promise<number[]> {
  const carriedOut: number[] = [];
  for (;;) {
    const { layout, version } = await readLayout(deps.store);
    const newest = all.at(-1)?.number ?? 0;
    if (layout > newest)
      throw new LayoutTooNew(
        `The data have layout ${layout}, and this version knows ${newest}: start the version that wrote them, or restore a backup of before.`,
      );
    const next = all.find(({ number }) => number > layout);
    if (!next) return carriedOut;
    const changed = await next.carryOut(deps);
    try {
      await deps.store.transact([putLayout(next.number, version)]);
    } catch (error) {
      // Another machine has done the same.
      if (error instanceof ConditionFailed) continue;
      throw error;
    }
    carriedOut.push(next.number);
    // A new store has nothing to be brought over, and nothing to tell.
    if (changed > 0) deps.log("layout-step", { step: next.number, what: next.what, changed });
  }
}

import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed } from "../store/store.ts";
import { stepsFor } from "./allowed.rules.ts";
import { saveSteps } from "./changes.ts";
import { knownOf } from "./known.ts";
import { type Change, merge, unmerge } from "./merging.rules.ts";
import { conflictWith, seen, shown } from "./moderation.ts";
import type { Entry } from "./rules.ts";
import type { FeedbackRecord } from "./staff.contract.ts";
import { findEntry } from "./table.ts";

const MOST_TRIES = 5;
type Both = (source: Entry, target: Entry, retentionDays: number) => Change[];

/**
 * Changes two records in one transaction. The version asked for is that of the source alone: what others do to the target in between
 * is no conflict, as long as the step is still possible.
 */
async function together(
  deps: Deps,
  person: WhoAmI,
  { id, version, into }: { id: string; version: number; into?: string },
  step: "merge" | "unmerge",
  change: Both,
): Promise<FeedbackRecord> {
  const { retentionDays } = await knownOf(deps);
  for (let attempt = 1; ; attempt++) {
    const source = await seen(deps, person, id);
    if (source.version !== version) throw await conflictWith(deps, person, id);
    const targetId = into ?? source.mergedInto;
    const target = targetId === undefined ? undefined : await findEntry(deps.store, targetId);
    const allowed = stepsFor(person, source, target);
    if (!allowed.includes(step)) throw new Problem("illegal-step", { allowed });
    if (!target) throw new Problem("not-found");
    const changes = change(source, target, retentionDays);
    try {
      await saveSteps(deps.store, changes, person, deps.clock());
      return await shown(deps, person, changes[0]!.after);
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === MOST_TRIES) throw error;
    }
  }
}

/** 合并. @throws Problem not-found, conflict, illegal-step (with `into` when the target is the reason) */
export function mergeFeedback(deps: Deps, person: WhoAmI, id: string, version: number, into: string): Promise<FeedbackRecord> {
  return together(deps, person, { id, version, into }, "merge", (source, target, days) =>
    merge(source, target, person, deps.clock(), days),
  );
}

/** 撤销合并, while the target is not answered. @throws Problem not-found, conflict, illegal-step */
export function unmergeFeedback(deps: Deps, person: WhoAmI, id: string, version: number): Promise<FeedbackRecord> {
  return together(deps, person, { id, version }, "unmerge", (source, target, days) => unmerge(source, target, person, deps.clock(), days));
}

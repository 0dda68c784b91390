import { findActivity, putActivity } from "../activities/table.ts";
import { visitKinds } from "../activities/contract.ts";
import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import type { StepInput } from "./contract.ts";
import type { WorkItem } from "./item.contract.ts";
import type { StoredWorkItem } from "./rules.ts";
import { changeOperations, conflictOf, demanded, type Id, readItem } from "./saving.ts";
import { takeStep } from "./steps.rules.ts";

const TRIES = 3;

/**
 * When an item is 注销 that comes from a visit, the problem that was found there is solved on the same day, in the same step. One
 * whose visit or problem is gone, or that was solved before, is left alone.
 */
async function solving(deps: Deps, who: WhoAmI, { source }: StoredWorkItem, day: string): Promise<TransactOperation[]> {
  if (source.kind !== "visit") return [];
  const activity = await findActivity(deps.store, source.activity);
  const problem = activity?.problems.find(({ id }) => id === source.problem);
  if (!activity || !problem || problem.solvedOn !== "" || !visitKinds.includes(activity.kind)) return [];
  const now = deps.clock();
  const problems = activity.problems.map((one) => (one === problem ? { ...one, solvedOn: day } : one));
  return [
    putActivity({ ...activity, problems, updatedAt: isoTime(now) }),
    auditLine(now, who, "activity.solve", `activity#${activity.id}`),
  ];
}

/** Takes one of the five steps at the version that the person has seen. @throws Problem as `demanded`, invalid-body for a new date that does not lie ahead */
export async function stepItem(deps: Deps, who: WhoAmI, id: Id, { version, ...step }: StepInput): Promise<WorkItem> {
  for (let tries = 1; ; tries += 1) {
    const before = await demanded(deps, who, id, step.step, version);
    const now = deps.clock();
    const changed = takeStep(before, step, chinaDay(now));
    const solved = step.step === "close" ? await solving(deps, who, before, chinaDay(now)) : [];
    try {
      await deps.store.transact([...changeOperations(before, changed, who, now), ...solved]);
      return await readItem(deps, who, id);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      // Perhaps it was the visit that somebody changed; if it was the item, the next try says so.
      if (tries === TRIES) throw await conflictOf(deps, who, id);
    }
  }
}

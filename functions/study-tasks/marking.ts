import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { reminderHeeded } from "../group-study-records/reminders.table.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import type { Task } from "./contract.ts";
import { checkMark, doerOf } from "./rules.ts";
import { taskFor } from "./saving.ts";
import { deleteMark, marksOf, putMark } from "./table.ts";
import { taskView } from "./views.ts";

/**
 * Marks a material as 已学, or takes the mark back: one's own, or that of the unit whose contact one is. Marked twice is marked.
 * @throws Problem not-found for a task that is not addressed to this person or a material that is not in it, illegal-step
 */
export async function mark(deps: Deps, me: WhoAmI, id: string | undefined, material: string, done: boolean): Promise<Task> {
  const task = await taskFor(deps, me, id);
  const doer = doerOf(task, me);
  if (!doer || task.materials.every((one) => one.id !== material)) throw new Problem("not-found");
  const now = deps.clock();
  checkMark(task, done, now);
  if ((await marksOf(deps.store, task.id, doer)).includes(material) !== done) {
    const operations: TransactOperation[] = [
      done ? putMark(task.id, doer, material, isoTime(now), me.id) : deleteMark(task.id, doer, material),
      auditLine(now, me, done ? "study-task.mark" : "study-task.unmark", `study-task#${task.id}`, material),
    ];
    if (done && doer.kind === "unit") operations.push(reminderHeeded(doer.id));
    await deps.store.transact(operations).catch((error: unknown) => {
      // Marked in the same moment by another contact of the unit, or on another device: it is as wanted.
      if (!(error instanceof ConditionFailed)) throw error;
    });
  }
  return taskView(deps, task, me);
}

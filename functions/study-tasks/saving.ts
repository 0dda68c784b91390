import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { ConditionFailed, type Store } from "../store/store.ts";
import { chosenMaterials } from "../study/chosen-materials.ts";
import { findUnit } from "../units/table.ts";
import type { Task, TaskInput } from "./contract.ts";
import { checkTask, maySeeTask } from "./rules.ts";
import { findTask, putTask, type TaskItem } from "./table.ts";
import { taskView } from "./views.ts";

/** @throws Problem not-found, also for a task that is not addressed to this person */
export async function taskFor({ store }: Deps, me: WhoAmI, id: string | undefined): Promise<TaskItem> {
  const found = await findTask(store, id ?? "");
  if (!found || !maySeeTask(found, me)) throw new Problem("not-found");
  return found;
}

/** The chosen units once each. @param before units that may stay though they were retired. @throws Problem unknown-unit */
async function chosenUnits(store: Store, ids: readonly string[], before: readonly string[] = []): Promise<string[]> {
  const distinct = [...new Set(ids)];
  const found = await Promise.all(distinct.map((id) => findUnit(store, id)));
  if (found.some((unit, place) => !unit || (unit.retired && !before.includes(distinct[place]!))))
    throw new Problem("unknown-unit", { errors: [{ field: "audience.units", code: "unknown" }] });
  return distinct;
}

/** What is stored of an input. @param before the task that is changed */
async function settled(deps: Deps, input: TaskInput, before?: TaskItem) {
  checkTask(input, deps.clock(), before?.deadline);
  const [materials, units] = await Promise.all([
    chosenMaterials(deps.store, input.materials, before?.materials),
    chosenUnits(deps.store, input.audience.units, before?.audience.units),
  ]);
  const { people, offices } = input.audience;
  return { ...input, materials, audience: { people, offices: people === "offices" ? [...new Set(offices)] : [], units } };
}

/** Creates a task, once per key. @throws Problem invalid-body, unknown-material, unknown-unit */
export async function createTask(deps: Deps, me: WhoAmI, input: TaskInput, key?: string): Promise<Task> {
  const now = deps.clock();
  const id = key ? derivedId("study-task", me.id, key) : newId();
  const task = { ...(await settled(deps, input)), id, closed: false, createdAt: isoTime(now), createdBy: me.name, version: 0 };
  const operations = [putTask(task), auditLine(now, me, "study-task.create", `study-task#${id}`)];
  await createOnce(deps.store, "activities", me.id, key, input, { id }, operations, now);
  return taskView(deps, (await findTask(deps.store, id))!, me);
}

/** Writes a task at the version that the person has seen. @throws Problem conflict with the task as it is now, illegal-step when it is closed */
export async function changeTask(
  deps: Deps,
  me: WhoAmI,
  id: string | undefined,
  version: number,
  change: { input: TaskInput } | "close",
): Promise<Task> {
  const before = await taskFor(deps, me, id);
  const conflict = async (item: TaskItem) => new Problem("conflict", { current: await taskView(deps, item, me) });
  if (before.version !== version) throw await conflict(before);
  if (before.closed) throw new Problem("illegal-step");
  const after = change === "close" ? { ...before, closed: true } : { ...before, ...(await settled(deps, change.input, before)) };
  const action = change === "close" ? "study-task.close" : "study-task.change";
  try {
    await deps.store.transact([putTask(after), auditLine(deps.clock(), me, action, `study-task#${before.id}`)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw await conflict(await taskFor(deps, me, id));
  }
  return taskView(deps, { ...after, version: version + 1 }, me);
}

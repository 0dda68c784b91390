import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import type { WorkItem } from "./item.contract.ts";
import { changeOperations, conflictOf, demanded, type Id, readItem, saveChange, untilSaved } from "./saving.ts";

/** Marks a milestone as done on a day, or takes that back. */
export async function markMilestone(deps: Deps, who: WhoAmI, id: Id, milestone: Id, version: number, doneOn: string): Promise<WorkItem> {
  const before = await demanded(deps, who, id, "milestone", version);
  const found = before.milestones.find((one) => one.id === milestone);
  if (!found) throw new Problem("not-found");
  if (doneOn > chinaDay(deps.clock())) throw new Problem("invalid-body", { errors: [{ field: "doneOn", code: "future" }] });
  const milestones = before.milestones.map((one) => (one === found ? { ...one, doneOn } : one));
  const trace = { action: "milestone" as const, text: found.title, ...(doneOn ? { until: doneOn } : {}) };
  return saveChange(deps, who, before, { item: { ...before, milestones }, traces: [trace] });
}

/** Writes the 目标责任. Another text has to be signed anew; the earlier ones stay in the history. */
export async function pledge(deps: Deps, who: WhoAmI, id: Id, version: number, text: string): Promise<WorkItem> {
  const before = await demanded(deps, who, id, "pledge", version);
  const { responsibility } = before;
  if (responsibility?.text === text) return readItem(deps, who, id);
  const item = { ...before, responsibility: { text, revision: (responsibility?.revision ?? 0) + 1, signatures: [] } };
  return saveChange(deps, who, before, { item, traces: [{ action: "pledge", text }] });
}

/** Signs the 目标责任 that was seen. @throws Problem conflict when the text is another one by now */
export async function sign(deps: Deps, who: WhoAmI, id: Id, revision: number): Promise<WorkItem> {
  await untilSaved(deps, who, id, async () => {
    const now = deps.clock();
    const before = await demanded(deps, who, id, "sign");
    const { text, signatures, revision: current } = before.responsibility!;
    if (current !== revision) throw await conflictOf(deps, who, id);
    const signed = [...signatures, { id: who.id, name: who.name, at: isoTime(now) }];
    const item = { ...before, responsibility: { text, revision, signatures: signed } };
    await deps.store.transact(changeOperations(before, { item, traces: [{ action: "sign" }] }, who, now));
  });
  return readItem(deps, who, id);
}

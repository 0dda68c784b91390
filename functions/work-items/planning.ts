import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import { carryOut } from "../study/versioned.ts";
import type { WorkItemContent, WorkItemInput } from "./contract.ts";
import { checkSource, contentOf } from "./content.ts";
import { changedFields, mayPlan } from "./content.rules.ts";
import type { WorkItem } from "./item.contract.ts";
import { linkOperations } from "./links.table.ts";
import type { StoredWorkItem } from "./rules.ts";
import { changeOperations, conflictOf, demanded, type Id, readItem, saveChange } from "./saving.ts";
import { deleteItem, findItem, TABLE } from "./table.ts";
import { checkYearOpen, closedYears } from "./years.table.ts";

const yearOf = (day: string) => Number(day.slice(0, 4));

/** @throws Problem invalid-body when the year in which it starts is closed */
async function checkYear(deps: Deps, start: string): Promise<void> {
  const closed = await closedYears(deps.store);
  if (closed.some(({ year }) => year === yearOf(start))) throw yearClosed();
}

const yearClosed = () => new Problem("invalid-body", { errors: [{ field: "start", code: "year_closed" }] });

async function demandPlan(deps: Deps, who: WhoAmI, content: WorkItemContent, source: WorkItemInput["source"]): Promise<void> {
  if (mayPlan(who, content, source)) return;
  await recordRefusal(deps, who, "work-item", "plan");
  throw new Problem("forbidden");
}

/** Plans an item, once per key; it begins as 草拟. @throws Problem forbidden, invalid-body */
export async function planItem(deps: Deps, who: WhoAmI, input: WorkItemInput, key?: string): Promise<WorkItem> {
  const { source, ...content } = input;
  await demandPlan(deps, who, content, source);
  const id = key ? derivedId("work-item", who.id, key) : newId();
  if (key && (await findItem(deps.store, id))) return answered(deps, who, input, key, id);
  const [checked] = await Promise.all([contentOf(deps, who, content), checkSource(deps, who, source), checkYear(deps, content.start)]);
  const now = deps.clock();
  const at = isoTime(now);
  const item: StoredWorkItem = {
    ...checked,
    id,
    source,
    state: "draft",
    deadlines: [],
    year: yearOf(content.start),
    carriedFrom: [],
    marks: "",
    open: [],
    supervisions: 0,
    entries: 0,
    createdBy: who.id,
    createdAt: at,
    updatedAt: at,
    version: 0,
  };
  const operations = [checkYearOpen(item.year), ...changeOperations(undefined, { item, traces: [{ action: "create" }] }, who, now)];
  try {
    await createOnce(deps.store, TABLE, who.id, key, input, { id }, operations, now);
  } catch (error) {
    // The year was closed since it was looked at; nothing else can be there already.
    throw error instanceof ConditionFailed ? yearClosed() : error;
  }
  return readItem(deps, who, id);
}

/** The first answer to a key that comes again, whatever has become of the item since. @throws Problem idempotency-mismatch */
async function answered(deps: Deps, who: WhoAmI, input: WorkItemInput, key: string, id: string): Promise<WorkItem> {
  await createOnce(deps.store, TABLE, who.id, key, input, { id }, [], deps.clock());
  return readItem(deps, who, id);
}

/** Changes what is planned. From 推进中 on kind, 组室, dates and rhythm stay as they were promised. */
export async function changeItem(deps: Deps, who: WhoAmI, id: Id, version: number, input: WorkItemContent): Promise<WorkItem> {
  const before = await demanded(deps, who, id, "change", version);
  // Nobody hands an item to a 组室 that is not the own.
  if (input.office !== before.office || before.createdBy === who.id) await demandPlan(deps, who, input, before.source);
  const content = await contentOf(deps, who, input, before);
  const year = before.state === "draft" ? yearOf(input.start) : before.year;
  if (year !== before.year) await checkYear(deps, input.start);
  const item = { ...before, ...content, year };
  const fields = changedFields(before, item).join(" ");
  const changed = { item, traces: [{ action: "change" as const, ...(fields ? { text: fields } : {}) }] };
  return saveChange(deps, who, before, changed, year === before.year ? [] : [checkYearOpen(year)]);
}

/** Throws a draft away. */
export async function discardItem(deps: Deps, who: WhoAmI, id: Id, version: number): Promise<void> {
  const before = await demanded(deps, who, id, "discard", version);
  const line = auditLine(deps.clock(), who, "work-item.discard", `work-item#${before.id}`);
  await carryOut(
    deps.store,
    [...deleteItem(before), ...linkOperations(before, undefined), line],
    async () => (await conflictOf(deps, who, id)).details.current,
  );
}

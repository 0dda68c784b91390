import type { Deps } from "../deps.ts";
import { firstAnswer, remember } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { marked, owedDays } from "./due-dates.rules.ts";
import type { WorkItem } from "./item.contract.ts";
import {
  type Report,
  type ReportInput,
  type ReportOutcome,
  reportOutcomes,
  type ReportResults,
  type ReportsInput,
} from "./reports.contract.ts";
import { scheduleOf, type StoredWorkItem } from "./rules.ts";
import { changeOperations, conflictOf, demanded, type Id, readItem, seenItem, untilSaved } from "./saving.ts";
import { type Changed, delayed } from "./steps.rules.ts";
import { findReports, putReport, TABLE } from "./table.ts";

const fault = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });

/**
 * The item that may be reported now: as it is, or with the three things first when only they are missing.
 * @throws Problem as `demanded`, invalid-body
 */
async function reportable(deps: Deps, who: WhoAmI, id: Id, { explanation }: ReportInput): Promise<Changed> {
  try {
    const item = await demanded(deps, who, id, "report");
    if (explanation) throw fault("explanation", "not_needed");
    return { item, traces: [] };
  } catch (error) {
    if (!explanation || !(error instanceof Problem) || error.code !== "explanation-needed") throw error;
    return delayed(await demanded(deps, who, id, "delay"), explanation, chinaDay(deps.clock()));
  }
}

/** The item with one more day reported. @throws Problem invalid-body when the day is not owed */
function settled({ item, traces }: Changed, due: string, today: string): { changed: Changed; late: boolean } {
  const schedule = scheduleOf(item);
  const owed = schedule && owedDays(schedule, item.marks, today).find((one) => one.due === due);
  if (!owed) throw fault("due", "not_owed");
  const next: StoredWorkItem = { ...item, marks: marked(schedule, item.marks, due, owed.late) };
  return { changed: { item: next, traces: [...traces, { action: "report", text: due }] }, late: owed.late };
}

/**
 * Hands a report in, once per key. It needs no version; of two for one day the second is refused.
 * @throws Problem as `demanded`; conflict when the day is reported; invalid-body
 */
async function handIn(deps: Deps, who: WhoAmI, id: Id, input: ReportInput, key: string | undefined): Promise<{ late: boolean }> {
  const { due, done, problems, next } = input;
  return untilSaved(deps, who, id, async () => {
    const now = deps.clock();
    const known = key === undefined ? undefined : remember(TABLE, who.id, `${key} ${id}`, input, {}, now);
    const first = known && (await firstAnswer<{ late: boolean }>(deps.store, TABLE, known));
    if (first) return first;
    const before = await seenItem(deps, who, id);
    const [standing] = await findReports(deps.store, [{ id: before.id, due }]);
    if (standing) throw await conflictOf(deps, who, id);
    const { changed, late } = settled(await reportable(deps, who, id, input), due, chinaDay(now));
    const report: Report = { due, done, problems, next, at: isoTime(now), byName: who.name, late };
    await deps.store.transact([
      ...changeOperations(before, changed, who, now),
      putReport(before.id, report),
      ...(key === undefined ? [] : [remember(TABLE, who.id, `${key} ${id}`, input, { late }, now).operation]),
    ]);
    return { late };
  });
}

export async function reportItem(deps: Deps, who: WhoAmI, id: Id, input: ReportInput, key?: string): Promise<WorkItem> {
  await handIn(deps, who, id, input, key);
  return readItem(deps, who, id);
}

const outcomes: readonly string[] = reportOutcomes;

/** How one of many ended; what is no matter of the report itself (the store is away) is thrown on. */
async function outcomeOf(deps: Deps, who: WhoAmI, { item, ...input }: ReportsInput["reports"][number], key?: string) {
  try {
    return { item, outcome: "reported" as const, ...(await handIn(deps, who, item, input, key)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, details } = error;
    if (code === "invalid-body") {
      const errors = details.errors ?? [];
      const missing = errors.some(({ field }) => field === "until");
      return { item, outcome: missing ? ("explanation-needed" as const) : ("invalid" as const), errors };
    }
    if (!outcomes.includes(code)) throw error;
    const [reported] = code === "conflict" ? await findReports(deps.store, [{ id: item, due: input.due }]) : [];
    return { item, outcome: code as ReportOutcome, ...(reported ? { reported } : {}) };
  }
}

/** Many reports in one request, each with an end of its own; those of one item one after the other. */
export async function reportMany(deps: Deps, who: WhoAmI, { reports }: ReportsInput, key?: string): Promise<ReportResults> {
  const results: ReportResults["results"] = [];
  const byItem = Map.groupBy(reports.keys(), (place) => reports[place]!.item);
  await Promise.all(
    [...byItem.values()].map(async (places) => {
      for (const place of places) results[place] = await outcomeOf(deps, who, reports[place]!, key && `${key} ${place}`);
    }),
  );
  return { results };
}

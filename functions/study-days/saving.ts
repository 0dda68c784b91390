import { auditLine } from "../audit/table.ts";
import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import { readStudySettings } from "../study/settings.table.ts";
import type { StudyDay } from "./contract.ts";
import { isSlot } from "./rules.ts";
import { findDay, putDay, type Day } from "./table.ts";
import { dayView, titlesOf } from "./views.ts";

/** The study day of a slot, planned or not. @throws Problem not-found for a day that the rhythm does not give and nobody has planned */
export async function dayFor(deps: Deps, slot: string | undefined): Promise<Day> {
  if (!slot || !/^20\d\d-\d\d-\d\d$/.test(slot)) throw new Problem("not-found");
  const settings = await readStudySettings(deps.store);
  const day = await findDay(deps.store, slot, settings);
  if (day.version === 0 && !isSlot(settings.anchorFriday, slot)) throw new Problem("not-found");
  return day;
}

export async function viewOf(deps: Deps, day: Day): Promise<StudyDay> {
  const [titles, holidays] = await Promise.all([titlesOf(deps.store, day.materials), readHolidays(deps.store)]);
  return dayView(day, titles, holidays);
}

/** Carries out a change at the version that the person has seen. @throws Problem conflict with the day as it is now */
export async function change(
  deps: Deps,
  who: WhoAmI,
  slot: string | undefined,
  version: number,
  action: string,
  rule: (day: Day) => Day,
  more: TransactOperation[] = [],
): Promise<StudyDay> {
  const day = await dayFor(deps, slot);
  if (day.version !== version) throw new Problem("conflict", { current: await viewOf(deps, day) });
  const changed = rule(day);
  try {
    await deps.store.transact([putDay(changed), ...more, auditLine(deps.clock(), who, action, `study-day#${day.slot}`)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("conflict", { current: await viewOf(deps, await dayFor(deps, slot)) });
  }
  return viewOf(deps, { ...changed, version: version + 1 });
}

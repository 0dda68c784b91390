import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import { findUnit, listUnits } from "../units/table.ts";
import type { Reminder, UnitStudy } from "./contract.ts";
import { findReminder, openReminders, putReminder } from "./reminders.table.ts";
import { sumsByUnit } from "./rules.ts";
import { linesBetween } from "./table.ts";

/** What every unit has studied in a period, in the units' own order. @throws Problem invalid-query for a period that ends before it begins or is longer than two years */
export async function unitStudyOf({ store }: Deps, from: string, to: string): Promise<UnitStudy> {
  if (to < from || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 1)
    throw new Problem("invalid-query", { errors: [{ field: "to", code: "period" }] });
  const [units, lines, reminders] = await Promise.all([listUnits(store), linesBetween(store, from, to), openReminders(store)]);
  const sums = sumsByUnit(lines);
  const items = units.flatMap(({ id, name, retired }) => {
    const sum = sums.get(id);
    const reminder = reminders.get(id);
    // A retired unit is only asked for what it did while it was one.
    if (retired && !sum) return [];
    return [{ id, name, retired, ...(sum ?? { sessions: 0, people: 0, materials: [] }), ...(reminder ? { reminder } : {}) }];
  });
  return { from, to, items };
}

/** Leaves a reminder on the unit's own page, in the place of an earlier one. @throws Problem unknown-unit, conflict */
export async function remind({ store, clock }: Deps, me: WhoAmI, unit: string, text: string): Promise<Reminder> {
  const [found, before] = await Promise.all([findUnit(store, unit), findReminder(store, unit)]);
  if (!found || found.retired) throw new Problem("unknown-unit", { errors: [{ field: "unit", code: "unknown" }] });
  const reminder: Reminder = { at: isoTime(clock()), name: me.name, text };
  try {
    await store.transact([putReminder(unit, reminder, before?.version ?? 0), auditLine(clock(), me, "unit.remind", `unit#${unit}`)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // Somebody else has reminded it in the same moment.
    throw new Problem("conflict", { current: (await findReminder(store, unit))?.reminder });
  }
  return reminder;
}

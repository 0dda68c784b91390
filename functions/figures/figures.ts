import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { findLines } from "../materials/table.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { currentName } from "../settings/category.rules.ts";
import { readStored } from "../settings/table.ts";
import type { Store } from "../store/store.ts";
import { listUnits } from "../units/table.ts";
import { type Figures, MOST_MONTHS } from "./contract.ts";
import { readCounts } from "./counters.table.ts";
import { feedbackById, feedbackReceived } from "./feedback.table.ts";
import { monthsBetween, shiftMonth, startOf } from "./months.ts";
import { figuresOf } from "./rules.ts";

/** Categories of up to a thousand materials, the withdrawn too. */
async function categoriesOf(store: Store, ids: readonly string[]): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (let from = 0; from < Math.min(ids.length, 1000); from += 100)
    found.push(...(await findLines(store, ids.slice(from, from + 100))).map(({ id, category }): [string, string] => [id, category]));
  return found;
}

/** @throws Problem invalid-query for months the wrong way round or more than are answered at once */
function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number): string[] {
  const last = to ?? (from ? shiftMonth(from, 11) : chinaDay(now).slice(0, 7));
  const first = from ?? shiftMonth(last, -11);
  const months = first <= last ? monthsBetween(first, last) : [];
  const code = months.length === 0 ? "order" : "too_long";
  if (months.length === 0 || months.length > MOST_MONTHS) throw new Problem("invalid-query", { errors: [{ field: "to", code }] });
  return months;
}

/** Everything that the figures show of a period: counters of the months, and the feedback that came in during them. */
export async function readFigures(
  { store }: Deps,
  query: { from?: string | undefined; to?: string | undefined },
  now: number,
): Promise<Figures> {
  const months = periodOf(query, now);
  const [from, to] = [months[0]!, months.at(-1)!];
  const [{ settings, renamed }, holidays, units, counts, { items: feedback, partial }] = await Promise.all([
    readStored(store),
    readHolidays(store),
    listUnits(store),
    readCounts(store, from, to),
    feedbackReceived(store, startOf(from), startOf(shiftMonth(to, 1))),
  ]);
  const present = new Set(feedback.map(({ id }) => id));
  const targets = feedback.flatMap(({ mergedInto }) => (mergedInto && !present.has(mergedInto) ? [mergedInto] : []));
  const materials = [...new Set(feedback.flatMap(({ material }) => material ?? []))];
  const [others, categories] = await Promise.all([feedbackById(store, [...new Set(targets)]), categoriesOf(store, materials)]);
  const nameNow = (category: string) => currentName(renamed, category);
  const sources = {
    months,
    counts,
    feedback,
    others,
    partial,
    categoryOf: new Map(categories.map(([id, category]) => [id, nameNow(category)])),
    categories: settings.categories,
    currentName: nameNow,
    units: units.map(({ id, name }) => ({ id, name })),
  };
  const judge = { limitDays: settings.limits.feedbackRedDays, holidays, nowIso: isoTime(now) };
  return { from, to, ...figuresOf(sources, judge) };
}

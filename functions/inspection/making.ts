import { auditLine, systemActor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { countsOfYear } from "../notes/table.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import { listColleagues } from "../study/colleagues.ts";
import type { OnSheet } from "./contract.ts";
import { figuresOf, inFixedOrder, lastMonth, missingMonths } from "./rules.ts";
import { listEntries, putRoster } from "./table.ts";

/** Who belongs on a month's sheet: those who study now, and of those before whoever wrote in the month or has a 批阅. */
export async function rosterNow(
  { store }: Pick<Deps, "store">,
  month: string,
  before: readonly OnSheet[],
  written: ReadonlyMap<string, unknown>,
): Promise<OnSheet[]> {
  const [colleagues, counts] = await Promise.all([listColleagues(store), countsOfYear(store, month.slice(0, 4))]);
  const now = colleagues.map(({ id, name, office }): OnSheet => ({ person: id, name, office }));
  const present = new Set(now.map(({ person }) => person));
  const wrote = (person: string) => figuresOf(counts.get(person), month);
  const stay = before.filter(({ person }) => {
    const { notes, reflections } = wrote(person);
    return !present.has(person) && (written.has(person) || notes + reflections > 0);
  });
  return inFixedOrder([...now, ...stay]);
}

/** Makes one month's sheet. @returns whether it was not there yet */
export async function makeSheet(deps: Deps, month: string): Promise<boolean> {
  const people = await rosterNow(deps, month, [], new Map());
  if (people.length === 0) return false;
  const now = deps.clock();
  const operations = putRoster({ month, madeAt: isoTime(now), people, version: 0 });
  try {
    await deps.store.transact([...operations, auditLine(now, systemActor, "inspection.make", `inspection#${month}`)]);
    return true;
  } catch (error) {
    // Another run was quicker, or it is there: what is there stays as it is.
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** The job: makes the sheets that are missing up to the last month. Twice, late or side by side it makes each once. @returns how many */
export async function makeInspections(deps: Deps): Promise<number> {
  const now = deps.clock();
  const last = lastMonth(now);
  const newest = (await listEntries(deps.store, 1)).items[0]?.month;
  const counts = newest === undefined ? await countsOfYear(deps.store, last.slice(0, 4)) : undefined;
  const wrote = [...(counts?.values() ?? [])].some((months) => months.some(({ month }) => month === last));
  let made = 0;
  for (const month of missingMonths(newest, wrote, now)) if (await makeSheet(deps, month)) made += 1;
  return made;
}

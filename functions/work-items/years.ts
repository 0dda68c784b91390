import { auditLine, systemActor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime, MINUTE } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import { isOpenLine, lineOf } from "./lines.rules.ts";
import type { WorkYears } from "./menu.contract.ts";
import { changeOperations } from "./saving.ts";
import { findItem, linesOfYear, putKeptLine } from "./table.ts";
import { closedYears, putYear, type StoredYear } from "./years.table.ts";

/** How many are carried over in the request itself; the job does the rest. */
const AT_ONCE = 100;
/** What was put into the year just before it was closed may not be in the index yet. */
const SETTLED = MINUTE;

/** Last year, this one, and all that were closed before. */
export async function readYears(deps: Deps, who: WhoAmI): Promise<WorkYears> {
  const now = Number(chinaDay(deps.clock()).slice(0, 4));
  const records = await closedYears(deps.store);
  const open = [now - 1, now].filter((year) => !records.some((record) => record.year === year));
  const items: WorkYears["items"] = [
    ...records.map(({ year, state, carried, closedAt, byName }) => ({ year, state, carried, closedAt, byName, mayClose: false })),
    ...open.map((year) => ({ year, state: "open" as const, carried: 0, mayClose: year < now && who.roles.includes("director") })),
  ];
  return { items: items.toSorted((a, b) => a.year - b.year) };
}

/**
 * Closes a year that is over: nothing is put into it any more, its open items go on in the next year with all their history, and its
 * menu stays as it was. Safe to ask for twice. @throws Problem illegal-step while the year is not over
 */
export async function closeYear(deps: Deps, who: WhoAmI, year: number): Promise<WorkYears> {
  const now = deps.clock();
  const known = (await closedYears(deps.store)).find((record) => record.year === year);
  if (!known) {
    if (year >= Number(chinaDay(now).slice(0, 4))) throw new Problem("illegal-step", { allowed: [] });
    const record: StoredYear = { year, state: "closing", carried: 0, closedAt: isoTime(now), by: who.id, byName: who.name, version: 0 };
    try {
      await deps.store.transact([putYear(record), auditLine(now, who, "work-year.close", `work-year#${year}`)]);
    } catch (error) {
      // Somebody else has just closed it: that is what was wanted.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  await carryOver(deps, AT_ONCE);
  return readYears(deps, who);
}

/** One open item into the next year: the item with its history moves, its line stays. @returns false when somebody was quicker */
async function carryItem(deps: Deps, id: string, year: number): Promise<boolean> {
  const before = await findItem(deps.store, id);
  if (!before || before.year !== year || !isOpenLine(before)) return false;
  const item = { ...before, year: year + 1, carriedFrom: [...before.carriedFrom, year] };
  const traces = [{ action: "carry" as const, from: String(year), until: String(year + 1) }];
  const kept = { ...lineOf(before), carriedTo: year + 1 };
  try {
    await deps.store.transact([...changeOperations(before, { item, traces }, systemActor, deps.clock()), putKeptLine(kept)]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return false;
  }
}

/** The ids of what is still open in a year. */
async function openIn({ store }: Deps, year: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await linesOfYear(store, year, cursor);
    ids.push(...page.items.filter(isOpenLine).map(({ id }) => id));
    ({ cursor } = page);
  } while (cursor);
  return ids;
}

/** The job: goes on with what is open in years that are being closed. Safe to run twice, late and side by side. @returns how many were carried over */
export async function carryOver(deps: Deps, most = Number.POSITIVE_INFINITY): Promise<number> {
  let total = 0;
  for (const record of (await closedYears(deps.store)).filter(({ state }) => state === "closing")) {
    const open = await openIn(deps, record.year);
    let carried = 0;
    for (const id of open.slice(0, Math.min(open.length, most - total))) if (await carryItem(deps, id, record.year)) carried += 1;
    total += carried;
    const settled = open.length === 0 && deps.clock() >= Date.parse(record.closedAt) + SETTLED;
    if (carried === 0 && !settled) continue;
    const next = { ...record, carried: record.carried + carried, ...(settled ? { state: "closed" as const } : {}) };
    try {
      await deps.store.transact([putYear(next)]);
    } catch (error) {
      // Another run counts beside this one; the count is a service, the items themselves are right.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return total;
}

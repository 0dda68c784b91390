import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import { readSettings } from "../settings/table.ts";
import type { Store } from "../store/store.ts";
import { dueDay, marks } from "./due-dates.rules.ts";
import { isOpenLine, owedOf, shownLine, type StoredLine } from "./lines.rules.ts";
import type { WorkMenu, WorkOverview, WorkTimeline } from "./menu.contract.ts";
import { inMenuOrder, officesInOrder, overviewOf } from "./overview.rules.ts";
import type { WorkReports } from "./reports.contract.ts";
import { isOverdue, milestoneLamp, scheduleOf, unsignedOf } from "./rules.ts";
import { mayEver, maySee } from "./state-machine.rules.ts";
import { findItems, findReports, linesOfYear, wholeYear } from "./table.ts";
import { closedYears } from "./years.table.ts";

const yearNow = (now: number) => Number(chinaDay(now).slice(0, 4));

/** The years in which something may still happen: this one, and the last until it is closed. */
async function openYears(store: Store, now: number): Promise<number[]> {
  const closed = new Set((await closedYears(store)).filter(({ state }) => state === "closed").map(({ year }) => year));
  return [yearNow(now) - 1, yearNow(now)].filter((year) => !closed.has(year));
}

/** The lines of all that is open today, and the years in which they stand. */
export async function openWork(store: Store, now: number): Promise<{ lines: StoredLine[]; years: number[] }> {
  const years = await openYears(store, now);
  const read = await Promise.all(years.map((year) => wholeYear(store, year)));
  return { lines: read.flatMap(({ items }) => items).filter(isOpenLine), years };
}

async function hasOpenLine(store: Store, year: number): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const page = await linesOfYear(store, year, cursor);
    if (page.items.some(isOpenLine)) return true;
    ({ cursor } = page);
  } while (cursor);
  return false;
}

export const mayAdd = (who: WhoAmI): boolean =>
  who.roles.includes("director") || (who.office !== "" && who.roles.some((role) => role === "lead" || role === "cadre"));

/** The menu of a year, of all that this person may see: one query, 2,000 lines a page or two. */
export async function readMenu(deps: Deps, who: WhoAmI, year: number): Promise<WorkMenu> {
  const { store } = deps;
  const now = deps.clock();
  const today = chinaDay(now);
  const [{ items, more }, { offices }, closed] = await Promise.all([wholeYear(store, year), readSettings(store), closedYears(store)]);
  const isClosed = (one: number) => closed.some((record) => record.year === one);
  const seen = items.filter((line) => maySee(who, line));
  const order = officesInOrder(offices, seen);
  const lastYearOpen = year === yearNow(now) && !isClosed(year - 1) && (await hasOpenLine(store, year - 1));
  const lines = inMenuOrder(
    seen.map((line) => shownLine(line, who, today)),
    order,
  );
  return { year, today, closed: isClosed(year), lastYearOpen, offices: order, items: lines, more, mayAdd: mayAdd(who) && !isClosed(year) };
}

/** Projects with their milestones. */
export async function readTimeline(deps: Deps, who: WhoAmI, year: number): Promise<WorkTimeline> {
  const today = chinaDay(deps.clock());
  const [{ items }, { offices }] = await Promise.all([wholeYear(deps.store, year), readSettings(deps.store)]);
  const projects = items.filter((line) => line.kind === "项目" && maySee(who, line));
  const found = await inParts(
    projects.map(({ id }) => id),
    (ids) => findItems(deps.store, ids),
  );
  const byId = new Map(found.map((item) => [item.id, item]));
  const lines = inMenuOrder(
    projects.map((line) => shownLine(line, who, today)),
    officesInOrder(offices, projects),
  );
  return {
    year,
    today,
    items: lines.map((line) => {
      const item = byId.get(line.id);
      const milestones = item?.milestones.map((one) => ({ ...one, lamp: milestoneLamp(item, one, today) })) ?? [];
      const members = item?.members.map(({ name }) => name) ?? [];
      const signing = item?.responsibility ? { unsigned: unsignedOf(item, item.responsibility) } : {};
      return { line, members, milestones, deadlines: item?.deadlines ?? [], ...signing };
    }),
  };
}

async function inParts<T, R>(list: T[], read: (part: T[]) => Promise<R[]>): Promise<R[]> {
  const parts = Array.from({ length: Math.ceil(list.length / 100) }, (_, part) => list.slice(part * 100, part * 100 + 100));
  return (await Promise.all(parts.map(read))).flat();
}

/** The day that was reported last. */
function lastReported(line: StoredLine): string | undefined {
  const schedule = scheduleOf(line);
  const last = Array.from(line.marks).findLastIndex((mark) => mark !== marks.none);
  return schedule && last >= 0 ? dueDay(schedule, last) : undefined;
}

/** What this person has to report, the own 组室 as its lead: each item with what is owed and what was reported last. */
export async function readReports(deps: Deps, who: WhoAmI): Promise<WorkReports> {
  const now = deps.clock();
  const today = chinaDay(now);
  const [{ lines }, { offices }] = await Promise.all([openWork(deps.store, now), readSettings(deps.store)]);
  const due = lines.filter((line) => mayEver(who, line, "report") && owedOf(line, today).length > 0);
  const byId = new Map(due.map((line) => [line.id, line]));
  const shown = inMenuOrder(
    due.map((line) => shownLine(line, who, today)),
    officesInOrder(offices, due),
  );
  const wanted = shown.flatMap(({ id }) => {
    const day = lastReported(byId.get(id)!);
    return day === undefined ? [] : [{ id, due: day }];
  });
  const reports = await inParts(wanted, (part) => findReports(deps.store, part));
  const last = new Map(wanted.map(({ id }, place) => [id, reports[place]]));
  return {
    today,
    items: shown.map(({ id, kind, title, office, owner, mine, state, lamp, end, rhythm }) => {
      const line = byId.get(id)!;
      const before = last.get(id);
      return {
        id,
        kind,
        title,
        office,
        owner,
        state,
        lamp,
        end,
        rhythm,
        ...(mine ? { mine } : {}),
        overdue: isOverdue(line, today),
        owed: owedOf(line, today),
        ...(before ? { last: before } : {}),
      };
    }),
  };
}

/** The director's view: of the year of a month, and of what is open from the year before. */
export async function readOverview(deps: Deps, who: WhoAmI, wanted: string | undefined): Promise<WorkOverview> {
  const now = deps.clock();
  const today = chinaDay(now);
  const month = wanted ?? today.slice(0, 7);
  const year = Number(month.slice(0, 4));
  const earlier = (await openYears(deps.store, now)).filter((one) => one < year);
  const [{ offices }, ...years] = await Promise.all([
    readSettings(deps.store),
    ...[...earlier, year].map((one) => wholeYear(deps.store, one)),
  ]);
  const lines = years.flatMap(({ items }) => items).filter((line) => line.year === year || isOpenLine(line));
  return overviewOf(lines, officesInOrder(offices, lines), who, month, today);
}

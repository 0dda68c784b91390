import type { WhoAmI } from "../people/contract.ts";
import { monthOf } from "./due-dates.rules.ts";
import { isOpenLine, shownLine, type StoredLine } from "./lines.rules.ts";
import type { WorkLine, WorkOverview } from "./menu.contract.ts";
import { scheduleOf } from "./rules.ts";

const inOrder = new Intl.Collator("zh-CN");
const WAITING = 20;

/** 组室 in their fixed order: those of the settings as they stand there, then the others by name. Never by any figure. */
export function officesInOrder(settings: readonly string[], lines: readonly Pick<StoredLine, "office">[]): string[] {
  const there = new Set(lines.map(({ office }) => office));
  const others = [...there].filter((office) => !settings.includes(office)).toSorted(inOrder.compare);
  return [...settings.filter((office) => there.has(office)), ...others];
}

const mineFirst = { owner: 0, member: 1, none: 2 } as const;

/** Own items first, then by 组室, start and title. */
export function inMenuOrder(lines: readonly WorkLine[], offices: readonly string[]): WorkLine[] {
  const place = new Map(offices.map((office, at) => [office, at]));
  return lines.toSorted(
    (a, b) =>
      mineFirst[a.mine ?? "none"] - mineFirst[b.mine ?? "none"] ||
      (place.get(a.office) ?? 0) - (place.get(b.office) ?? 0) ||
      (a.start < b.start ? -1 : a.start > b.start ? 1 : inOrder.compare(a.title, b.title)),
  );
}

const by =
  (key: (line: WorkLine) => string) =>
  (a: WorkLine, b: WorkLine): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

/** The reports of one month of an item. @param today the last day that counts, or the day on which the item ended */
function reportsOf(line: StoredLine, month: string, today: string) {
  const schedule = scheduleOf(line);
  if (!schedule) return { due: 0, onTime: 0, late: 0, missing: 0 };
  const until = line.endedOn !== undefined && line.endedOn < today ? line.endedOn : today;
  return monthOf(schedule, line.marks, month, until);
}

/** What the director sees of a year. @param month YYYY-MM, of which the reports are counted */
export function overviewOf(
  lines: readonly StoredLine[],
  offices: readonly string[],
  who: Pick<WhoAmI, "id">,
  month: string,
  today: string,
): WorkOverview {
  const shown = lines.filter(isOpenLine).map((line) => shownLine(line, who, today));
  const going = shown.filter(({ state }) => state !== "draft");
  const officeOf = (office: string): WorkOverview["offices"][number] => {
    const own = lines.filter((line) => line.office === office && line.carriedTo === undefined);
    const count = (state: StoredLine["state"]) => own.filter((line) => line.state === state).length;
    const lamp = (colour: WorkLine["lamp"]) => shown.filter((line) => line.office === office && line.lamp === colour).length;
    const sums = own.map((line) => reportsOf(line, month, today));
    const sum = (key: "due" | "onTime" | "late" | "missing") => sums.reduce((total, one) => total + one[key], 0);
    return {
      office,
      draft: count("draft"),
      underway: count("underway"),
      unfinished: count("unfinished"),
      closed: count("closed"),
      cancelled: count("cancelled"),
      red: lamp("red"),
      amber: lamp("amber"),
      due: sum("due"),
      onTime: sum("onTime"),
      late: sum("late"),
      missing: sum("missing"),
    };
  };
  return {
    today,
    month,
    red: going.filter(({ lamp }) => lamp === "red").toSorted(by(({ end }) => end)),
    waiting: going.toSorted(by(({ touched }) => touched)).slice(0, WAITING),
    supervised: going.filter(({ answerBy }) => answerBy !== undefined).toSorted(by(({ answerBy }) => answerBy!)),
    offices: offices.map(officeOf),
  };
}

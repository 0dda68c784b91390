import { workItemKinds, workItemStates, type WorkItemKind, type WorkItemState } from "../../../functions/work-items/contract.ts";
import type { WorkLine } from "../../../functions/work-items/menu.contract.ts";

/** What can be chosen beside the states: not ended, by its lamp, a 督办 without an answer, reports that are owed. */
const besides = ["open", "amber", "red", "answer", "owing"] as const;

/** What of a year's menu is shown; all of it stands in the address. */
export interface MenuFilters {
  office: string;
  kind: WorkItemKind | "";
  state: WorkItemState | (typeof besides)[number] | "";
  person: string;
  /** 1 to 12; 0 for the whole year. */
  month: number;
  words: string;
}

/** Filters of an address; what no menu knows counts as nothing chosen. */
export function filtersOf(query: Record<string, string>): MenuFilters {
  const { office = "", person = "", q: words = "", month = "" } = query;
  const kind = workItemKinds.find((one) => one === query["kind"]) ?? "";
  const state = [...workItemStates, ...besides].find((one) => one === query["state"]) ?? "";
  return { office, kind, state, person, words, month: /^([1-9]|1[0-2])$/.test(month) ? Number(month) : 0 };
}

export const monthOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, "0")}`;

/** The last month in which an item is on the menu: of what is over that of its end, of what is late the present one. */
function lastMonth({ end, endedOn, lamp }: WorkLine, today: string): string {
  if (endedOn !== undefined) return endedOn.slice(0, 7);
  return (lamp === "red" && today > end ? today : end).slice(0, 7);
}

/** Whether an item is on the menu of a month, `YYYY-MM`: from its start until it is done. */
export function isOn(line: WorkLine, month: string, today: string): boolean {
  const last = lastMonth(line, today);
  const first = line.start.slice(0, 7);
  // What was ended before it began stands in its first month.
  return month >= first && month <= (last < first ? first : last);
}

/** The items that the filters leave, in the order in which they came. */
export function chosenItems(
  items: readonly WorkLine[],
  filters: MenuFilters,
  { year, today }: { year: number; today: string },
): WorkLine[] {
  const { office, kind, state, person, month, words } = filters;
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (line: WorkLine) => {
    if (state === "open") return line.state !== "closed" && line.state !== "cancelled";
    if (state === "answer") return line.answerBy !== undefined;
    if (state === "owing") return line.late > 0;
    return state === "amber" || state === "red" ? line.lamp === state : state === "" || line.state === state;
  };
  return items.filter((line) => {
    if ((office && line.office !== office) || (kind && line.kind !== kind) || (person && line.owner.id !== person) || !fits(line))
      return false;
    if (month > 0 && !isOn(line, monthOf(year, month), today)) return false;
    const text = `${line.title} ${line.owner.name} ${line.village ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export interface MenuGroup {
  /** "" for the own items. */
  office: string;
  title: string;
  items: WorkLine[];
}

/** Own items first, then each 组室 with all of its items, own ones first among them as they came. */
export function menuGroups(items: readonly WorkLine[], offices: readonly string[]): MenuGroup[] {
  const own = items.filter(({ mine }) => mine !== undefined);
  const byOffice = new Map<string, WorkLine[]>(offices.map((office) => [office, []]));
  for (const line of items) {
    const group = byOffice.get(line.office);
    if (group) group.push(line);
    else byOffice.set(line.office, [line]);
  }
  const groups = Array.from(byOffice, ([office, lines]) => ({ office, title: office, items: lines }));
  return [
    ...(own.length > 0 ? [{ office: "", title: "我的工作项", items: own }] : []),
    ...groups.filter((group) => group.items.length > 0),
  ];
}

export interface MonthCount {
  /** On the menu of the month. */
  on: number;
  /** Of those, with their date in it. */
  due: number;
  red: number;
  amber: number;
}

/** What a group has on the menu of each month of the year. */
export function monthCounts(items: readonly WorkLine[], year: number, today: string): MonthCount[] {
  return Array.from({ length: 12 }, (_, place) => {
    const month = monthOf(year, place + 1);
    const on = items.filter((line) => isOn(line, month, today));
    const due = on.filter(({ end }) => end.startsWith(month));
    const burning = (lamp: string) => due.filter((line) => line.lamp === lamp).length;
    return { on: on.length, due: due.length, red: burning("red"), amber: burning("amber") };
  });
}

/** What stands in the cell of an item and a month: nothing, a bar, its date, or its end. */
export interface MonthCell {
  bar: boolean;
  text: string;
}

export function monthCells(line: WorkLine, year: number, today: string): MonthCell[] {
  return Array.from({ length: 12 }, (_, place) => {
    const month = monthOf(year, place + 1);
    if (!isOn(line, month, today)) return { bar: false, text: "" };
    if (line.endedOn?.startsWith(month)) return { bar: true, text: line.state === "closed" ? "✓" : "×" };
    return { bar: true, text: line.end.startsWith(month) && line.endedOn === undefined ? `${Number(line.end.slice(8))}日` : "" };
  });
}

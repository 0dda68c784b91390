import { type Holidays, workingDaysBetween } from "../calendar/rules.ts";
import { feedbackKinds } from "../feedback/contract.ts";
import type { Entry } from "../feedback/rules.ts";
import type { Figures, MonthFigures, RowFigures } from "./contract.ts";
import { monthOf } from "./months.ts";
import { noUnit, wholeColumn } from "./names.ts";

/** What one counter says; a counter may come in several parts. */
export interface MonthCount {
  month: string;
  /** What it is the count of; a unit is named by its id. */
  of: "category" | "unit";
  name: string;
  views: number;
  downloads: number;
}

/** A record of feedback as far as figures need it: neither text nor author. */
export type Counted = Pick<Entry, "id" | "kind" | "state" | "receivedAt" | "answeredAt" | "material" | "unit" | "mergedInto">;

/** How one feedback stands against the limit. */
export type Verdict = { is: "inTime" | "late"; days: number } | { is: "overdue" | "open" | "closed" };

interface Judge {
  limitDays: number;
  holidays: Holidays;
  nowIso: string;
}

/**
 * In time is what was answered within `limitDays` working days after receipt, the day of receipt not counted. What is still open
 * past them is late as well; what is open within them is not judged yet; rejected and withdrawn ones owe no answer. A merged one
 * stands as the record with whose answer it is served.
 */
export function verdictOf(entry: Counted, served: Counted, { limitDays, holidays, nowIso }: Judge): Verdict {
  if (served.state === "answered" && served.answeredAt !== undefined) {
    const days = workingDaysBetween(entry.receivedAt, served.answeredAt, holidays);
    return { is: days <= limitDays ? "inTime" : "late", days };
  }
  if (served.state !== "pending" && served.state !== "accepted") return { is: "closed" };
  return { is: workingDaysBetween(entry.receivedAt, nowIso, holidays) > limitDays ? "overdue" : "open" };
}

/** The median of some numbers of days; with an even number the mean of the two in the middle. Nothing when there are none. */
function medianDays(days: readonly number[]): { medianDays?: number } {
  const sorted = days.toSorted((a, b) => a - b);
  if (sorted.length === 0) return {};
  return { medianDays: (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2 };
}

export interface Sources {
  months: string[];
  counts: readonly MonthCount[];
  feedback: readonly Counted[];
  /** Records outside the period that merged ones are served with. */
  others: readonly Counted[];
  partial: boolean;
  /** The category of a material by its id, as it is called today. */
  categoryOf: ReadonlyMap<string, string>;
  /** Categories in the order of the settings. */
  categories: readonly string[];
  /** What a category is called today. */
  currentName: (category: string) => string;
  /** Units in their order. */
  units: readonly { id: string; name: string }[];
}

/** Rows by name in a fixed order: those that are known come first, others follow by name, never by size. */
class Rows {
  #rows = new Map<string, RowFigures>();
  #months: Map<string, number>;
  constructor(months: readonly string[]) {
    this.#months = new Map(months.map((month, place) => [month, place]));
  }
  add(name: string, month: string, what: "views" | "downloads" | "received", amount: number): void {
    const place = this.#months.get(month);
    if (place === undefined) return;
    const zeros = () => Array.from(this.#months, () => 0);
    const row = this.#rows.get(name) ?? { name, views: zeros(), downloads: zeros(), received: zeros() };
    row[what][place]! += amount;
    this.#rows.set(name, row);
  }
  /** @param last the row that stands for what has no name; it comes last and only when there is something in it */
  list(known: readonly { key: string; name: string }[], last: string): RowFigures[] {
    const zeros = () => Array.from(this.#months, () => 0);
    const listed = known.map(({ key, name }) => ({
      ...(this.#rows.get(key) ?? { views: zeros(), downloads: zeros(), received: zeros() }),
      name,
    }));
    const keys = new Set([...known.map(({ key }) => key), last]);
    const further = Array.from(this.#rows.keys())
      .filter((key) => !keys.has(key))
      .toSorted();
    const rest = this.#rows.get(last);
    return [...listed, ...further.map((key) => this.#rows.get(key)!), ...(rest ? [rest] : [])];
  }
}

const sum = (rows: readonly RowFigures[], what: "views" | "downloads", place: number) =>
  rows.reduce((total, row) => total + row[what][place]!, 0);

/** Brings counters and records together. Every row adds up to the months: the last row holds what belongs to none of the others. */
export function figuresOf(sources: Sources, judge: Judge): Omit<Figures, "from" | "to"> {
  const { months, counts, feedback, categoryOf, currentName } = sources;
  const [byCategory, byUnit, byKind] = [new Rows(months), new Rows(months), new Rows(months)];
  for (const { of, name, month, views, downloads } of counts) {
    const rows = of === "unit" ? byUnit : byCategory;
    const key = of === "unit" ? name : currentName(name);
    rows.add(key, month, "views", views);
    rows.add(key, month, "downloads", downloads);
  }
  const known = new Map([...sources.others, ...feedback].map((entry) => [entry.id, entry]));
  const judged = new Map(months.map((month) => [month, { inTime: 0, late: 0, overdue: 0, open: 0, closed: 0, days: [] as number[] }]));
  for (const entry of feedback) {
    const month = monthOf(entry.receivedAt);
    const tally = judged.get(month);
    if (!tally) continue;
    byCategory.add(entry.material ? (categoryOf.get(entry.material) ?? wholeColumn) : wholeColumn, month, "received", 1);
    byUnit.add(entry.unit ?? noUnit, month, "received", 1);
    byKind.add(entry.kind, month, "received", 1);
    const verdict = verdictOf(entry, (entry.mergedInto && known.get(entry.mergedInto)) || entry, judge);
    tally[verdict.is] += 1;
    if ("days" in verdict) tally.days.push(verdict.days);
  }
  const categories = byCategory.list(
    sources.categories.map((name) => ({ key: name, name })),
    wholeColumn,
  );
  // What was viewed without a unit is the rest of all that was viewed.
  const named = byUnit.list(
    sources.units.map(({ id, name }) => ({ key: id, name })),
    noUnit,
  );
  months.forEach((month, place) => {
    for (const what of ["views", "downloads"] as const) {
      const rest = sum(categories, what, place) - sum(named, what, place);
      if (rest > 0) byUnit.add(noUnit, month, what, rest);
    }
  });
  const units = byUnit.list(
    sources.units.map(({ id, name }) => ({ key: id, name })),
    noUnit,
  );
  const days: number[] = [];
  const rows = months.map((month, place): MonthFigures => {
    const tally = judged.get(month)!;
    days.push(...tally.days);
    return {
      month,
      views: sum(categories, "views", place),
      downloads: sum(categories, "downloads", place),
      received: tally.inTime + tally.late + tally.overdue + tally.open + tally.closed,
      answered: tally.inTime + tally.late,
      inTime: tally.inTime,
      late: tally.late + tally.overdue,
      open: tally.open,
      closed: tally.closed,
      ...medianDays(tally.days),
    };
  });
  const kinds = byKind.list(
    feedbackKinds.map((kind) => ({ key: kind, name: kind })),
    "",
  );
  return {
    limitDays: judge.limitDays,
    months: rows,
    ...medianDays(days),
    categories,
    units,
    kinds: kinds.map(({ name, received }) => ({ name, received })),
    partial: sources.partial,
  };
}

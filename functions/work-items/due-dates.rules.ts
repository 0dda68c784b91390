import type { Owed } from "./reports.contract.ts";
import type { Rhythm } from "./contract.ts";

/** What says when reports are due: the rhythm, and the day from which it counts. */
export interface Schedule {
  rhythm: Rhythm;
  /** The planned start, or the day on which the item was set going when that came later. */
  from: string;
}

/** One letter for each due day so far: in time, late, or not there. */
export const marks = { onTime: "1", late: "2", none: "0" } as const;

const FRIDAY = 5;
// UTC throughout, so that no zone of any machine moves a calendar day.
const dayOf = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const partsOf = (day: string) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))] as const;

/**
 * The due day number `place`, counted from 0: every Friday, every second Friday from the first on, or the last day of each month. A
 * first day may be the day of the start itself.
 */
export function dueDay({ rhythm, from }: Schedule, place: number): string {
  const [year, month, day] = partsOf(from);
  if (rhythm === "monthly") return dayOf(year, month + place + 1, 0);
  const toFriday = (FRIDAY - new Date(Date.UTC(year, month, day)).getUTCDay() + 7) % 7;
  return dayOf(year, month, day + toFriday + place * (rhythm === "weekly" ? 7 : 14));
}

/** How many due days are over on this day. */
export function duesBefore(schedule: Schedule, today: string): number {
  let low = 0;
  // Never more than one a week.
  let high = Math.max(0, Math.ceil((Date.parse(today) - Date.parse(schedule.from)) / (7 * 86_400_000)) + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dueDay(schedule, middle) < today) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The days for which a report is missing, oldest first: all that are over, and that of the running period once it has begun.
 * @param reported marks of the due days so far
 */
export function owedDays(schedule: Schedule, reported: string, today: string): Owed[] {
  if (today < schedule.from) return [];
  const over = duesBefore(schedule, today);
  return Array.from({ length: over + 1 }, (_, place) => place)
    .filter((place) => (reported[place] ?? marks.none) === marks.none)
    .map((place) => ({ due: dueDay(schedule, place), late: place < over }));
}

/** The marks with one more report. @param due one of the owed days */
export function marked(schedule: Schedule, reported: string, due: string, late: boolean): string {
  const place = duesBefore(schedule, due);
  return reported.padEnd(place, marks.none).slice(0, place) + (late ? marks.late : marks.onTime) + reported.slice(place + 1);
}

export interface MonthOfReports {
  due: number;
  onTime: number;
  late: number;
  missing: number;
}

/**
 * The reports of one month that were due until a day.
 * @param month YYYY-MM
 * @param until the last day that counts: today, or the day on which the item ended
 */
export function monthOf(schedule: Schedule, reported: string, month: string, until: string): MonthOfReports {
  const first = duesBefore(schedule, `${month}-01`);
  const sums: MonthOfReports = { due: 0, onTime: 0, late: 0, missing: 0 };
  for (let place = first; ; place += 1) {
    const due = dueDay(schedule, place);
    const mark = reported[place] ?? marks.none;
    if (!due.startsWith(month)) return sums;
    // What is due today or later counts once it is there.
    if (due >= until && mark === marks.none) continue;
    sums.due += 1;
    if (mark === marks.onTime) sums.onTime += 1;
    else if (mark === marks.late) sums.late += 1;
    else sums.missing += 1;
  }
}

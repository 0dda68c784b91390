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

const DAY = 86_400_000;
const FRIDAY = 5;
// Days are numbered from 1970-01-01, a Thursday, in UTC throughout, so that no zone of any machine moves a calendar day.
const serialOf = (day: string) => Date.parse(day) / DAY;
const dayOf = (serial: number) => new Date(serial * DAY).toISOString().slice(0, 10);
const monthOfDay = (day: string) => (Number(day.slice(0, 4)) - 1970) * 12 + Number(day.slice(5, 7)) - 1;
const step = (rhythm: Rhythm) => (rhythm === "weekly" ? 7 : 14);

/** The first Friday on or after a day. */
function fridayFrom(day: string): number {
  const serial = serialOf(day);
  return serial + ((FRIDAY - ((serial + 4) % 7) + 7) % 7);
}

/**
 * The due day number `place`, counted from 0: every Friday, every second Friday from the first on, or the last day of each month. A
 * first day may be the day of the start itself.
 */
export function dueDay({ rhythm, from }: Schedule, place: number): string {
  if (rhythm !== "monthly") return dayOf(fridayFrom(from) + place * step(rhythm));
  return dayOf(Date.UTC(1970, monthOfDay(from) + place + 1, 0) / DAY);
}

/** How many due days are over on this day. */
export function duesBefore({ rhythm, from }: Schedule, today: string): number {
  if (rhythm === "monthly") return Math.max(0, monthOfDay(today) - monthOfDay(from));
  return Math.max(0, Math.ceil((serialOf(today) - fridayFrom(from)) / step(rhythm)));
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

import { chinaDay, DAY } from "../platform/clock.ts";
import type { FieldError } from "../http/problem.ts";
import type { HolidayYear } from "./contract.ts";

/** All tables as one calendar. Years without a table count plain weekends. */
export interface Holidays {
  /** Days that are not what their day of the week says, by `dayNumber`: true is worked, false is off. */
  exceptions: ReadonlyMap<number, boolean>;
  years: ReadonlySet<number>;
}

/** Days since 1970-01-01, of a calendar day `YYYY-MM-DD`. */
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
const dayOfNumber = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);
/** 1970-01-01 was a Thursday; Monday is 0. */
const weekday = (number: number) => (((number + 3) % 7) + 7) % 7;
const isWeekend = (number: number) => weekday(number) > 4;

/** The calendar made of the tables of all years. A day that one table gives off and another one works is worked. */
export function holidaysOf(tables: readonly HolidayYear[]): Holidays {
  const exceptions = new Map<number, boolean>();
  for (const { holidays } of tables)
    for (const { from, to } of holidays)
      for (let number = dayNumber(from); number <= dayNumber(to); number++) if (!isWeekend(number)) exceptions.set(number, false);
  for (const { workdays } of tables)
    for (const day of workdays) {
      if (isWeekend(dayNumber(day))) exceptions.set(dayNumber(day), true);
      else exceptions.delete(dayNumber(day));
    }
  return { exceptions, years: new Set(tables.map(({ year }) => year)) };
}

/** @param day `YYYY-MM-DD` in Beijing */
export function isWorkingDay(day: string, { exceptions }: Holidays): boolean {
  const number = dayNumber(day);
  return exceptions.get(number) ?? !isWeekend(number);
}

/** Mondays to Fridays among the days 0 … number. */
const weekdaysUpTo = (number: number) => Math.floor((number + 3) / 7) * 5 + Math.min(weekday(number) + 1, 5);

/**
 * Working days from one moment to another, in Beijing's calendar. The day of the first moment does not count, that of the second
 * does: what came in on a Friday afternoon is one working day old all through Monday. 0 when the second is not later.
 */
export function workingDaysBetween(fromIso: string, toIso: string, { exceptions }: Holidays): number {
  const from = dayNumber(chinaDay(Date.parse(fromIso)));
  const to = dayNumber(chinaDay(Date.parse(toIso)));
  if (to <= from) return 0;
  let count = weekdaysUpTo(to) - weekdaysUpTo(from);
  for (const [number, worked] of exceptions) if (number > from && number <= to) count += worked ? 1 : -1;
  return count;
}

/** The first day (`YYYY-MM-DD`, Beijing) on which so many working days have passed since `fromIso`; 0 gives its own day. */
export function addWorkingDays(fromIso: string, days: number, holidays: Holidays): string {
  let number = dayNumber(chinaDay(Date.parse(fromIso)));
  for (let left = days; left > 0;) {
    number += 1;
    if (isWorkingDay(dayOfNumber(number), holidays)) left -= 1;
  }
  return dayOfNumber(number);
}

/** Years whose table should be there by now: this one, and from December, when limits begin to reach into it, the next. */
export function missingYears({ years }: Holidays, now: number): number[] {
  const [year, month] = chinaDay(now).split("-").map(Number) as [number, number];
  return [year, ...(month === 12 ? [year + 1] : [])].filter((one) => !years.has(one));
}

/** What is wrong with a table: one entry per field. Empty when it can be used. */
export function faultsOf({ year, holidays, workdays }: HolidayYear): FieldError[] {
  const first = `${year - 1}-12-01`;
  const last = `${year}-12-31`;
  const outside = (day: string) => day < first || day > last;
  const faults: FieldError[] = [];
  holidays.forEach(({ from, to }, place) => {
    if (from > to) faults.push({ field: `holidays.${place}.to`, code: "order" });
    else if (outside(from) || outside(to)) faults.push({ field: `holidays.${place}.from`, code: "year" });
    else if (holidays.some((other, at) => at < place && other.from <= to && from <= other.to))
      faults.push({ field: `holidays.${place}.from`, code: "overlap" });
  });
  workdays.forEach((day, place) => {
    const field = `workdays.${place}`;
    if (outside(day)) faults.push({ field, code: "year" });
    else if (!isWeekend(dayNumber(day))) faults.push({ field, code: "weekday" });
    else if (holidays.some(({ from, to }) => from <= day && day <= to)) faults.push({ field, code: "off" });
    else if (workdays.indexOf(day) !== place) faults.push({ field, code: "repeated" });
  });
  return faults;
}

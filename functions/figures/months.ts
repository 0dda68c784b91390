import { chinaDay } from "../platform/clock.ts";

/** The month in Beijing, `YYYY-MM`. */
export const monthOf = (iso: string): string => chinaDay(Date.parse(iso)).slice(0, 7);

/** The month so many months later, or earlier when negative. */
export function shiftMonth(month: string, by: number): string {
  const [year, place] = month.split("-").map(Number) as [number, number];
  const all = year * 12 + place - 1 + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
}

/** Every month from the first to the last, both included; none when they are the wrong way round. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = shiftMonth(month, 1)) months.push(month);
  return months;
}

/** ISO time at which a month begins in Beijing. */
export const startOf = (month: string): string => new Date(`${month}-01T00:00:00+08:00`).toISOString();

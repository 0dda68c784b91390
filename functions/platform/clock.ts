/** Time comes from here alone, so that tests can move it. Milliseconds since the epoch. */
export type Clock = () => number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// China keeps one time zone and has no summer time, so a fixed offset is exact.
const CHINA_OFFSET = 8 * HOUR;

/** The calendar day in Beijing, `YYYY-MM-DD`. */
export function chinaDay(now: number): string {
  return new Date(now + CHINA_OFFSET).toISOString().slice(0, 10);
}

export function isoTime(now: number): string {
  return new Date(now).toISOString();
}

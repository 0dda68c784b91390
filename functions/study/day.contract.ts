import * as v from "valibot";

/** A calendar day that exists, of the years 2000 to 2099. UTC, so that no zone of any machine moves it. */
export const calendarDay = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((day) => {
    const time = Date.parse(`${day}T00:00:00Z`);
    return day.startsWith("20") && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  }, "no such day"),
);

/** `?year=2026`; without it the year that it is in Beijing. */
export const yearOfQuery = v.optional(v.pipe(v.string(), v.regex(/^20\d\d$/)));

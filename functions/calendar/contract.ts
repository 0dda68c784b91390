import * as v from "valibot";

const day = v.pipe(v.string(), v.isoDate());

/** One 放假 of a notice: from its first to its last day, both off. */
const holiday = v.strictObject({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)), from: day, to: day });

/**
 * What the State Council's yearly notice says: when is off, and which weekend days are worked (调休). A notice may reach back into
 * the December before its year.
 */
export const holidayYear = v.strictObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  /** The notice, e.g. 国办发明电〔2025〕7号. */
  source: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  holidays: v.pipe(v.array(holiday), v.maxLength(20)),
  /** Saturdays and Sundays that are worked. */
  workdays: v.pipe(v.array(day), v.maxLength(30)),
});
export type HolidayYear = v.InferOutput<typeof holidayYear>;

/** `version` 0: as shipped with the product, not yet edited here. */
export const holidayInput = v.strictObject({ ...holidayYear.entries, version: v.pipe(v.number(), v.integer(), v.minValue(0)) });
export type HolidayTable = v.InferOutput<typeof holidayInput>;

/** GET /api/staff/holidays: the years in order, and those that should be there by now and are not. */
export const holidayTables = v.strictObject({ items: v.array(holidayInput), missing: v.array(v.number()) });

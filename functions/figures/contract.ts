import * as v from "valibot";

/** Longest period of one question, in months. */
export const MOST_MONTHS = 36;

const month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));
/** GET /api/staff/figures: both months included; the last twelve months when none is named. */
export const figuresQuery = v.strictObject({ from: v.optional(month), to: v.optional(month) });

/** One number for each month of the period, in its order. */
const series = v.array(v.number());

const monthFigures = v.strictObject({
  month: v.string(),
  views: v.number(),
  downloads: v.number(),
  /** What came in during the month, and what became of exactly that. */
  received: v.number(),
  answered: v.number(),
  /** Answered within the limit. */
  inTime: v.number(),
  /** Answered after the limit, or still open past it. */
  late: v.number(),
  /** Open and within the limit: not judged yet. */
  open: v.number(),
  /** Rejected or withdrawn: no answer is owed. */
  closed: v.number(),
  /** Working days to the answer; absent when nothing was answered. */
  medianDays: v.optional(v.number()),
});
export type MonthFigures = v.InferOutput<typeof monthFigures>;

const rowFigures = v.strictObject({ name: v.string(), views: series, downloads: series, received: series });
export type RowFigures = v.InferOutput<typeof rowFigures>;

/** Figures are sums; no person is a dimension of them, and nothing in them is ordered by size. */
export const figures = v.strictObject({
  from: v.string(),
  to: v.string(),
  /** The working days within which an answer is in time. */
  limitDays: v.number(),
  months: v.array(monthFigures),
  /** Over the whole period. */
  medianDays: v.optional(v.number()),
  /** In the order of the settings, then names that are no longer in use; feedback on no material stands in the last row. */
  categories: v.array(rowFigures),
  /** In the order of the units' list; views without a unit stand in the last row. */
  units: v.array(rowFigures),
  kinds: v.array(v.strictObject({ name: v.string(), received: series })),
  /** More feedback came in than one question counts: its figures are at least these. */
  partial: v.boolean(),
});
export type Figures = v.InferOutput<typeof figures>;

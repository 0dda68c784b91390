import * as v from "valibot";
import { yearOfQuery } from "../study/day.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. Entries × reviewers bound the scores of a review. */
export const reviewLimits = {
  name: 60,
  criterion: 30,
  criteria: 8,
  entries: 40,
  reviewers: 20,
  remark: 500,
  award: 60,
  level: 30,
} as const;

/** What is reviewed at the end of the year: 讲课 and 调研文章. */
export const reviewedCategories: readonly string[] = ["讲课稿", "调研文章"];

export const reviewStates = ["draft", "open", "closed", "decided"] as const;
export type ReviewState = (typeof reviewStates)[number];
export const reviewActions = ["change", "open", "close", "decide", "score"] as const;
export type ReviewAction = (typeof reviewActions)[number];

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const required = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/));
const ids = (most: number) =>
  v.pipe(
    v.array(id),
    v.maxLength(most),
    v.check((all) => new Set(all).size === all.length, "twice"),
  );
const time = v.pipe(v.string(), v.isoTimestamp());

const criterion = v.strictObject({ name: required(reviewLimits.criterion), weight: integer(1, 100) });
export type Criterion = v.InferOutput<typeof criterion>;

/** A review as the director plans it: the weights add up to 100, the closing follows the opening. */
export const reviewInput = v.strictObject({
  name: required(reviewLimits.name),
  year: integer(2000, 2099),
  criteria: v.pipe(v.array(criterion), v.minLength(1), v.maxLength(reviewLimits.criteria)),
  opensAt: time,
  closesAt: time,
  entries: ids(reviewLimits.entries),
  reviewers: ids(reviewLimits.reviewers),
});
export type ReviewInput = v.InferOutput<typeof reviewInput>;
export const reviewUpdate = v.strictObject({ ...reviewInput.entries, version });
export const reviewStep = v.strictObject({ version });

/** The result: which works are 优秀, and under which award and level they stand in the register. */
export const decisionInput = v.strictObject({
  version,
  excellent: ids(reviewLimits.entries),
  award: text(reviewLimits.award),
  level: text(reviewLimits.level),
});
export type DecisionInput = v.InferOutput<typeof decisionInput>;

/** One reviewer's scores for one entry, 0 to 100 for each criterion in its order; version 0 for the first time. */
export const scoreInput = v.strictObject({
  scores: v.pipe(v.array(integer(0, 100)), v.minLength(1), v.maxLength(reviewLimits.criteria)),
  remark: v.optional(text(reviewLimits.remark), ""),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export const ownScore = v.strictObject({ scores: v.array(v.number()), remark: v.string(), at: v.string(), version: v.number() });
export type OwnScore = v.InferOutput<typeof ownScore>;

/** `mean` is absent while nobody has scored it; remarks come without names. */
const result = v.strictObject({ mean: v.optional(v.number()), reviewers: v.number(), remarks: v.array(v.string()) });
export type Result = v.InferOutput<typeof result>;

const entry = v.strictObject({
  material: v.string(),
  title: v.string(),
  category: v.string(),
  author: v.string(),
  /** The reader's own work: scored by others alone. */
  own: v.boolean(),
  excellent: v.boolean(),
  score: v.optional(ownScore),
  /** For the director after closing, for everybody after the decision. */
  result: v.optional(result),
});
export type ReviewEntry = v.InferOutput<typeof entry>;

/** `scored`: how many entries this reviewer has scored, without what was given; for who may see the progress. */
const reviewer = v.strictObject({ id: v.string(), name: v.string(), office: v.string(), scored: v.optional(v.number()) });

/** GET /api/staff/reviews/{id} */
export const review = v.strictObject({
  id: v.string(),
  name: v.string(),
  year: v.number(),
  criteria: v.array(criterion),
  opensAt: v.string(),
  closesAt: v.string(),
  state: v.picklist(reviewStates),
  entries: v.array(entry),
  reviewers: v.array(reviewer),
  allowed: v.array(v.picklist(reviewActions)),
  version: v.number(),
});
export type Review = v.InferOutput<typeof review>;

export const reviewQuery = v.strictObject({ year: yearOfQuery });
export const reviewList = v.strictObject({
  year: v.number(),
  items: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      opensAt: v.string(),
      closesAt: v.string(),
      state: v.picklist(reviewStates),
      entries: v.number(),
      reviewers: v.number(),
    }),
  ),
});
export type ReviewList = v.InferOutput<typeof reviewList>;

/** One line of the award register (表彰登记): it honours a work. */
export const award = v.strictObject({
  id: v.string(),
  name: v.string(),
  year: v.number(),
  level: v.string(),
  who: v.string(),
  work: v.string(),
  category: v.string(),
  material: v.string(),
  review: v.string(),
  /** The day of the decision. */
  day: v.string(),
});
export type Award = v.InferOutput<typeof award>;
export const awardList = v.strictObject({ year: v.number(), items: v.array(award) });
export type AwardList = v.InferOutput<typeof awardList>;

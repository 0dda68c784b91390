import * as v from "valibot";
import { materialLimits, materialStates } from "./contract.ts";

const someStates = v.pipe(
  v.string(),
  v.maxLength(80),
  v.transform((text) => (text === "all" ? [...materialStates] : [...new Set(text.split(","))])),
  v.array(v.picklist(materialStates)),
);

/** `state` is one state, several with commas between them, or "all". */
export const staffMaterialQuery = v.strictObject({
  state: v.optional(someStates, "draft"),
  category: v.optional(v.pipe(v.string(), v.maxLength(20))),
  /** Only what this person wrote. */
  mine: v.optional(v.literal("1")),
  /** Stands in the title, spaces, punctuation and case aside. */
  q: v.optional(v.pipe(v.string(), v.maxLength(materialLimits.query))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
});
export type StaffMaterialQuery = v.InferOutput<typeof staffMaterialQuery>;

/** One line of a staff queue, without the text. */
export const materialLine = v.strictObject({
  id: v.string(),
  title: v.string(),
  category: v.string(),
  state: v.picklist(materialStates),
  live: v.boolean(),
  updatedAt: v.string(),
  createdBy: v.string(),
  createdByName: v.string(),
  publishAt: v.optional(v.string()),
  views: v.number(),
  version: v.number(),
});
export type MaterialLine = v.InferOutput<typeof materialLine>;

/** A page may be empty and have a cursor all the same: the work of one request is bounded. */
export const materialQueue = v.strictObject({ items: v.array(materialLine), cursor: v.optional(v.string()) });

/** How many of each state this person may see; with `more` at least as many. */
export const materialCounts = v.strictObject({
  counts: v.array(v.strictObject({ state: v.picklist(materialStates), count: v.number(), more: v.boolean() })),
});

/** A draft before it is saved, or a record: nothing is stored of it. */
export const checkInput = v.strictObject({
  /** The record itself, which is no duplicate of itself. */
  id: v.optional(v.pipe(v.string(), v.maxLength(40)), ""),
  title: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
  summary: v.optional(v.pipe(v.string(), v.maxLength(1000)), ""),
  body: v.optional(v.pipe(v.string(), v.maxLength(materialLimits.body * 1.2)), ""),
  author: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
  source: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
  questions: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(materialLimits.questions)), []),
  attachments: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(200)), []),
});
export type CheckInput = v.InferOutput<typeof checkInput>;

export const checkedFields = ["title", "summary", "body", "author", "source", "questions", "attachments"] as const;

const similar = v.strictObject({
  id: v.string(),
  title: v.string(),
  category: v.string(),
  state: v.picklist(materialStates),
  live: v.boolean(),
  updatedAt: v.string(),
  /** The same but for spaces, punctuation and case. */
  same: v.boolean(),
});
/** A word of the word list, where it stands, and a few characters around it. */
const foundWord = v.strictObject({ word: v.string(), field: v.picklist(checkedFields), around: v.string() });
export type FoundWord = v.InferOutput<typeof foundWord>;
export const checkAnswer = v.strictObject({ similar: v.array(similar), words: v.array(foundWord) });
export type CheckAnswer = v.InferOutput<typeof checkAnswer>;

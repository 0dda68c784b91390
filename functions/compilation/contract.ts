import * as v from "valibot";
import { calendarDay, yearOfQuery } from "../study/day.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. Each entry may bring 100,000 characters, so the number of entries bounds the file. */
export const compilationLimits = { title: 60, issue: 30, department: 60, preface: 5000, entries: 40 } as const;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const material = v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/));

/** Cover, preface and the chosen materials in their order. */
export const compilationInput = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(compilationLimits.title)),
  issue: v.optional(text(compilationLimits.issue), ""),
  date: calendarDay,
  department: v.optional(text(compilationLimits.department), ""),
  preface: v.optional(text(compilationLimits.preface), ""),
  entries: v.optional(
    v.pipe(
      v.array(material),
      v.maxLength(compilationLimits.entries),
      v.check((ids) => new Set(ids).size === ids.length, "twice"),
    ),
    [],
  ),
});
export type CompilationInput = v.InferOutput<typeof compilationInput>;
export const compilationUpdate = v.strictObject({ ...compilationInput.entries, version });

/** `published`: false for a material that was withdrawn since; it stays in the order and is left out of the output. */
const compilationEntry = v.strictObject({
  id: v.string(),
  title: v.string(),
  category: v.string(),
  author: v.string(),
  published: v.boolean(),
});
export type CompilationEntry = v.InferOutput<typeof compilationEntry>;

/** GET /api/staff/compilations/{id} */
export const compilation = v.strictObject({
  ...compilationInput.entries,
  id: v.string(),
  entries: v.array(compilationEntry),
  updatedAt: v.string(),
  updatedBy: v.string(),
  version: v.number(),
});
export type Compilation = v.InferOutput<typeof compilation>;

/** GET /api/staff/compilations: the 专刊 of a year, the latest first. */
export const compilationQuery = v.strictObject({ year: yearOfQuery });
export const compilationList = v.strictObject({
  year: v.number(),
  items: v.array(
    v.strictObject({
      id: v.string(),
      title: v.string(),
      issue: v.string(),
      date: v.string(),
      entries: v.number(),
      updatedAt: v.string(),
      updatedBy: v.string(),
    }),
  ),
});
export type CompilationList = v.InferOutput<typeof compilationList>;

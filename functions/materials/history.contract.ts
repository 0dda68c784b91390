import * as v from "valibot";
import { material, materialInput } from "./contract.ts";

const taken = v.strictObject({ step: v.string(), name: v.string(), at: v.string() });

/** One kept version of the working text: who saved it last and when, and the steps that were taken on it. */
export const revisionLine = v.strictObject({
  number: v.number(),
  at: v.string(),
  by: v.string(),
  name: v.string(),
  title: v.string(),
  /** Characters of the plain text, spaces aside. */
  characters: v.number(),
  steps: v.array(taken),
  /** Number of the version that was brought back with this one. */
  restores: v.optional(v.number()),
});
export type RevisionLine = v.InferOutput<typeof revisionLine>;

const edition = v.strictObject({ edition: v.number(), publishedAt: v.string(), title: v.string(), live: v.boolean() });

/** Kept versions and what was published, both newest first; the first version is the present one. */
export const revisionList = v.strictObject({
  items: v.array(revisionLine),
  editions: v.array(edition),
  cursor: v.optional(v.string()),
});
export type RevisionList = v.InferOutput<typeof revisionList>;

export const revisionQuery = v.strictObject({ cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });

const { title, summary, body, author, source, questions } = materialInput.entries;
/** The text of a version or an edition, as far as two can be compared. */
const comparable = { title, summary, body, author, source, questions, attachments: v.array(v.string()) };
export const revisionText = v.strictObject({ ...revisionLine.entries, ...comparable, category: v.string() });
export type RevisionText = v.InferOutput<typeof revisionText>;

export const editionText = v.strictObject({ ...edition.entries, ...comparable, category: v.string() });
export type EditionText = v.InferOutput<typeof editionText>;
export const editionList = v.strictObject({ items: v.array(edition) });

export const restoreInput = v.strictObject({ version: material.entries.version, number: v.pipe(v.number(), v.integer(), v.minValue(1)) });

import * as v from "valibot";
import { name } from "./contract.ts";

const version = v.pipe(v.number(), v.integer(), v.minValue(0));

export const renameInput = v.strictObject({ from: name, to: name, version });

/** How much a category holds. Counted up to 1,000 each: what is more is told as 1,000. */
const categoryUse = v.strictObject({
  name: v.string(),
  /** What the public sees under it. */
  published: v.number(),
  /** Drafts and what is being reviewed or signed. */
  inWork: v.number(),
});
/** GET /api/staff/settings/categories. `moving`: renamed, and not all materials carried over yet. */
export const categoryUses = v.strictObject({
  items: v.array(categoryUse),
  moving: v.array(v.strictObject({ from: v.string(), to: v.string() })),
});
export type CategoryUses = v.InferOutput<typeof categoryUses>;

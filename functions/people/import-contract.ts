import * as v from "valibot";
import { oneTimeLink } from "./contract.ts";

export const MOST_ROWS = 500;

/** Rows as they stand in a file: any text, so that the answer can name what is wrong with each. */
const cell = v.optional(v.pipe(v.string(), v.maxLength(500)), "");
export const personRow = v.strictObject({ login: cell, name: cell, roles: cell, office: cell, unit: cell });
export type PersonRow = v.InferOutput<typeof personRow>;
export const personImportInput = v.strictObject({
  rows: v.pipe(v.array(personRow), v.minLength(1), v.maxLength(MOST_ROWS)),
  dryRun: v.boolean(),
});

/** `row` counts from 0; `code`: required, regex, max_length, repeated, taken, unknown, retired. */
export const personRowError = v.strictObject({
  row: v.number(),
  field: v.picklist(["login", "name", "roles", "office", "unit"]),
  code: v.string(),
});
export type PersonRowError = v.InferOutput<typeof personRowError>;
/** Either errors and nothing created, or one link per row, to be handed out; a dry run never creates. */
export const personImportAnswer = v.strictObject({ errors: v.array(personRowError), created: v.array(oneTimeLink) });
export type PersonImportAnswer = v.InferOutput<typeof personImportAnswer>;

import * as v from "valibot";
import { oneLine } from "../people/one-line.contract.ts";

export const unitKinds = ["乡镇", "开发区", "社区", "企业", "机关"] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Bounds that keep the list of units one short answer. */
export const unitLimits = { name: 20, villages: 200, units: 500, importRows: 500 } as const;

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(unitLimits.name), oneLine);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/));
const version = v.pipe(v.number(), v.integer(), v.minValue(0));

export const unitInput = v.strictObject({
  name,
  kind: v.picklist(unitKinds),
  villages: v.optional(v.pipe(v.array(name), v.maxLength(unitLimits.villages)), []),
});
export type UnitInput = v.InferOutput<typeof unitInput>;
export const unitUpdate = v.strictObject({ ...unitInput.entries, version });

/** A retired unit is offered nowhere, but what was written under its name keeps it. */
export const unit = v.strictObject({ ...unitInput.entries, id, retired: v.boolean(), version: v.number() });
export type Unit = v.InferOutput<typeof unit>;

/** A line of the staff's list; `villages` is their number. */
export const unitLine = v.strictObject({
  id,
  name: v.string(),
  kind: v.picklist(unitKinds),
  villages: v.number(),
  retired: v.boolean(),
  version: v.number(),
});
export type UnitLine = v.InferOutput<typeof unitLine>;
export const unitLines = v.strictObject({ items: v.array(unitLine), orderVersion: v.number() });
export type UnitLines = v.InferOutput<typeof unitLines>;

export const unitVersion = v.strictObject({ version });
export const unitOrderInput = v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(unitLimits.units)), version });

/** Rows as they stand in a file: any text, so that the answer can name what is wrong with each. */
const cell = v.optional(v.pipe(v.string(), v.maxLength(6000)), "");
export const unitRow = v.strictObject({ name: cell, kind: cell, villages: cell });
export type UnitRow = v.InferOutput<typeof unitRow>;
export const unitImportInput = v.strictObject({
  rows: v.pipe(v.array(unitRow), v.minLength(1), v.maxLength(unitLimits.importRows)),
  dryRun: v.boolean(),
});
/** `row` counts from 0; `code`: required, max_length, repeated, taken, unknown, too_many. */
export const rowError = v.strictObject({ row: v.number(), field: v.string(), code: v.string() });
export type RowError = v.InferOutput<typeof rowError>;
/** Either errors and nothing created, or no errors; a dry run never creates. */
export const unitImportAnswer = v.strictObject({ errors: v.array(rowError), created: v.array(unit) });
export type UnitImportAnswer = v.InferOutput<typeof unitImportAnswer>;

/** What the public sees of a unit. */
export const unitName = v.strictObject({ id: v.string(), name: v.string(), kind: v.string() });
export const unitList = v.strictObject({ items: v.array(unitName) });

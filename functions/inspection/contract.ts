import * as v from "valibot";
import { id } from "../materials/contract.ts";

/** UTF-16 units, as in HTML's maxlength. */
export const inspectionLimits = { remark: 300 } as const;

/** What a person wrote in the month. 字数 and 篇数 are those of 学习笔记; 心得 are counted for themselves. */
export const figures = v.strictObject({ characters: v.number(), notes: v.number(), reflections: v.number() });
export type Figures = v.InferOutput<typeof figures>;

/** A person as the sheet names them, whatever they are called later. */
const onSheet = v.strictObject({ person: v.string(), name: v.string(), office: v.string() });
export type OnSheet = v.InferOutput<typeof onSheet>;

/** One line; in the fixed order of 组室 and name, never of figures. */
const line = v.strictObject({
  ...onSheet.entries,
  ...figures.entries,
  remark: v.string(),
  /** Of the 批阅, which is an item of its own; 0: nothing written yet. On a signed sheet 0. */
  remarkVersion: v.number(),
});
export type Line = v.InferOutput<typeof line>;

export const sheetStates = ["open", "signed"] as const;

/** What stands under a signature. The hash is the SHA-256, in hex, of the canonical JSON of everything that was signed. */
const signature = v.strictObject({
  at: v.string(),
  by: v.string(),
  hash: v.string(),
  /** The content still gives the hash. */
  intact: v.boolean(),
});
export type Signature = v.InferOutput<typeof signature>;

/** A month's sheet as far as the reader may see it: a lead sees the own 组室, and the 批阅 once they are signed. */
export const sheet = v.strictObject({
  month: v.string(),
  state: v.picklist(sheetStates),
  madeAt: v.string(),
  lines: v.array(line),
  /** The director's, while the sheet is open: of everything that is shown, so that nothing else can be signed. */
  fingerprint: v.optional(v.string()),
  signature: v.optional(signature),
});
export type Sheet = v.InferOutput<typeof sheet>;

/** A sheet in the list of all, newest first. */
const entry = v.strictObject({
  month: v.string(),
  state: v.picklist(sheetStates),
  madeAt: v.string(),
  signedAt: v.optional(v.string()),
  signedBy: v.optional(v.string()),
});
export type Entry = v.InferOutput<typeof entry>;

export const pageQuery = v.strictObject({ cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });
export const sheetList = v.strictObject({ items: v.array(entry), cursor: v.optional(v.string()) });
export type SheetList = v.InferOutput<typeof sheetList>;

/** One's own lines of the signed sheets, newest first; a page may be empty and yet not the last. */
const ownLine = v.strictObject({ month: v.string(), ...figures.entries, remark: v.string(), signature });
export type OwnLine = v.InferOutput<typeof ownLine>;
export const ownLines = v.strictObject({ items: v.array(ownLine), cursor: v.optional(v.string()) });
export type OwnLines = v.InferOutput<typeof ownLines>;

export const remarkInput = v.strictObject({
  text: v.pipe(v.string(), v.trim(), v.maxLength(inspectionLimits.remark)),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
/** Also what a conflict names as `current`. */
export const remark = v.strictObject({ person: id, text: v.string(), version: v.number() });
export type Remark = v.InferOutput<typeof remark>;

export const signInput = v.strictObject({ fingerprint: v.pipe(v.string(), v.maxLength(100)) });

import * as v from "valibot";
import { id, isoDate, materialStates } from "../materials/contract.ts";
import { threeTies } from "../settings/contract.ts";
import { studyTargets } from "../study/settings.contract.ts";

/** Lengths are in UTF-16 units, as in HTML's maxlength, so form and API agree. */
export const noteLimits = { title: 120, text: 50_000, bodyBytes: 400_000 } as const;

/** 学习笔记 and 学习心得. */
export const noteKinds = ["note", "reflection"] as const;
export type NoteKind = (typeof noteKinds)[number];

export const month = v.pipe(v.string(), v.regex(/^20\d{2}-(0[1-9]|1[0-2])$/));
const year = v.pipe(v.string(), v.regex(/^20\d{2}$/));

/** What a note is about; the title is kept as it was, whatever becomes of the thing. */
const about = v.strictObject({
  kind: v.picklist(["material", "task", "lecture"]),
  id,
  title: v.pipe(v.string(), v.trim(), v.maxLength(200)),
});
export type About = v.InferOutput<typeof about>;

export const noteInput = v.strictObject({
  kind: v.picklist(noteKinds),
  title: v.pipe(v.string(), v.maxLength(noteLimits.title)),
  /** Plain text; a line break ends a paragraph. */
  text: v.pipe(v.string(), v.maxLength(noteLimits.text)),
  /** The day on which was studied: month and year of the counts follow from it. */
  day: v.pipe(
    isoDate,
    v.regex(/^20\d{2}/),
    v.check((day) => new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(8)), "iso_date"),
  ),
  ties: v.pipe(v.array(v.picklist(threeTies)), v.maxLength(3)),
  about: v.nullable(about),
});
export type NoteInput = v.InferOutput<typeof noteInput>;

/** Which open page writes: tells a second device from the next save of the first. */
const device = v.pipe(v.string(), v.regex(/^[0-9a-z]{8,40}$/));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
export const noteCreate = v.strictObject({ ...noteInput.entries, device });
export const noteUpdate = v.strictObject({
  ...noteInput.entries,
  device,
  version,
  /** The version that this one overwrites is to be kept, whoever wrote it. */
  keep: v.optional(v.boolean(), false),
});

/** A line of a list: no word of the text. */
export const noteLine = v.strictObject({
  id: v.string(),
  kind: v.picklist(noteKinds),
  title: v.string(),
  day: v.string(),
  characters: v.number(),
  about: v.nullable(about),
  updatedAt: v.string(),
  offered: v.boolean(),
});
export type NoteLine = v.InferOutput<typeof noteLine>;

export const note = v.strictObject({
  ...noteInput.entries,
  id: v.string(),
  by: v.string(),
  byName: v.string(),
  office: v.string(),
  characters: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  version: v.number(),
  /** How many versions were kept so far; the newest forty are still there. */
  kept: v.number(),
  /** The material that the author has made of a 心得, and where it stands now. */
  offered: v.nullable(v.strictObject({ material: v.string(), state: v.picklist(materialStates), live: v.boolean() })),
});
export type Note = v.InferOutput<typeof note>;

const person = v.optional(id);
export const monthQuery = v.strictObject({ month, person, cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });
export const noteList = v.strictObject({ items: v.array(noteLine), name: v.string(), cursor: v.optional(v.string()) });
export type NoteList = v.InferOutput<typeof noteList>;
export const noteTexts = v.strictObject({ items: v.array(note), cursor: v.optional(v.string()) });
export type NoteTexts = v.InferOutput<typeof noteTexts>;

const amounts = { notes: v.number(), noteCharacters: v.number(), reflections: v.number(), reflectionCharacters: v.number() };
export const monthCounts = v.strictObject({ month, ...amounts });
export type MonthCounts = v.InferOutput<typeof monthCounts>;
export const yearQuery = v.strictObject({ year, person });
/** Months without a note are left out. */
export const noteFigures = v.strictObject({
  year,
  name: v.string(),
  office: v.string(),
  months: v.array(monthCounts),
  targets: studyTargets,
});
export type NoteFigures = v.InferOutput<typeof noteFigures>;

export const peopleQuery = v.strictObject({ year });
const writer = v.strictObject({ id: v.string(), name: v.string(), office: v.string(), months: v.array(monthCounts) });
/** In the fixed order of 组室 and name: never a ranking. */
export const noteWriters = v.strictObject({ year, items: v.array(writer), targets: studyTargets });
export type NoteWriters = v.InferOutput<typeof noteWriters>;

const keptLine = v.strictObject({ number: v.number(), at: v.string(), characters: v.number() });
export const keptList = v.strictObject({ items: v.array(keptLine) });
export type KeptList = v.InferOutput<typeof keptList>;
export const keptNote = v.strictObject({ ...keptLine.entries, ...noteInput.entries });
export type KeptNote = v.InferOutput<typeof keptNote>;

export const deleteQuery = v.strictObject({ version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)) });
export const offerInput = v.strictObject({
  version,
  category: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  /** Why words of the word list may stand. */
  overrule: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300)), ""),
});

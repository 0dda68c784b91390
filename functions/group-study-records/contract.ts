import * as v from "valibot";
import { id, isoDate } from "../materials/contract.ts";
import { MOST_PHOTOS, photo } from "../study/photos.contract.ts";

export const recordLimits = { topic: 80, place: 60, names: 2000, remarks: 4000, materials: 20, people: 100_000, changeDays: 30 } as const;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const unitId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/));

const input = {
  /** When it was held, `YYYY-MM-DD` in Beijing; not in the future. */
  date: isoDate,
  topic: v.pipe(text(recordLimits.topic), v.minLength(1)),
  place: text(recordLimits.place),
  people: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(recordLimits.people)),
  /** Who was there, as the unit writes it; may be empty. */
  names: text(recordLimits.names),
  materials: v.pipe(v.array(id), v.maxLength(recordLimits.materials)),
  remarks: text(recordLimits.remarks),
};
/** `uploads`: photos that POST /api/staff/uploads took; with the record itself, so that a repeated try attaches none twice. */
export const recordInput = v.strictObject({ ...input, uploads: v.pipe(v.array(id), v.maxLength(MOST_PHOTOS)) });
export type RecordInput = v.InferOutput<typeof recordInput>;
export const recordUpdate = v.strictObject({ ...input, version });
export type RecordUpdate = v.InferOutput<typeof recordUpdate>;
export const recordVersion = v.strictObject({ version });

const material = v.strictObject({ id: v.string(), title: v.string() });
export const groupStudyRecord = v.strictObject({
  id: v.string(),
  unit: v.string(),
  date: v.string(),
  topic: v.string(),
  place: v.string(),
  people: v.number(),
  names: v.string(),
  materials: v.array(material),
  remarks: v.string(),
  photos: v.array(photo),
  /** Name of the contact who filed it. */
  createdBy: v.string(),
  createdAt: v.string(),
  version: v.number(),
  /** Whether I may still change or delete it. */
  mayChange: v.boolean(),
});
export type GroupStudyRecord = v.InferOutput<typeof groupStudyRecord>;

/** `unit` is for staff; a contact gets those of the own unit whatever is asked. */
export const recordQuery = v.strictObject({ unit: v.optional(unitId), cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });
export const recordList = v.strictObject({
  unit: v.strictObject({ id: v.string(), name: v.string() }),
  items: v.array(groupStudyRecord),
  cursor: v.optional(v.string()),
});
export type RecordList = v.InferOutput<typeof recordList>;

export const reminder = v.strictObject({ at: v.string(), name: v.string(), text: v.string() });
export type Reminder = v.InferOutput<typeof reminder>;
export const ownReminder = v.strictObject({ reminder: v.optional(reminder) });
export type OwnReminder = v.InferOutput<typeof ownReminder>;
export const reminderInput = v.strictObject({ unit: unitId, text: text(200) });

/** Both days inclusive, at most two calendar years. */
export const periodQuery = v.strictObject({ from: isoDate, to: isoDate });
const unitLine = v.strictObject({
  id: v.string(),
  name: v.string(),
  retired: v.boolean(),
  sessions: v.number(),
  /** People of all sessions together. */
  people: v.number(),
  materials: v.array(material),
  /** Day of the last session in the period. */
  last: v.optional(v.string()),
  /** A reminder that nothing has followed yet. */
  reminder: v.optional(reminder),
});
export type UnitStudyLine = v.InferOutput<typeof unitLine>;
/** Units in their own order, those without a session too. */
export const unitStudy = v.strictObject({ from: v.string(), to: v.string(), items: v.array(unitLine) });
export type UnitStudy = v.InferOutput<typeof unitStudy>;

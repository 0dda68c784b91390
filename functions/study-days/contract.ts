import * as v from "valibot";
import { id, isoDate } from "../materials/contract.ts";
import { photo } from "../study/photos.contract.ts";

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** 0: nobody has planned this Friday yet. */
const version = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the editor plans for one study Friday. */
export const planInput = v.strictObject({
  version,
  topic: text(80),
  agenda: text(1000),
  place: text(60),
  startsAt: time,
  endsAt: time,
  /** Published materials to be read. */
  materials: v.pipe(v.array(id), v.maxLength(20)),
  /** Whether the date stands in the public calendar. */
  open: v.boolean(),
});

export const moveInput = v.strictObject({ version, date: isoDate, reason: v.pipe(text(200), v.minLength(1)) });
export const cancelInput = v.strictObject({ version, reason: v.pipe(text(200), v.minLength(1)) });
export const versionOnly = v.strictObject({ version });
export const minutesInput = v.strictObject({ version, minutes: text(20_000) });

export const studyDayStates = ["planned", "moved", "cancelled"] as const;

/** One study Friday. `slot` is the Friday that the rhythm gives and never changes; `date` is when it is held. */
export const studyDay = v.strictObject({
  slot: v.string(),
  date: v.string(),
  state: v.picklist(studyDayStates),
  reason: v.string(),
  topic: v.string(),
  agenda: v.string(),
  place: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  materials: v.array(v.strictObject({ id: v.string(), title: v.string() })),
  open: v.boolean(),
  /** The date is a day off by the holiday table: to be moved by hand. */
  holiday: v.boolean(),
  minutes: v.string(),
  photos: v.array(photo),
  version: v.number(),
});
export type StudyDay = v.InferOutput<typeof studyDay>;

export const studyDayQuery = v.strictObject({ year: v.pipe(v.string(), v.regex(/^20\d\d$/), v.transform(Number)) });
export const studyDayList = v.strictObject({ year: v.number(), items: v.array(studyDay) });

export const attendee = v.strictObject({
  id: v.string(),
  name: v.string(),
  office: v.string(),
  present: v.boolean(),
  /** How it came to be known: ticked by staff, or by the session's code. */
  by: v.optional(v.picklist(["list", "code"])),
});
export type Attendee = v.InferOutput<typeof attendee>;
export const attendance = v.strictObject({
  people: v.array(attendee),
  /** Address of the check-in, for the QR code on the wall; only for those who keep the list. */
  checkIn: v.optional(v.string()),
});
export type Attendance = v.InferOutput<typeof attendance>;
/** One tick; others may tick others at the same time. */
export const tickInput = v.strictObject({ person: id, present: v.boolean() });
export const checkInInput = v.strictObject({ code: v.pipe(v.string(), v.minLength(8), v.maxLength(64)) });

export const calendarLink = v.strictObject({ active: v.boolean(), createdAt: v.optional(v.string()), link: v.optional(v.string()) });
export type CalendarLink = v.InferOutput<typeof calendarLink>;

import * as v from "valibot";
import { calendarDay, yearOfQuery } from "../study/day.contract.ts";
import { photo } from "../study/photos.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. */
export const activityLimits = {
  title: 80,
  place: 60,
  people: 100,
  others: 300,
  topics: 12,
  topic: 120,
  content: 3000,
  findings: 2000,
  next: 1000,
  problems: 30,
  problem: 500,
} as const;

export const activityKinds = ["座谈讨论", "访贫问苦", "警示教育", "参观学习", "下基层", "包村走访"] as const;
export type ActivityKind = (typeof activityKinds)[number];
/** Whose problems are solved on the spot or soon after, with a date. */
export const visitKinds: readonly ActivityKind[] = ["下基层", "包村走访"];

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const required = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const unit = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/));

/** A problem that was found. It keeps its id through every change, so that later work can point to it; a new one has none. */
const problem = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.regex(/^([0-9a-z]{16})?$/)), ""),
  text: required(activityLimits.problem),
  /** 下基层 and 包村走访: the day on which it was solved; empty while it is not. */
  solvedOn: v.optional(v.union([v.literal(""), calendarDay]), ""),
});
export type ActivityProblem = v.InferOutput<typeof problem>;

export const activityInput = v.strictObject({
  kind: v.picklist(activityKinds),
  title: required(activityLimits.title),
  date: calendarDay,
  place: v.optional(text(activityLimits.place), ""),
  unit: v.optional(v.union([v.literal(""), unit]), ""),
  village: v.optional(text(20), ""),
  /** Ids of colleagues. */
  people: v.optional(v.pipe(v.array(text(40)), v.maxLength(activityLimits.people)), []),
  /** Others who took part, as free text. */
  others: v.optional(text(activityLimits.others), ""),
  /** 座谈讨论: what was talked about. */
  topics: v.optional(v.pipe(v.array(required(activityLimits.topic)), v.maxLength(activityLimits.topics)), []),
  content: v.optional(text(activityLimits.content), ""),
  findings: v.optional(text(activityLimits.findings), ""),
  problems: v.optional(v.pipe(v.array(problem), v.maxLength(activityLimits.problems)), []),
  next: v.optional(text(activityLimits.next), ""),
});
export type ActivityInput = v.InferOutput<typeof activityInput>;
export const activityUpdate = v.strictObject({ ...activityInput.entries, version });
export const activityVersion = v.strictObject({ version });

const participant = v.strictObject({ id: v.string(), name: v.string(), office: v.string() });

export const activity = v.strictObject({
  ...activityInput.entries,
  id: v.string(),
  unitName: v.string(),
  people: v.array(participant),
  photos: v.array(photo),
  /** Who wrote it down, and their 组室. */
  byName: v.string(),
  office: v.string(),
  updatedAt: v.string(),
  mayChange: v.boolean(),
  version: v.number(),
});
export type Activity = v.InferOutput<typeof activity>;

/** GET /api/staff/activities: of a year, newest first. With filters a page may be short and yet have a cursor. */
export const activityQuery = v.strictObject({
  year: yearOfQuery,
  kind: v.optional(v.picklist(activityKinds)),
  person: v.optional(text(40)),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
});
export type ActivityQuery = v.InferOutput<typeof activityQuery>;
export const activityList = v.strictObject({ items: v.array(activity), cursor: v.optional(v.string()) });
export type ActivityList = v.InferOutput<typeof activityList>;

/** GET /api/staff/activities/year: the year beside its targets, people by 组室 and name and never by number. */
export const activityYearQuery = v.strictObject({ year: yearOfQuery });
export const activityYear = v.strictObject({
  year: v.number(),
  kinds: v.array(v.strictObject({ kind: v.picklist(activityKinds), count: v.number() })),
  symposiumTarget: v.number(),
  /** Different villages that were visited. */
  villages: v.number(),
  visitTarget: v.number(),
  /** Visits (下基层, 包村走访) of those whom this person may see: oneself, the own 组室 as its lead, all as editor or director. */
  people: v.array(v.strictObject({ ...participant.entries, visits: v.number() })),
  /** More were logged than one answer counts. */
  more: v.boolean(),
});
export type ActivityYear = v.InferOutput<typeof activityYear>;

/** GET /api/staff/activities/villages */
export const villagesQuery = v.strictObject({ unit });
export const villages = v.strictObject({ items: v.array(v.string()) });

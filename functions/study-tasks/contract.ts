import * as v from "valibot";
import { id, isoDate } from "../materials/contract.ts";

export const taskLimits = { title: 80, note: 1000, materials: 30, offices: 50, units: 100 } as const;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const unitId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/));

/** Which of those who study are meant: all of them, those of some 组室, or nobody but the units. */
export const peopleAudiences = ["all", "offices", "none"] as const;

const audienceInput = v.strictObject({
  people: v.picklist(peopleAudiences),
  offices: v.pipe(v.array(v.pipe(text(30), v.minLength(1))), v.maxLength(taskLimits.offices)),
  units: v.pipe(v.array(unitId), v.maxLength(taskLimits.units)),
});

export const taskInput = v.strictObject({
  title: v.pipe(text(taskLimits.title), v.minLength(1)),
  materials: v.pipe(v.array(id), v.minLength(1), v.maxLength(taskLimits.materials)),
  audience: audienceInput,
  /** The last day, `YYYY-MM-DD` in Beijing. */
  deadline: isoDate,
  /** 字数 of the 学习笔记 and number of 学习心得 that the task aims at: targets, never hard limits; 0: none. */
  noteCharacters: count(1_000_000),
  reflections: count(100),
  note: text(taskLimits.note),
});
export type TaskInput = v.InferOutput<typeof taskInput>;
export const taskUpdate = v.strictObject({ ...taskInput.entries, version });
export const taskVersion = v.strictObject({ version });

/** One mark: 已学, or taken back. */
export const markInput = v.strictObject({ material: id, done: v.boolean() });

/** open: until the deadline; past: behind it, late marks still count; closed: by an editor, nothing changes any more. */
export const taskStates = ["open", "past", "closed"] as const;

const material = v.strictObject({ id: v.string(), title: v.string() });
const base = {
  id: v.string(),
  title: v.string(),
  deadline: v.string(),
  state: v.picklist(taskStates),
  noteCharacters: v.number(),
  reflections: v.number(),
  materials: v.array(material),
  people: v.picklist(peopleAudiences),
  offices: v.array(v.string()),
  units: v.array(v.strictObject({ id: v.string(), name: v.string() })),
  /** What I have marked, or my unit; absent for those to whom the task is not addressed. */
  mine: v.optional(v.array(v.string())),
};

export const taskLine = v.strictObject(base);
export type TaskLine = v.InferOutput<typeof taskLine>;

export const taskQuery = v.strictObject({ year: v.optional(v.pipe(v.string(), v.regex(/^20\d\d$/))) });
/** What is open, whatever its year, nearest deadline first; and what lies behind in one year, latest first. */
export const taskList = v.strictObject({ year: v.string(), open: v.array(taskLine), past: v.array(taskLine) });
export type TaskList = v.InferOutput<typeof taskList>;

export const task = v.strictObject({
  ...base,
  note: v.string(),
  createdBy: v.string(),
  createdAt: v.string(),
  version: v.number(),
  /** What I have written towards it, where it has a target; a unit writes no notes. */
  written: v.optional(v.strictObject({ characters: v.number(), reflections: v.number() })),
  /** Ids of materials that can no longer be read in public. */
  withdrawn: v.array(v.string()),
});
export type Task = v.InferOutput<typeof task>;

/** Person or unit × materials: what each has marked. In the fixed order of 组室 and name, of the units' own order; no sums, no ranking. */
export const overview = v.strictObject({
  people: v.array(v.strictObject({ id: v.string(), name: v.string(), office: v.string(), done: v.array(v.string()) })),
  units: v.array(v.strictObject({ id: v.string(), name: v.string(), done: v.array(v.string()) })),
});
export type Overview = v.InferOutput<typeof overview>;

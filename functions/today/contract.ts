import * as v from "valibot";

/** What waits, in the order in which it is shown. */
export const groupKinds = [
  "returned",
  "sign",
  "review",
  "progress-returned",
  "progress-sign",
  "progress-review",
  "accept",
  "answer",
  "work-supervision",
  "work-overdue",
  "work-report",
  "work-decide",
  "work-due",
  "work-year",
  "unit-reminder",
  "study-task",
  "review-scores",
  "lecture-questions",
  "inspections",
  "scheduled",
  "handed-in",
  "drafts",
  "unit-answered",
  "unit-waiting",
  "no-password",
  "holidays",
  "unsent-reminders",
] as const;
export type GroupKind = (typeof groupKinds)[number];

/** amber: soon past the limit; red: past it; alarm: long before the 90 days of a single-vote veto. */
export const lampColours = ["none", "amber", "red", "alarm"] as const;
export type LampColour = (typeof lampColours)[number];

const line = v.strictObject({
  /** Of the object to open: a material, a feedback, a person; of a missing holiday table its year, of a reminder its own, of a question `<lecture>.<question>`. */
  id: v.string(),
  title: v.string(),
  /** Whose it is: who provided a material, which unit wrote, or 访客. */
  from: v.optional(v.string()),
  /** Since when it waits; of a scheduled one when it will be published, of a study task or review its end, of work the day that counts. */
  at: v.optional(v.string()),
  /** Whole days since then; negative never. */
  days: v.number(),
  /** Of feedback: working days since it came in. */
  workingDays: v.optional(v.number()),
  lamp: v.picklist(lampColours),
  /** Of what was handed in: in whose hands it is. */
  state: v.optional(v.picklist(["to-review", "to-sign"])),
});
export type TodayLine = v.InferOutput<typeof line>;

const group = v.strictObject({
  kind: v.picklist(groupKinds),
  count: v.number(),
  /** The count is at least this: only so many were read. */
  more: v.boolean(),
  /** How many of them are amber, and how many red or worse. */
  amber: v.number(),
  red: v.number(),
  /** The first five, longest waiting first. */
  lines: v.array(line),
});
export type TodayGroup = v.InferOutput<typeof group>;

/** 更新: the column turns amber when nothing new was published for so many natural days. */
const columnLamp = v.strictObject({
  colour: v.picklist(lampColours),
  limitDays: v.number(),
  /** Absent while nothing was ever published. */
  last: v.optional(v.string()),
  days: v.optional(v.number()),
});
/** 答复: judged by the feedback that waits longest. */
const feedbackLamp = v.strictObject({
  colour: v.picklist(lampColours),
  amberDays: v.number(),
  redDays: v.number(),
  alarmDays: v.number(),
  waiting: v.number(),
  more: v.boolean(),
  oldest: v.optional(
    v.strictObject({
      id: v.string(),
      at: v.string(),
      days: v.number(),
      workingDays: v.number(),
      /** The last day on which an answer is in time. */
      due: v.string(),
    }),
  ),
});
/** Absent where the role has nothing to do with it. */
export const lamps = v.strictObject({ column: v.optional(columnLamp), feedback: v.optional(feedbackLamp) });
export type Lamps = v.InferOutput<typeof lamps>;
export type ColumnLamp = v.InferOutput<typeof columnLamp>;
export type FeedbackLamp = v.InferOutput<typeof feedbackLamp>;

/** A line of the audit log as far as the role may see it; `title` of a material only, never a text. */
const change = v.strictObject({
  at: v.string(),
  name: v.string(),
  action: v.string(),
  object: v.string(),
  title: v.optional(v.string()),
  /** So often in a row; what is told is the last time. Absent for once. */
  times: v.optional(v.number()),
});
export type TodayChange = v.InferOutput<typeof change>;

const part = v.strictObject({ done: v.number(), of: v.number() });
/** What lies ahead in study; each part is empty or absent where the role has nothing to do with it. */
const studyPanel = v.strictObject({
  /** The next study afternoon. */
  day: v.optional(
    v.strictObject({
      slot: v.string(),
      date: v.string(),
      startsAt: v.string(),
      endsAt: v.string(),
      place: v.string(),
      topic: v.string(),
    }),
  ),
  /** The first open tasks: how many materials are marked by oneself or the own unit, how many of those one follows have finished. */
  tasks: v.array(
    v.strictObject({
      id: v.string(),
      title: v.string(),
      deadline: v.string(),
      materials: v.number(),
      marked: v.optional(v.number()),
      finished: v.optional(v.strictObject({ people: part, units: part })),
    }),
  ),
  /** Planned lectures of one's own; the topic may be empty. */
  lectures: v.array(v.strictObject({ id: v.string(), topic: v.string(), date: v.string() })),
  /** 字数 and 心得 of this year; targets of 0 are none. */
  notes: v.optional(
    v.strictObject({
      characters: v.number(),
      charactersTarget: v.number(),
      reflections: v.number(),
      reflectionsTarget: v.number(),
    }),
  ),
});
export type StudyPanel = v.InferOutput<typeof studyPanel>;

const newest = v.strictObject({ id: v.string(), title: v.string(), category: v.string(), publishedAt: v.string() });

/** GET /api/staff/today */
export const today = v.strictObject({
  /** `YYYY-MM-DD` in Beijing. */
  day: v.string(),
  workingDay: v.boolean(),
  lamps,
  groups: v.array(group),
  study: v.optional(studyPanel),
  changes: v.array(change),
  /** The newest published materials. */
  newest: v.array(newest),
});
export type Today = v.InferOutput<typeof today>;

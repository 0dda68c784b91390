import * as v from "valibot";
import { materialStates } from "../materials/contract.ts";
import { calendarDay, yearOfQuery } from "../study/day.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. */
export const lectureLimits = { topic: 120, place: 60, guestName: 30, guestUnit: 60, reason: 300, question: 1000, answer: 3000 } as const;

export const lectureStates = ["planned", "held", "cancelled"] as const;
export type LectureState = (typeof lectureStates)[number];

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const required = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Either a speaker from inside (`person`) or one from outside (`guestName`). The topic may follow later, from the speaker. */
export const lectureInput = v.strictObject({
  person: v.optional(text(40), ""),
  guestName: v.optional(text(lectureLimits.guestName), ""),
  guestUnit: v.optional(text(lectureLimits.guestUnit), ""),
  topic: v.optional(text(lectureLimits.topic), ""),
  date: calendarDay,
  place: v.optional(text(lectureLimits.place), ""),
});
export type LectureInput = v.InferOutput<typeof lectureInput>;
export const lectureUpdate = v.strictObject({ ...lectureInput.entries, version });
/** The speaker's own part of the plan. */
export const topicInput = v.strictObject({ topic: required(lectureLimits.topic), version });
/** A cancelled lecture needs its reason; the others take none. */
export const stateInput = v.strictObject({
  state: v.picklist(lectureStates),
  reason: v.optional(text(lectureLimits.reason), ""),
  version,
});
/** Without `material` a new draft is begun; with it an existing material is the 讲稿. */
export const scriptInput = v.strictObject({ version, material: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/))) });

/** What a person may do with a lecture besides reading it; `replan` is the way back to 拟讲. */
export const lectureActions = ["change", "topic", "script", "hold", "cancel", "replan", "ask"] as const;
export type LectureAction = (typeof lectureActions)[number];

/** As everybody may see it; `script.id` only for whoever may open the 讲稿, `reason` for staff alone. */
export const lecture = v.strictObject({
  id: v.string(),
  /** `person` is absent for a speaker from outside; `from` is the 组室 or the unit. */
  speaker: v.strictObject({ person: v.optional(v.string()), name: v.string(), from: v.string() }),
  topic: v.string(),
  date: v.string(),
  place: v.string(),
  state: v.picklist(lectureStates),
  reason: v.optional(v.string()),
  script: v.optional(
    v.strictObject({ id: v.optional(v.string()), title: v.string(), state: v.picklist(materialStates), live: v.boolean() }),
  ),
  /** Questions asked, and how many of them wait for their answer. */
  asked: v.number(),
  open: v.number(),
  version: v.number(),
});
export type Lecture = v.InferOutput<typeof lecture>;

const colleague = v.strictObject({ id: v.string(), name: v.string(), office: v.string() });

/** GET /api/staff/lectures: the year in the order of its days; `waiting`: who has no turn yet, by 组室 and name. */
export const lectureRosterQuery = v.strictObject({ year: yearOfQuery });
export const lectureRoster = v.strictObject({
  year: v.number(),
  items: v.array(lecture),
  waiting: v.array(colleague),
  mayPlan: v.boolean(),
});
export type LectureRoster = v.InferOutput<typeof lectureRoster>;

export const questionInput = v.strictObject({ text: required(lectureLimits.question) });
export const answerInput = v.strictObject({ answer: required(lectureLimits.answer), version });
export const hideInput = v.strictObject({ reason: required(lectureLimits.reason), version });
export const showInput = v.strictObject({ version });

export const questionActions = ["answer", "hide", "show"] as const;
export type QuestionAction = (typeof questionActions)[number];

export const question = v.strictObject({
  id: v.string(),
  /** A person by name, a unit by its own. */
  from: v.string(),
  office: v.string(),
  text: v.string(),
  at: v.string(),
  mine: v.boolean(),
  answer: v.optional(v.string()),
  answeredAt: v.optional(v.string()),
  /** The speaker; for one from outside an editor wrote it down. */
  answeredBy: v.optional(v.string()),
  onBehalf: v.optional(v.boolean()),
  /** Why an editor took it from view; only editors, directors and who asked get to see it then. */
  hidden: v.optional(v.string()),
  allowed: v.array(v.picklist(questionActions)),
  version: v.number(),
});
export type Question = v.InferOutput<typeof question>;

/** An answered 提问 of the public about the published 讲稿; it came and was answered through the column. */
const visitorQuestion = v.strictObject({
  id: v.string(),
  from: v.string(),
  text: v.string(),
  receivedAt: v.string(),
  office: v.string(),
  answer: v.string(),
  answeredAt: v.string(),
});

/** One that an editor has accepted and the speaker is to answer. */
const visitorWaiting = v.strictObject({ id: v.string(), from: v.string(), text: v.string(), receivedAt: v.string(), version: v.number() });
export type VisitorWaiting = v.InferOutput<typeof visitorWaiting>;

/** GET /api/staff/lectures/{id} */
export const lecturePage = v.strictObject({
  ...lecture.entries,
  allowed: v.array(v.picklist(lectureActions)),
  questions: v.array(question),
  visitors: v.array(visitorQuestion),
  /** For the speaker alone. */
  visitorsWaiting: v.array(visitorWaiting),
});
export type LecturePage = v.InferOutput<typeof lecturePage>;

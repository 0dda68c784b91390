import * as v from "valibot";
import { calendarDay } from "../study/day.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. */
export const workItemLimits = {
  title: 80,
  target: 1000,
  members: 60,
  materials: 20,
  feedback: 20,
  milestones: 20,
  milestone: 80,
  responsibility: 3000,
  /** 原因, 进一步推进措施, reason of a cancellation. */
  reason: 1000,
  result: 2000,
  /** Each of 完成情况, 存在问题, 下步打算. */
  report: 2000,
  /** 督办 and its answer. */
  supervision: 1000,
  supervisions: 60,
  /** Reports of one request. */
  reports: 100,
} as const;

export const workItemKinds = ["常规性", "创新性", "项目", "整改", "包村"] as const;
export type WorkItemKind = (typeof workItemKinds)[number];

export const workItemStates = ["draft", "underway", "unfinished", "closed", "cancelled"] as const;
export type WorkItemState = (typeof workItemStates)[number];
/** The words of every interface for the states. */
export const workItemStateNames: Record<WorkItemState, string> = {
  draft: "草拟",
  underway: "推进中",
  unfinished: "未完成",
  closed: "已注销",
  cancelled: "取消",
};

/** How often is reported. Due are Fridays (每周, 每两周, from the start on) or the last day of each month (每月). */
export const rhythms = ["weekly", "fortnightly", "monthly"] as const;
export type Rhythm = (typeof rhythms)[number];
export const rhythmNames: Record<Rhythm, string> = { weekly: "每周", fortnightly: "每两周", monthly: "每月" };

/** green: in time; amber: 7 days or fewer are left; red: past the date; none: nothing burns any more, or not yet. */
export const workLamps = ["none", "green", "amber", "red"] as const;
export type WorkLamp = (typeof workLamps)[number];

/** Where an item comes from: 年度计划, a problem of a 座谈讨论, a piece of feedback, a problem of a visit (下基层, 包村走访). */
export const sourceKinds = ["plan", "symposium", "feedback", "visit"] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
export const required = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
export const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/));
const unit = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/));
const list = <const S extends v.GenericSchema>(item: S, max: number) => v.optional(v.pipe(v.array(item), v.maxLength(max)), []);

/** A milestone keeps its id through every change; a new one has none. Done ones are marked by a call of their own. */
const milestoneInput = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.regex(/^([0-9a-z]{16})?$/)), ""),
  title: required(workItemLimits.milestone),
  date: calendarDay,
});

const sourceInput = v.variant("kind", [
  v.strictObject({ kind: v.literal("plan") }),
  v.strictObject({ kind: v.picklist(["symposium", "visit"]), activity: id, problem: id }),
  v.strictObject({ kind: v.literal("feedback"), feedback: id }),
]);
export type SourceInput = v.InferOutput<typeof sourceInput>;

const contentEntries = {
  kind: v.picklist(workItemKinds),
  title: required(workItemLimits.title),
  /** 组室 that answers for it. A cadre drafts for the own 组室 and for oneself. */
  office: required(30),
  /** Id of the responsible person, of any 组室 (抽调). */
  owner: id,
  /** Ids of the other colleagues who work on it. */
  members: list(id, workItemLimits.members),
  target: v.optional(text(workItemLimits.target), ""),
  /** Planned start and end (完成时限). Fixed from 推进中 on: then a new end needs the three things. */
  start: calendarDay,
  end: calendarDay,
  rhythm: v.picklist(rhythms),
  /** 包村 must name its unit; others may. */
  unit: v.optional(v.union([v.literal(""), unit]), ""),
  village: v.optional(text(20), ""),
  materials: list(id, workItemLimits.materials),
  /** Feedback that it has to do with, beside that which it comes from. */
  feedback: list(id, workItemLimits.feedback),
  /** Of a 项目 alone. */
  milestones: list(milestoneInput, workItemLimits.milestones),
} as const;

/** POST /api/staff/work-items, with an `Idempotency-Key`. The item begins as 草拟; its year is that of its start. */
export const workItemInput = v.strictObject({ ...contentEntries, source: v.optional(sourceInput, { kind: "plan" }) });
export type WorkItemInput = v.InferOutput<typeof workItemInput>;
/** PUT /api/staff/work-items/{id}. From 推进中 on kind, 组室, start, end and rhythm must be as they are. */
export const workItemUpdate = v.strictObject({ ...contentEntries, version });
export type WorkItemContent = Omit<WorkItemInput, "source">;
/** DELETE /api/staff/work-items/{id}: a 草拟 alone. */
export const workItemVersion = v.strictObject({ version });

/** The three things of what is not finished in time (R). `until` lies after today and after the date that was missed. */
const explanationEntries = {
  reason: required(workItemLimits.reason),
  measures: required(workItemLimits.reason),
  until: calendarDay,
} as const;
export const explanation = v.strictObject(explanationEntries);
export type Explanation = v.InferOutput<typeof explanation>;

/** POST /api/staff/work-items/{id}/steps: the five steps of the state machine. */
export const stepInput = v.variant("step", [
  /** 草拟 → 推进中 */
  v.strictObject({ step: v.literal("start"), version }),
  /** 推进中 or 未完成 → 未完成 */
  v.strictObject({ step: v.literal("delay"), version, ...explanationEntries }),
  /** 未完成 → 推进中 */
  v.strictObject({ step: v.literal("resume"), version }),
  /** 推进中 → 已注销 */
  v.strictObject({ step: v.literal("close"), version, result: required(workItemLimits.result) }),
  /** → 取消 */
  v.strictObject({ step: v.literal("cancel"), version, reason: required(workItemLimits.reason) }),
]);
export type StepInput = v.InferOutput<typeof stepInput>;
export const stepNames = ["start", "delay", "resume", "close", "cancel"] as const;
export type StepName = (typeof stepNames)[number];

/** Everything that can be done to an item: the five steps, and what changes no state. `allowed` of an answer names those that this person may do now. */
export const workActions = [...stepNames, "change", "discard", "report", "milestone", "pledge", "sign", "supervise", "answer"] as const;
export type WorkAction = (typeof workActions)[number];

/** PUT /api/staff/work-items/{id}/milestones/{milestone}: the day on which it was done; empty takes it back. */
export const milestoneDone = v.strictObject({ version, doneOn: v.union([v.literal(""), calendarDay]) });
/** PUT /api/staff/work-items/{id}/responsibility: 目标责任. Another text has to be signed anew. */
export const responsibilityInput = v.strictObject({ version, text: required(workItemLimits.responsibility) });
/** POST /api/staff/work-items/{id}/signatures: signs the text that was seen, by its number. */
export const signatureInput = v.strictObject({ revision: version });
/** POST /api/staff/work-items/{id}/supervision, with an `Idempotency-Key`: 督办. */
export const supervisionInput = v.strictObject({ text: required(workItemLimits.supervision), answerBy: calendarDay });
export type SupervisionInput = v.InferOutput<typeof supervisionInput>;
/** POST /api/staff/work-items/{id}/supervision/{note}/answer */
export const supervisionAnswer = v.strictObject({ answer: required(workItemLimits.supervision) });

export const participant = v.strictObject({ id: v.string(), name: v.string(), office: v.string() });
export type Participant = v.InferOutput<typeof participant>;
export const lamp = v.picklist(workLamps);

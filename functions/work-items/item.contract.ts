import * as v from "valibot";
import { explanation, lamp, participant, rhythms, sourceKinds, workActions, workItemKinds, workItemStates } from "./contract.ts";
import { owed, report } from "./reports.contract.ts";

const source = v.strictObject({
  kind: v.picklist(sourceKinds),
  /** The problem, or the beginning of the feedback, as it reads today; empty for the plan and for what is gone. */
  label: v.string(),
  activity: v.optional(v.string()),
  problem: v.optional(v.string()),
  feedback: v.optional(v.string()),
});

export const milestone = v.strictObject({ id: v.string(), title: v.string(), date: v.string(), doneOn: v.string(), lamp });
export type Milestone = v.InferOutput<typeof milestone>;

const responsibility = v.strictObject({
  text: v.string(),
  revision: v.number(),
  signatures: v.array(v.strictObject({ id: v.string(), name: v.string(), at: v.string() })),
  /** Names of the responsible person and members who have not signed this text. */
  unsigned: v.array(v.string()),
});

const supervision = v.strictObject({
  id: v.string(),
  text: v.string(),
  byName: v.string(),
  at: v.string(),
  answerBy: v.string(),
  answer: v.optional(v.string()),
  answeredAt: v.optional(v.string()),
  answeredByName: v.optional(v.string()),
  /** Red once the day is over without an answer, amber in the last two days; none when answered or the item is closed. */
  lamp,
});
export type Supervision = v.InferOutput<typeof supervision>;

/** One step of an item's history, never changed and never dropped. */
export const historyEntry = v.strictObject({
  /** Counts from 1 without a gap. */
  number: v.number(),
  action: v.picklist([...workActions, "create", "carry"]),
  at: v.string(),
  byName: v.string(),
  /** State after it. */
  state: v.picklist(workItemStates),
  /** Of delay: the date that was not kept, the new one, 原因 and 措施. */
  from: v.optional(v.string()),
  until: v.optional(v.string()),
  reason: v.optional(v.string()),
  measures: v.optional(v.string()),
  /** Of close: the result. Of pledge: the text. Of milestone: its title. Of change: what was changed, as field names. */
  text: v.optional(v.string()),
});
export type HistoryEntry = v.InferOutput<typeof historyEntry>;

/** One item with everything about it: GET, and the answer of every change. */
export const workItem = v.strictObject({
  id: v.string(),
  kind: v.picklist(workItemKinds),
  title: v.string(),
  office: v.string(),
  owner: participant,
  members: v.array(participant),
  target: v.string(),
  start: v.string(),
  /** The date that holds now. */
  end: v.string(),
  rhythm: v.picklist(rhythms),
  unit: v.string(),
  unitName: v.string(),
  village: v.string(),
  source,
  /** Without an id what this person may not open. */
  materials: v.array(v.strictObject({ id: v.string(), title: v.string(), live: v.boolean(), opens: v.boolean() })),
  feedback: v.array(v.strictObject({ id: v.string(), label: v.string(), state: v.string() })),
  milestones: v.array(milestone),
  responsibility: v.optional(responsibility),
  state: v.picklist(workItemStates),
  lamp,
  /** Past its date: nothing but the three things goes on. */
  overdue: v.boolean(),
  /** Every earlier date, oldest first. */
  deadlines: v.array(v.string()),
  /** Of the last delay. */
  explanation: v.optional(explanation),
  startedOn: v.optional(v.string()),
  result: v.optional(v.string()),
  cancelReason: v.optional(v.string()),
  /** The day of 注销 or 取消. */
  endedOn: v.optional(v.string()),
  /** The year in whose menu it stands, and those that it was carried over from. */
  year: v.number(),
  carriedFrom: v.array(v.number()),
  /** Newest first. */
  reports: v.array(report),
  /** Oldest first; the last one is that of the running period. */
  owed: v.array(owed),
  /** Newest first. */
  supervision: v.array(supervision),
  /** Newest first. */
  history: v.array(historyEntry),
  createdAt: v.string(),
  updatedAt: v.string(),
  allowed: v.array(v.picklist(workActions)),
  version: v.number(),
});
export type WorkItem = v.InferOutput<typeof workItem>;

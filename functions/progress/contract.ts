import * as v from "valibot";
import { materialStates } from "../materials/contract.ts";
import { workItemStates } from "../work-items/contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. */
export const progressLimits = { summary: 600, note: 300 } as const;

const milestone = v.strictObject({ title: v.string(), date: v.string(), doneOn: v.string() });

/** A project as the public sees it: what it was on the day its progress was 签发, never more. No person is named. */
export const progressCard = v.strictObject({
  id: v.string(),
  title: v.string(),
  office: v.string(),
  target: v.string(),
  /** 推进情况, in words written for the public. */
  summary: v.string(),
  state: v.picklist(workItemStates),
  start: v.string(),
  end: v.string(),
  milestones: v.array(milestone),
  publishedAt: v.string(),
});
export type ProgressCard = v.InferOutput<typeof progressCard>;

/** GET /api/progress: the published projects, last published first. */
export const progressList = v.strictObject({ items: v.array(progressCard) });
export type ProgressList = v.InferOutput<typeof progressList>;

export const progressActions = ["edit", "provide", "review", "sign", "return", "withdraw"] as const;
export type ProgressAction = (typeof progressActions)[number];

const step = v.strictObject({
  step: v.picklist(["provide", "review", "sign", "return", "publish", "withdraw"]),
  by: v.string(),
  name: v.string(),
  at: v.string(),
  note: v.optional(v.string()),
  overrule: v.optional(v.string()),
});

/** What is on its way to the public, as staff see it; `version` 0 while nobody has written anything. */
export const progressRecord = v.strictObject({
  id: v.string(),
  /** Title, 组室, target, dates and milestones as the project was when this was written. */
  draft: v.omit(progressCard, ["id", "publishedAt"]),
  state: v.picklist(materialStates),
  /** What the public sees now. */
  live: v.boolean(),
  publishedAt: v.optional(v.string()),
  steps: v.array(step),
  updatedAt: v.string(),
  allowed: v.array(v.picklist(progressActions)),
  /** What the state permits and this person may not, and why: as of materials. */
  blocked: v.array(
    v.strictObject({ action: v.picklist(progressActions), why: v.picklist(["role", "own-material", "reviewed-it", "not-yours"]) }),
  ),
  version: v.number(),
});
export type ProgressRecord = v.InferOutput<typeof progressRecord>;
export const progressRecords = v.strictObject({ items: v.array(progressRecord) });

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const note = (max: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max)), "");

/** PUT /api/staff/progress/{project}: the words for the public; all else is taken from the project as it is now. 0: the first ones. */
export const progressInput = v.strictObject({
  summary: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(progressLimits.summary)),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type ProgressInput = v.InferOutput<typeof progressInput>;
/** 提供, 保密审查, 签发. `overrule`: why words of the word list may stand. */
export const progressStep = v.strictObject({ version, overrule: note(progressLimits.note) });
/** 退回 and 撤回 need their reason. */
export const progressReason = v.strictObject({
  version,
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(progressLimits.note)),
});

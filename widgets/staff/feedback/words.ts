import { type FeedbackKind, type FeedbackState } from "../../../functions/feedback/contract.ts";
import type { Age, BulkOutcome, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";

/** What became of a step, in the list of steps. */
export const stepNames: Record<string, string> = {
  accept: "受理",
  assign: "分办",
  return: "退回",
  answer: "答复",
  reject: "不予公开",
  correct: "更正文字",
  merge: "并入另一条",
  unmerge: "撤销合并",
  release: "原合并的一条已撤回，回到队列",
  join: "合并进来一条",
  part: "分出一条",
  withdraw: "撤回",
};

/** The kind of the badge of a state. */
export const stateTones: Record<FeedbackState, string> = {
  pending: "amber",
  accepted: "blue",
  answered: "good",
  rejected: "",
  withdrawn: "",
  merged: "",
};

const lampNames: Record<Age["lamp"], string> = { none: "", amber: "快到期", red: "已超期" };
/** The lamp as a word, for it must not be told by colour alone. */
export const lampName = (age: Age): string => lampNames[age.lamp];

/** How long it has waited, or waited until it was answered or closed. */
export function ageText({ state, age }: Pick<FeedbackRecord, "state" | "age">): string {
  const waits = state === "pending" || state === "accepted";
  if (state === "merged" || state === "withdrawn") return "";
  if (waits && age.days === 0 && age.workingDays === 0) return "今天收到";
  return `${waits ? "已等" : "用时"} ${age.workingDays} 个工作日（${age.days} 天）`;
}

export const fromOf = ({ unitName }: Pick<FeedbackRecord, "unitName">): string => unitName ?? "访客";

/** Why one of many was not accepted with the others. */
export const outcomeNames: Record<BulkOutcome, string> = {
  accepted: "已受理",
  flagged: "含有敏感词，请单独审核",
  contact: "留有姓名或联系方式，请单独审核",
  details: "文中可能有电话、证件号或网址，请单独审核",
  conflict: "别人刚刚处理过",
  "illegal-step": "已不在待审",
  "not-found": "没有找到，可能已撤回",
};

/** Fills in what a template leaves open. */
export function fillTemplate(
  text: string,
  { kind, unitName, materialTitle }: Pick<FeedbackRecord, "unitName" | "materialTitle"> & { kind: FeedbackKind },
): string {
  const words: Record<string, string> = {
    "{类别}": kind,
    "{单位}": unitName ?? "网友",
    "{资料}": materialTitle ? `《${materialTitle}》` : "干训讲堂栏目",
  };
  return text.replace(/\{(?:类别|单位|资料)\}/g, (mark) => words[mark]!);
}

import {
  type Rhythm,
  rhythmNames,
  type StepName,
  type WorkItemState,
  workItemStateNames,
  type WorkLamp,
} from "../../../functions/work-items/contract.ts";
import type { WorkLine } from "../../../functions/work-items/menu.contract.ts";

/** A lamp is always a word as well; what burns no lamp says nothing. */
export const lampWords: Record<WorkLamp, string> = { none: "", green: "正常", amber: "快到期", red: "已超期" };

export const stateTones: Record<WorkItemState, string> = {
  draft: "",
  underway: "blue",
  unfinished: "amber",
  closed: "good",
  cancelled: "",
};
export const stateWords = workItemStateNames;
export const rhythmWords = (rhythm: Rhythm): string => `${rhythmNames[rhythm]}报一次`;

export const isEnded = (state: WorkItemState): boolean => state === "closed" || state === "cancelled";

export const stepWords: Record<StepName, string> = {
  start: "开始推进",
  delay: "说明未完成",
  resume: "继续推进",
  close: "注销",
  cancel: "取消这一项",
};

/** `3月15日`; with the year where it is another than `year`. */
export function shortDay(date: string, year = 0): string {
  const [ofDate, month, day] = date.split("-").map(Number);
  const words = `${month}月${day}日`;
  return year !== 0 && ofDate !== year ? `${ofDate}年${words}` : words;
}

/** State and lamp in one: what a drawing, a table and a spreadsheet say of an item. */
export function standing({ state, lamp }: Pick<WorkLine, "state" | "lamp">): string {
  const burns = lamp === "amber" || lamp === "red" ? `，${lampWords[lamp]}` : "";
  return stateWords[state] + burns;
}

/** What waits about the reports of an item, in words; empty when nothing does. */
export function reportWords({ late, due }: Pick<WorkLine, "late" | "due">): string {
  if (late > 0) return `欠报 ${late} 次`;
  return due ? `${shortDay(due)}前报` : "";
}

/** `2026-11` → `2026年11月` */
export const spokenMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** Whole days from one day to a later one. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

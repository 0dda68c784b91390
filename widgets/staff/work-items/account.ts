import type { Explanation } from "../../../functions/work-items/contract.ts";
import type { ReportsInput, WorkReports } from "../../../functions/work-items/reports.contract.ts";
import { missingOf, noExplanation } from "./explanation.ts";

export type AccountItem = WorkReports["items"][number];

/** What is being written about one item, kept on the device until it is sent. */
export interface Entry {
  /** One of the owed days; empty for the oldest. */
  due: string;
  done: string;
  problems: string;
  next: string;
  explanation: Explanation;
}

export const emptyEntry: Entry = { due: "", done: "", problems: "", next: "", explanation: noExplanation };

/** Whether anything was written about the item. */
export function isTouched({ done, problems, next, explanation: { reason, measures, until } }: Entry): boolean {
  return [done, problems, next, reason, measures, until].some((text) => text.trim() !== "");
}

/** The owed day that an entry is for: the chosen one as long as it is owed, else the oldest. */
export function dueOf({ owed }: Pick<AccountItem, "owed">, { due }: Entry): string {
  return owed.find((one) => one.due === due)?.due ?? owed[0]?.due ?? "";
}

/** Sentences beside the fields of an entry that cannot be sent as it is; empty when it can. */
export function faultsOf(item: Pick<AccountItem, "overdue" | "end">, entry: Entry): Record<string, string> {
  return {
    ...(entry.done.trim() === "" ? { done: "请写完成情况；没有进展也要写明。" } : {}),
    ...(item.overdue ? missingOf(entry.explanation, item.end) : {}),
  };
}

/** One line of the request. The three things go along only where they are needed. */
export function reportOf(item: AccountItem, entry: Entry): ReportsInput["reports"][number] {
  const { done, problems, next, explanation } = entry;
  return { item: item.id, due: dueOf(item, entry), done, problems, next, ...(item.overdue ? { explanation } : {}) };
}

import type { Activity } from "../../../functions/activities/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import type { SourceInput } from "../../../functions/work-items/contract.ts";
import { api } from "../shell/api.ts";
import { type ItemText } from "./item-values.ts";

/** What a new item begins with: where it comes from, in words for the screen, and what that fills in. */
export interface Beginning {
  source: SourceInput;
  /** Names the draft on the device. */
  key: string;
  from: string;
  fills: Partial<ItemText>;
}

const FIRST = 40;
const headline = (text: string) => {
  const line = text.trim().split("\n")[0] ?? "";
  return line.length > FIRST ? `${line.slice(0, FIRST)}…` : line;
};

async function ofFeedback(id: string, signal: AbortSignal): Promise<Beginning> {
  const record = await api<FeedbackRecord>("GET", `/api/staff/feedback/${id}`, undefined, { signal });
  return {
    source: { kind: "feedback", feedback: id },
    key: `feedback:${id}`,
    from: `来自意见反馈：${headline(record.text)}`,
    fills: {
      kind: "整改",
      title: headline(record.text),
      target: record.text.slice(0, 900),
      unit: record.unit ?? "",
      ...(record.office ? { office: record.office } : {}),
    },
  };
}

async function ofProblem(id: string, problem: string, signal: AbortSignal): Promise<Beginning> {
  const { kind, title, problems, unit, village } = await api<Activity>("GET", `/api/staff/activities/${id}`, undefined, { signal });
  const text = problems.find((one) => one.id === problem)?.text ?? "";
  const symposium = kind === "座谈讨论";
  return {
    source: { kind: symposium ? "symposium" : "visit", activity: id, problem },
    key: `problem:${problem}`,
    from: `来自${kind}“${title}”${symposium ? "查找" : "发现"}的问题：${headline(text)}`,
    fills: { kind: "整改", title: headline(text), target: text, unit, village },
  };
}

/** Reads what the address of the form names: `?feedback=` or `?activity=&problem=`; else the item comes from the year's plan. */
export async function beginningOf(query: Record<string, string>, signal: AbortSignal): Promise<Beginning> {
  const { feedback, activity, problem } = query;
  if (feedback) return ofFeedback(feedback, signal);
  if (activity && problem) return ofProblem(activity, problem, signal);
  return { source: { kind: "plan" }, key: "plan", from: "", fills: {} };
}

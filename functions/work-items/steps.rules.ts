import { type FieldError, Problem } from "../http/problem.ts";
import type { Explanation, StepInput, WorkAction } from "./contract.ts";
import type { HistoryEntry } from "./item.contract.ts";
import type { StoredWorkItem } from "./rules.ts";
import { machine } from "./state-machine.rules.ts";

/** What a change leaves in the history; number, time and name are added when it is written. */
export type Trace = Omit<HistoryEntry, "number" | "at" | "byName" | "state" | "action"> & { action: HistoryEntry["action"] };
export interface Changed {
  item: StoredWorkItem;
  traces: Trace[];
}

type Step = StepInput extends infer S ? (S extends unknown ? Omit<S, "version"> : never) : never;

/** What is wrong with the new date: it lies after today, and after the date that holds. */
export function faultsOfUntil({ end }: Pick<StoredWorkItem, "end">, { until }: Pick<Explanation, "until">, today: string): FieldError[] {
  if (until <= today) return [{ field: "until", code: "past" }];
  return until <= end ? [{ field: "until", code: "not_later" }] : [];
}

const moved = (item: StoredWorkItem, action: WorkAction) => ({ ...item, state: machine[action].to ?? item.state });

/** 推进中 → 未完成 with the three things; the date that was not kept stays in the history. @throws Problem invalid-body */
export function delayed(item: StoredWorkItem, { reason, measures, until }: Explanation, today: string): Changed {
  const errors = faultsOfUntil(item, { until }, today);
  if (errors.length > 0) throw new Problem("invalid-body", { errors });
  return {
    item: {
      ...moved(item, "delay"),
      end: until,
      deadlines: [...item.deadlines, item.end],
      explanation: { reason, measures, until },
    },
    traces: [{ action: "delay", from: item.end, until, reason, measures }],
  };
}

/** Takes one of the five steps, which `demand` has let through. @param today the day in Beijing */
export function takeStep(item: StoredWorkItem, step: Step, today: string): Changed {
  const next = moved(item, step.step);
  switch (step.step) {
    case "start":
      return { item: { ...next, startedOn: today }, traces: [{ action: "start" }] };
    case "delay":
      return delayed(item, step, today);
    case "resume":
      return { item: next, traces: [{ action: "resume", until: item.end }] };
    case "close":
      return { item: { ...next, result: step.result, endedOn: today, open: [] }, traces: [{ action: "close", text: step.result }] };
    case "cancel":
      return {
        item: { ...next, cancelReason: step.reason, endedOn: today, open: [] },
        traces: [{ action: "cancel", reason: step.reason }],
      };
  }
}

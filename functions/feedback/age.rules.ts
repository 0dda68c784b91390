import { type Holidays, workingDaysBetween } from "../calendar/rules.ts";
import { DAY } from "../platform/clock.ts";
import type { Limits } from "../settings/contract.ts";
import type { Age } from "./staff.contract.ts";
import type { Entry } from "./rules.ts";

/** When lamps go on, and which days are worked. */
export interface Measure {
  limits: Pick<Limits, "feedbackAmberDays" | "feedbackRedDays">;
  holidays: Holidays;
}

/** 政府网站检查指标 count from the day it came in, so an answer that serves several is as late as the earliest of them. */
function since({ receivedAt, joined = [] }: Entry): string {
  return joined.reduce((first, { receivedAt: at }) => (at < first ? at : first), receivedAt);
}

/** Whole days and working days that it has waited, or did wait, and its lamp. */
export function ageOf(entry: Entry, { limits, holidays }: Measure, now: number): Age {
  const waits = entry.state === "pending" || entry.state === "accepted";
  const from = since(entry);
  const until = waits ? new Date(now).toISOString() : (entry.answeredAt ?? entry.steps.at(-1)?.at ?? entry.receivedAt);
  const workingDays = workingDaysBetween(from, until, holidays);
  const lamp = !waits || workingDays < limits.feedbackAmberDays ? "none" : workingDays < limits.feedbackRedDays ? "amber" : "red";
  return { days: Math.max(0, Math.floor((Date.parse(until) - Date.parse(from)) / DAY)), workingDays, lamp };
}

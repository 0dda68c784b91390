import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { workActions, type WorkAction, type WorkItemState } from "./contract.ts";
import { owedDays } from "./due-dates.rules.ts";
import { isOverdue, scheduleOf, type StoredWorkItem } from "./rules.ts";

/**
 * THE STATE MACHINE of work items:
 *
 *     草拟 ──start──▶ 推进中 ──close (成果)──▶ 已注销
 *      │               │  ▲
 *      │         delay │  │ resume       delay: 原因, 进一步推进措施, 完成时限
 *      │               ▼  │
 *      │             未完成 ◀─┐ delay
 *      │               │     └─┘
 *      └────cancel─────┴──(also from 推进中, by the director, with a reason)──▶ 取消
 *
 * What is 已注销 or 取消 is kept and takes nothing more.
 */

/** What somebody is to an item. The author of a draft counts only while it is one. */
type Part = "author" | "owner" | "member" | "lead" | "director";

interface Rule {
  from: readonly WorkItemState[];
  /** Absent: the state stays. */
  to?: WorkItemState;
  by: readonly Part[];
  /** Possible past the date, without the three things. */
  pastDate?: true;
}

const going = ["underway", "unfinished"] as const;
const open = ["draft", ...going] as const;

export const machine: Record<WorkAction, Rule> = {
  start: { from: ["draft"], to: "underway", by: ["lead", "director"] },
  delay: { from: going, to: "unfinished", by: ["owner", "lead", "director"], pastDate: true },
  resume: { from: ["unfinished"], to: "underway", by: ["lead", "director"] },
  close: { from: ["underway"], to: "closed", by: ["lead", "director"] },
  cancel: { from: open, to: "cancelled", by: ["director"] },
  change: { from: open, by: ["author", "lead", "director"], pastDate: true },
  discard: { from: ["draft"], by: ["author", "lead", "director"] },
  report: { from: going, by: ["owner", "member", "lead"] },
  milestone: { from: going, by: ["owner", "lead", "director"] },
  pledge: { from: open, by: ["owner", "lead", "director"], pastDate: true },
  sign: { from: open, by: ["owner", "member"], pastDate: true },
  supervise: { from: going, by: ["director"], pastDate: true },
  answer: { from: going, by: ["owner", "lead"], pastDate: true },
};

/** What of an item, or of its line, says whom it concerns. */
export interface Concerning extends Pick<StoredWorkItem, "office" | "state" | "createdBy" | "source"> {
  owner: { id: string };
  members: readonly { id: string }[];
}

/** What this person is to the item. */
function partsOf(who: WhoAmI, item: Concerning): Part[] {
  const works = who.roles.includes("cadre") || who.roles.includes("lead");
  const is: Record<Part, boolean> = {
    author: item.state === "draft" && item.createdBy === who.id && (works || who.roles.includes("editor")),
    owner: works && item.owner.id === who.id,
    member: works && item.members.some(({ id }) => id === who.id),
    lead: who.roles.includes("lead") && who.office !== "" && who.office === item.office,
    director: who.roles.includes("director"),
  };
  return (Object.keys(is) as Part[]).filter((part) => is[part]);
}

/**
 * Who sees an item: the director all, a lead those of the own 组室, everybody those that they answer for, work on or have drafted.
 * Editors see what has come from feedback, since its result is the draft of their answer.
 */
export function maySee(who: WhoAmI, item: Concerning): boolean {
  return partsOf(who, item).length > 0 || (who.roles.includes("editor") && item.source.kind === "feedback");
}

/** Whether the item itself allows the action now, whoever asks. */
function fits(item: StoredWorkItem, action: WorkAction, who: WhoAmI, today: string): boolean {
  switch (action) {
    case "start":
      // A draft whose date has passed is changed first.
      return item.end >= today;
    case "report": {
      const schedule = scheduleOf(item);
      return schedule !== undefined && owedDays(schedule, item.marks, today).length > 0;
    }
    case "milestone":
      return item.milestones.length > 0;
    case "pledge":
      return item.kind === "项目";
    case "sign":
      return item.responsibility !== undefined && !item.responsibility.signatures.some(({ id }) => id === who.id);
    case "answer":
      return item.open.length > 0;
    default:
      return true;
  }
}

/** Whether the action is this person's at all; whether it is possible now is another question. */
export function mayEver(who: WhoAmI, item: Concerning, action: WorkAction): boolean {
  return partsOf(who, item).some((part) => machine[action].by.includes(part));
}

function isPossible(item: StoredWorkItem, action: WorkAction, who: WhoAmI, today: string): boolean {
  const { from, pastDate } = machine[action];
  return from.includes(item.state) && (pastDate === true || !isOverdue(item, today)) && fits(item, action, who, today);
}

/** What this person may do with the item today. */
export function allowedFor(who: WhoAmI, item: StoredWorkItem, today: string): WorkAction[] {
  return workActions.filter((action) => mayEver(who, item, action) && isPossible(item, action, who, today));
}

/**
 * Lets an action through or says why not.
 * @throws Problem forbidden; explanation-needed when only the three things are missing; illegal-step. The last two name what is possible.
 */
export function demand(who: WhoAmI, item: StoredWorkItem, action: WorkAction, today: string): void {
  if (!mayEver(who, item, action)) throw new Problem("forbidden");
  if (isPossible(item, action, who, today)) return;
  const blocked = isOverdue(item, today) && machine[action].from.includes(item.state) && machine[action].pastDate !== true;
  throw new Problem(blocked ? "explanation-needed" : "illegal-step", { allowed: allowedFor(who, item, today) });
}

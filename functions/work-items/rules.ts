import { chinaDay, DAY } from "../platform/clock.ts";
import type { Explanation, Participant, SourceInput, WorkItemContent, WorkItemState, WorkLamp } from "./contract.ts";
import type { Schedule } from "./due-dates.rules.ts";

export interface StoredMilestone {
  id: string;
  title: string;
  date: string;
  /** Empty while it is not done. */
  doneOn: string;
}

export interface Responsibility {
  text: string;
  /** Rises with each other text. */
  revision: number;
  signatures: { id: string; name: string; at: string }[];
}

/** An item as it is stored. Names and 组室 are those of the day on which they were entered; reports, 督办 and history are items of their own. */
export interface StoredWorkItem extends Omit<WorkItemContent, "owner" | "members" | "milestones"> {
  id: string;
  owner: Participant;
  members: Participant[];
  unitName: string;
  source: SourceInput;
  milestones: StoredMilestone[];
  responsibility?: Responsibility;
  state: WorkItemState;
  /** Every date that was not kept, oldest first. */
  deadlines: string[];
  explanation?: Explanation;
  /** The day on which it was set going. */
  startedOn?: string;
  result?: string;
  cancelReason?: string;
  endedOn?: string;
  year: number;
  carriedFrom: number[];
  /** A letter for each due day of reports, see `due-dates.rules.ts`. */
  marks: string;
  /** 督办 that wait for an answer. */
  open: { id: string; answerBy: string }[];
  supervisions: number;
  /** How many entries its history has. */
  entries: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

const NEAR_DAYS = 7;
const NEAR_ANSWER_DAYS = 2;

/** `2026-03-01`, 7 → `2026-03-08` */
export const daysAfter = (day: string, days: number): string => chinaDay(Date.parse(`${day}T00:00:00+08:00`) + days * DAY);

const isGoing = ({ state }: Pick<StoredWorkItem, "state">) => state === "underway" || state === "unfinished";

/** Green, amber from 7 days before the date on, red past it. */
export function lampOf({ state, end }: Pick<StoredWorkItem, "state" | "end">, today: string): WorkLamp {
  return isGoing({ state }) ? lampUntil(end, today, NEAR_DAYS) : "none";
}

/** The lamp of a day that has to be met, amber so many days before. */
function lampUntil(day: string, today: string, near: number): WorkLamp {
  return day < today ? "red" : Date.parse(day) - Date.parse(today) <= near * DAY ? "amber" : "green";
}

export function milestoneLamp(item: Pick<StoredWorkItem, "state">, { date, doneOn }: StoredMilestone, today: string): WorkLamp {
  return doneOn !== "" ? "none" : lampOf({ state: item.state, end: date }, today);
}

/** Of a 督办 that waits for its answer. */
export function answerLamp(item: Pick<StoredWorkItem, "state">, answerBy: string, today: string): WorkLamp {
  return isGoing(item) ? lampUntil(answerBy, today, NEAR_ANSWER_DAYS) : "none";
}

/** Past its date: nothing but 原因, 措施 and a new 完成时限 goes on. */
export function isOverdue(item: Pick<StoredWorkItem, "state" | "end">, today: string): boolean {
  return lampOf(item, today) === "red";
}

/** When its reports are due; nothing is owed before it was set going. */
export function scheduleOf({ rhythm, start, startedOn }: Pick<StoredWorkItem, "rhythm" | "start" | "startedOn">): Schedule | undefined {
  return startedOn === undefined ? undefined : { rhythm, from: startedOn > start ? startedOn : start };
}

/** Names of the responsible person and members who have not signed the text that holds. */
export function unsignedOf({ owner, members }: Pick<StoredWorkItem, "owner" | "members">, { signatures }: Responsibility): string[] {
  const signed = new Set(signatures.map(({ id }) => id));
  return [owner, ...members].filter(({ id }) => !signed.has(id)).map(({ name }) => name);
}

import { Problem } from "../http/problem.ts";
import { DAY, isoTime, MINUTE, SECOND } from "../platform/clock.ts";
import type { FeedbackKind, FeedbackState } from "./contract.ts";
import type { FeedbackRecord } from "./staff.contract.ts";

/** One that is handled together with another, as the other keeps it. */
export type Joined = {
  id: string;
  receivedAt: string;
  /** Its answer was counted already. */
  counted?: true;
};

/** How many one answer may serve: all are written together when their target is withdrawn, in one transaction of 99. */
export const mostJoined = 15;

/** The record as it is kept. Name and contact are never part of it: they stand in an item of their own that expires. */
export interface Entry extends Omit<FeedbackRecord, "hasContact" | "joined" | "age" | "harmless" | "allowed"> {
  kind: FeedbackKind;
  joined?: Joined[];
  /** Of a merged one: where it goes back to, and since when it is merged. */
  mergedFrom?: FeedbackState;
  mergedAt?: string;
  /** The answer that it had is gone, but was counted. */
  counted?: true;
  /** Epoch seconds until which name or contact are kept; absent when none was given. */
  contactUntil?: number;
  /** Version of its public cards; absent while there are none. */
  cards?: number;
}

export type StepName =
  | ("accept" | "assign" | "return" | "answer" | "reject" | "correct" | "merge" | "unmerge")
  | ("withdraw" | "release" | "join" | "part");

/** From which states a step is possible, and where it leads ("same": the state stays; "back": to that before the merge). */
export const stepTable: Record<StepName, { from: readonly FeedbackState[]; to: FeedbackState | "same" | "back" }> = {
  accept: { from: ["pending", "rejected"], to: "accepted" },
  assign: { from: ["accepted"], to: "same" },
  return: { from: ["accepted"], to: "same" },
  answer: { from: ["accepted", "answered"], to: "answered" },
  reject: { from: ["pending", "accepted"], to: "rejected" },
  correct: { from: ["pending", "accepted", "answered"], to: "same" },
  merge: { from: ["pending", "accepted"], to: "merged" },
  unmerge: { from: ["merged"], to: "back" },
  withdraw: { from: ["pending", "accepted", "answered", "rejected", "merged"], to: "withdrawn" },
  release: { from: ["merged"], to: "back" },
  join: { from: ["pending", "accepted"], to: "same" },
  part: { from: ["pending", "accepted", "answered", "rejected"], to: "same" },
};
/** Withdrawing is the author's alone, and the rest follows from what happens to another record. */
const nobodysSteps: StepName[] = ["withdraw", "release", "join", "part"];

export type Step =
  | { step: "accept"; office?: string | undefined }
  | { step: "assign"; office: string }
  | { step: "return"; reason: string }
  | { step: "answer"; office: string; answer: string }
  | { step: "reject"; reason: string }
  | { step: "correct"; text: string; flagged: string[] }
  | { step: "merge"; into: string }
  | { step: "unmerge" }
  | { step: "withdraw" }
  | { step: "release"; counted: boolean }
  | { step: "join"; joined: Joined }
  | { step: "part"; id: string };

function isPossible(entry: Entry, step: StepName): boolean {
  if (!stepTable[step].from.includes(entry.state)) return false;
  // Whoever answers the target must find all of them there: no chains.
  if (step === "merge") return (entry.joined ?? []).length === 0;
  return step !== "return" || entry.office !== undefined;
}

/** The steps that staff may take now. */
export function staffSteps(entry: Entry): StepName[] {
  return (Object.keys(stepTable) as StepName[]).filter((step) => !nobodysSteps.includes(step) && isPossible(entry, step));
}

const MOST_STEPS = 100;
const LONGEST_NOTE = 500;

/** What a step changes, before state, steps and retention, which follow for all steps alike. */
function changed(entry: Entry, step: Step, at: string): { entry: Entry; note?: string | undefined } {
  switch (step.step) {
    case "accept": {
      const { reason: _, ...rest } = entry;
      const office = step.office ?? entry.office;
      return { entry: { ...rest, acceptedAt: entry.acceptedAt ?? at, ...(office ? { office } : {}) }, note: step.office };
    }
    case "assign":
      return { entry: { ...entry, office: step.office }, note: step.office };
    case "return": {
      const { office: _, ...rest } = entry;
      return { entry: rest, note: step.reason };
    }
    case "answer":
      // 答复时间 stays that of the first answer; the answer that is replaced stays with the steps.
      return {
        entry: { ...entry, office: step.office, answer: step.answer, answeredAt: entry.answeredAt ?? at },
        note: entry.answer?.slice(0, LONGEST_NOTE),
      };
    case "reject":
      return { entry: { ...entry, reason: step.reason }, note: step.reason };
    case "correct":
      return { entry: { ...entry, text: step.text, flagged: step.flagged, originalText: entry.originalText ?? entry.text } };
    case "merge":
      return { entry: { ...entry, mergedInto: step.into, mergedFrom: entry.state, mergedAt: at }, note: step.into };
    case "unmerge":
      return { entry: parted(entry), note: entry.mergedInto };
    case "release":
      return { entry: { ...parted(entry), ...(step.counted || entry.counted ? { counted: true } : {}) } };
    case "join":
      return { entry: { ...entry, joined: [...(entry.joined ?? []), step.joined] }, note: step.joined.id };
    case "part": {
      const { joined = [], ...rest } = entry;
      const left = joined.filter(({ id }) => id !== step.id);
      return { entry: left.length > 0 ? { ...rest, joined: left } : rest, note: step.id };
    }
    case "withdraw":
      return { entry: emptied(entry) };
  }
}

function parted({ mergedInto: _, mergedFrom: __, mergedAt: ___, ...rest }: Entry): Entry {
  return rest;
}

/** 个人信息保护法: what the author wrote is gone, and what others wrote about it; that it was there stays for the statistics. */
function emptied({ originalText: _, answer: __, reason: ___, contactUntil: ____, cards: _____, joined: ______, ...rest }: Entry): Entry {
  return { ...parted(rest), text: "", flagged: [], steps: rest.steps.map(({ note: _______, ...step }) => step) };
}

/**
 * Takes one step.
 * @param retentionDays how long name and contact stay after a change of state
 * @throws Problem illegal-step with the steps that are possible
 */
export function takeStep(before: Entry, step: Step, actor: { id: string; name: string }, now: number, retentionDays: number): Entry {
  if (!isPossible(before, step.step)) throw new Problem("illegal-step", { allowed: staffSteps(before) });
  const { to } = stepTable[step.step];
  const at = isoTime(now);
  const { entry, note } = changed(before, step, at);
  const state = to === "same" ? before.state : to === "back" ? before.mergedFrom! : to;
  const taken = { action: step.step, by: actor.id, name: actor.name, at, ...(note ? { note } : {}) };
  // The audit log keeps every step; the record keeps the latest, so that it never outgrows an item.
  const next: Entry = { ...entry, state, steps: [...entry.steps, taken].slice(-MOST_STEPS), version: before.version + 1 };
  if (state === "answered") next.cards = (before.cards ?? 0) + 1;
  // Only a change of state prolongs: mending a comma must not keep personal data longer. What is about to expire is let go,
  // so that the renewal never meets an item that has just gone.
  if (state !== before.state && hasContact(next, now + MINUTE)) next.contactUntil = contactUntil(now, retentionDays);
  return next;
}

/** Epoch seconds at which name and contact are deleted. */
export function contactUntil(now: number, retentionDays: number): number {
  return Math.ceil((now + retentionDays * DAY) / SECOND);
}

/** Whether name or contact can still be read. */
export function hasContact({ contactUntil: until }: Pick<Entry, "contactUntil">, now: number): boolean {
  return until !== undefined && until > Math.floor(now / SECOND);
}

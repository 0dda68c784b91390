import { Problem } from "../http/problem.ts";
import { DAY, isoTime, MINUTE, SECOND } from "../platform/clock.ts";
import type { FeedbackKind, FeedbackRecord, FeedbackState } from "./contract.ts";

/** The record as it is kept. Name and contact are never part of it: they stand in an item of their own that expires. */
export interface Entry extends Omit<FeedbackRecord, "hasContact"> {
  kind: FeedbackKind;
  /** Epoch seconds until which name or contact are kept; absent when none was given. */
  contactUntil?: number;
  /** Version of its public cards; absent while there are none. */
  cards?: number;
}

export type StepName = "accept" | "assign" | "answer" | "reject" | "correct" | "withdraw";

/** From which states a step is possible, and where it leads ("same": the state stays). */
export const stepTable: Record<StepName, { from: readonly FeedbackState[]; to: FeedbackState | "same" }> = {
  accept: { from: ["pending", "rejected"], to: "accepted" },
  assign: { from: ["accepted"], to: "same" },
  answer: { from: ["accepted", "answered"], to: "answered" },
  reject: { from: ["pending", "accepted"], to: "rejected" },
  correct: { from: ["pending", "accepted", "answered"], to: "same" },
  withdraw: { from: ["pending", "accepted", "answered", "rejected"], to: "withdrawn" },
};

export type Step =
  | { step: "accept"; office?: string | undefined }
  | { step: "assign"; office: string }
  | { step: "answer"; office: string; answer: string }
  | { step: "reject"; reason: string }
  | { step: "correct"; text: string; flagged: string[] }
  | { step: "withdraw" };

/** The steps that staff may take now; withdrawing is the author's alone. */
export function staffSteps(state: FeedbackState): StepName[] {
  return (Object.keys(stepTable) as StepName[]).filter((step) => step !== "withdraw" && stepTable[step].from.includes(state));
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
    case "withdraw":
      return { entry: emptied(entry) };
  }
}

/** 个人信息保护法: what the author wrote is gone, and what others wrote about it; that it was there stays for the statistics. */
function emptied({ originalText: _, answer: __, reason: ___, contactUntil: ____, cards: _____, ...rest }: Entry): Entry {
  return { ...rest, text: "", flagged: [], steps: rest.steps.map(({ note: ______, ...step }) => step) };
}

/**
 * Takes one step.
 * @param retentionDays how long name and contact stay after a change of state
 * @throws Problem illegal-step with the steps that are possible
 */
export function takeStep(before: Entry, step: Step, actor: { id: string; name: string }, now: number, retentionDays: number): Entry {
  const { from, to } = stepTable[step.step];
  if (!from.includes(before.state)) throw new Problem("illegal-step", { allowed: staffSteps(before.state) });
  const at = isoTime(now);
  const { entry, note } = changed(before, step, at);
  const state = to === "same" ? before.state : to;
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

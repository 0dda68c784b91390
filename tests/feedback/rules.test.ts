import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaysOf } from "../../functions/calendar/rules.ts";
import { type FeedbackState, feedbackStates } from "../../functions/feedback/contract.ts";
import { type Entry, hasContact, type Step, type StepName, takeStep } from "../../functions/feedback/rules.ts";
import { progressOfEntry, recordOf } from "../../functions/feedback/views.ts";
import { Problem } from "../../functions/http/problem.ts";
import { DAY } from "../../functions/platform/clock.ts";

const START = Date.parse("2026-11-23T01:00:00.000Z");
const editor = { id: "p1", name: "编辑" };
const entry = (more: Partial<Entry> = {}): Entry => ({
  id: "feedback-1",
  kind: "意见",
  state: "pending",
  text: "原文",
  flagged: ["词"],
  receivedAt: new Date(START).toISOString(),
  steps: [],
  version: 1,
  contactUntil: START / 1000 + 30 * 24 * 3600,
  ...more,
});
const steps: Record<StepName, Step> = {
  accept: { step: "accept", office: "办公室" },
  assign: { step: "assign", office: "干部科" },
  answer: { step: "answer", office: "干部科", answer: "答复" },
  reject: { step: "reject", reason: "理由" },
  correct: { step: "correct", text: "改文", flagged: [] },
  return: { step: "return", reason: "不归我们" },
  merge: { step: "merge", into: "feedback-2" },
  unmerge: { step: "unmerge" },
  release: { step: "release", counted: false },
  join: { step: "join", joined: { id: "feedback-3", receivedAt: new Date(START).toISOString() } },
  part: { step: "part", id: "feedback-3" },
  withdraw: { step: "withdraw" },
};
const nobodysSteps = ["withdraw", "release", "join", "part"];
const viewer = (now: number) => ({
  now,
  person: { ...editor, login: "editor", roles: ["editor" as const], office: "", unit: "" },
  measure: { limits: { feedbackAmberDays: 5, feedbackRedDays: 15 }, holidays: holidaysOf([]) },
});
const names = Object.keys(steps) as StepName[];

/** The state machine as the issue puts it, written down a second time: state, then step -> next state. */
const expected: Record<FeedbackState, Partial<Record<StepName, FeedbackState>>> = {
  pending: {
    accept: "accepted",
    reject: "rejected",
    correct: "pending",
    merge: "merged",
    join: "pending",
    part: "pending",
    withdraw: "withdrawn",
  },
  accepted: {
    assign: "accepted",
    return: "accepted",
    answer: "answered",
    reject: "rejected",
    correct: "accepted",
    merge: "merged",
    join: "accepted",
    part: "accepted",
    withdraw: "withdrawn",
  },
  answered: { answer: "answered", correct: "answered", part: "answered", withdraw: "withdrawn" },
  rejected: { accept: "accepted", part: "rejected", withdraw: "withdrawn" },
  merged: { unmerge: "accepted", release: "accepted", withdraw: "withdrawn" },
  withdrawn: {},
};
const inState = (state: FeedbackState) =>
  entry({
    state,
    office: "办公室",
    ...(state === "merged" ? { mergedFrom: "accepted" as const, mergedInto: "feedback-2", mergedAt: new Date(START).toISOString() } : {}),
  });

describe("the state machine", () => {
  test.each(feedbackStates.flatMap((state) => names.map((name) => [state, name] as const)))("%s, %s", (state, name) => {
    const take = () => takeStep(inState(state), steps[name], editor, START, 180);
    const next = expected[state][name];
    if (next) return expect(take().state).toBe(next);
    const possible = Object.keys(expected[state]).filter((step) => !nobodysSteps.includes(step));
    expect(take).toThrow(Problem);
    try {
      take();
    } catch (error) {
      expect(error).toMatchObject({ code: "illegal-step" });
      expect((error as Problem).details.allowed!.toSorted()).toEqual(possible.toSorted());
    }
  });

  test("every random row of steps keeps its promises", () => {
    const step = fc.record({ name: fc.constantFrom(...names), wait: fc.nat(40 * DAY), text: fc.string({ minLength: 2, maxLength: 20 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (row) => {
        let [now, current] = [START, entry()];
        for (const { name, wait, text } of row) {
          now += wait;
          const before = structuredClone(current);
          const taken = name === "correct" ? { step: name, text, flagged: [] } : steps[name];
          try {
            current = takeStep(current, taken, editor, now, 30);
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
            expect(current).toEqual(before);
            continue;
          }
          expect(current.version).toBe(before.version + 1);
          expect(current.steps.at(-1)).toMatchObject({ action: name, by: "p1", at: new Date(now).toISOString() });
          expect(current.cards ?? 0).toBe(current.state === "answered" ? (before.cards ?? 0) + 1 : 0);
          if (before.answeredAt) expect(current.answeredAt).toBe(before.answeredAt);
          if (current.state === "withdrawn") {
            const { text: gone, originalText, answer, reason, contactUntil, flagged } = current;
            expect({ gone, originalText, answer, reason, contactUntil, flagged }).toEqual({ gone: "", flagged: [] });
            expect(current.steps.every(({ note }) => note === undefined)).toBe(true);
          } else if (current.text !== "原文" || current.originalText) expect(current.originalText).toBe("原文");
          // Contact is never kept longer than the retention after the latest change of state, and never comes back.
          if (current.contactUntil) expect(current.contactUntil * 1000).toBeLessThanOrEqual(now + 30 * DAY + 1000);
          if (!hasContact(before, now)) expect(hasContact(current, now)).toBe(false);
          if (current.state === before.state) expect(current.contactUntil).toBe(before.contactUntil);
          const record = Object.keys(recordOf(current, viewer(now)));
          for (const hidden of ["contactUntil", "cards", "counted", "mergedFrom", "mergedAt"]) expect(record).not.toContain(hidden);
          // Undone, a merge leaves the state that was there before.
          if (before.state === "merged" && name !== "withdraw") expect(current.state).toBe(before.mergedFrom);
          expect(current.mergedInto === undefined).toBe(current.state !== "merged");
          const progress = progressOfEntry(current, undefined);
          expect("answer" in progress).toBe(current.state === "answered");
          expect("reason" in progress).toBe(current.state === "rejected");
        }
      }),
    );
  });

  test("a record that is answered again and again stays small", () => {
    let current = takeStep(entry(), steps.accept, editor, START, 30);
    for (let n = 0; n < 300; n++)
      current = takeStep(current, { step: "answer", office: "办公室", answer: "答".repeat(4000) }, editor, START + n, 30);
    expect(current.steps).toHaveLength(100);
    expect(Buffer.byteLength(JSON.stringify(current))).toBeLessThan(250_000);
  });
});

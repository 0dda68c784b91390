import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../../functions/http/problem.ts";
import { roles } from "../../functions/people/contract.ts";
import { stepNames, workActions, workItemStates, type StepName } from "../../functions/work-items/contract.ts";
import { answerLamp, daysAfter, isOverdue, lampOf, milestoneLamp } from "../../functions/work-items/rules.ts";
import { allowedFor, demand, maySee } from "../../functions/work-items/state-machine.rules.ts";
import { takeStep } from "../../functions/work-items/steps.rules.ts";
import { sampleItem, somebody } from "../support/work-sample.ts";

const director = somebody("director");
const steps = (who: ReturnType<typeof somebody>, item = sampleItem(), today = "2026-05-01") =>
  allowedFor(who, item, today).filter((action) => (stepNames as readonly string[]).includes(action));

function problemOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, ...error.details };
    throw error;
  }
  return undefined;
}

describe("the five steps", () => {
  test("lead as the picture says", () => {
    const legal = Object.fromEntries(workItemStates.map((state) => [state, steps(director, sampleItem({ state }))]));
    expect(legal).toEqual({
      draft: ["start", "cancel"],
      underway: ["delay", "close", "cancel"],
      unfinished: ["delay", "resume", "cancel"],
      closed: [],
      cancelled: [],
    });
  });

  test("are each for those whom they concern", () => {
    const of = (state: "draft" | "underway" | "unfinished", who: ReturnType<typeof somebody>) => steps(who, sampleItem({ state }));
    const [owner, member, lead] = [somebody("cadre", "owner"), somebody("cadre", "member"), somebody("lead")];
    expect([of("draft", owner), of("underway", owner), of("unfinished", owner)]).toEqual([[], ["delay"], ["delay"]]);
    expect([of("draft", member), of("underway", member), of("unfinished", member)]).toEqual([[], [], []]);
    expect([of("draft", lead), of("underway", lead), of("unfinished", lead)]).toEqual([["start"], ["delay", "close"], ["delay", "resume"]]);
    expect(of("underway", somebody("lead", "other", "干部科"))).toEqual([]);
  });

  test("that are illegal are refused with the legal ones named", () => {
    const closed = sampleItem({ state: "closed" });
    for (const action of workActions) expect(problemOf(() => demand(director, closed, action, "2026-05-01"))).toHaveProperty("code");
    expect(problemOf(() => demand(director, sampleItem(), "start", "2026-05-01"))).toEqual({
      code: "illegal-step",
      allowed: ["delay", "close", "cancel", "change", "pledge", "supervise"],
    });
    expect(problemOf(() => demand(somebody("cadre", "member"), sampleItem(), "close", "2026-05-01"))).toEqual({ code: "forbidden" });
  });
});

describe("past its date", () => {
  const item = sampleItem({ end: "2026-04-30" });

  test("it can go nowhere and cannot be reported without the three things", () => {
    expect(isOverdue(item, "2026-04-30")).toBe(false);
    expect(isOverdue(item, "2026-05-01")).toBe(true);
    expect(steps(director, item)).toEqual(["delay"]);
    for (const state of ["underway", "unfinished"] as const)
      for (const action of ["close", "resume", "cancel", "report", "milestone"] as const) {
        const refused = problemOf(() => demand({ ...director, roles: ["director", "lead"] }, { ...item, state }, action, "2026-05-01"));
        expect(["explanation-needed", "illegal-step"]).toContain(refused?.code);
        expect(refused).toHaveProperty("allowed");
      }
    expect(problemOf(() => demand(somebody("lead"), item, "report", "2026-05-01"))?.code).toBe("explanation-needed");
  });

  test("the new date lies ahead, and every earlier one stays", () => {
    const delay = (until: string) => takeStep(item, { step: "delay", reason: "雪灾", measures: "加派人手", until }, "2026-05-01");
    expect(problemOf(() => delay("2026-05-01"))).toEqual({ code: "invalid-body", errors: [{ field: "until", code: "past" }] });
    const once = delay("2026-05-20").item;
    expect(once).toMatchObject({ state: "unfinished", end: "2026-05-20", deadlines: ["2026-04-30"] });
    const early = problemOf(() => takeStep(once, { step: "delay", reason: "雨", measures: "等", until: "2026-05-15" }, "2026-05-02"));
    expect(early?.errors).toEqual([{ field: "until", code: "not_later" }]);
    const twice = takeStep(once, { step: "delay", reason: "雨", measures: "等", until: "2026-07-01" }, "2026-06-02").item;
    expect([twice.deadlines, takeStep(twice, { step: "resume" }, "2026-06-02").item.state]).toEqual([
      ["2026-04-30", "2026-05-20"],
      "underway",
    ]);
  });

  test("a draft has no date to explain: it is changed before it starts", () => {
    const draft = sampleItem({ state: "draft", end: "2026-04-30" });
    expect(problemOf(() => demand(director, draft, "start", "2026-05-01"))).toMatchObject({ code: "illegal-step" });
    expect(steps(director, draft)).toEqual(["cancel"]);
  });
});

test("however it is driven, no date is lost, no state is skipped, and the end takes nothing more", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...stepNames), fc.integer({ min: 0, max: 40 })), { maxLength: 30 }), (moves) => {
      let item = sampleItem({ state: "draft" });
      let today = "2026-03-02";
      const dates: string[] = [];
      for (const [step, pass] of moves) {
        today = daysAfter(today, pass);
        const before = item;
        const inputs: Record<StepName, Parameters<typeof takeStep>[1]> = {
          start: { step: "start" },
          delay: { step: "delay", reason: "原因", measures: "措施", until: daysAfter(today > item.end ? today : item.end, 1 + pass) },
          resume: { step: "resume" },
          close: { step: "close", result: "成果" },
          cancel: { step: "cancel", reason: "不再需要" },
        };
        const refused = problemOf(() => {
          demand(director, item, step, today);
          item = takeStep(item, inputs[step], today).item;
        });
        if (refused) expect(refused).toMatchObject({ allowed: allowedFor(director, before, today) });
        if (!refused && step === "delay") dates.push(before.end);
        if (!refused && step !== "delay") expect(isOverdue(before, today)).toBe(false);
        expect(item.deadlines).toEqual(dates);
        expect(item.deadlines.every((date, place) => date < (item.deadlines[place + 1] ?? item.end))).toBe(true);
        if (before.endedOn !== undefined) expect(item).toBe(before);
      }
    }),
  ));

describe("lamps", () => {
  test("are green, amber from 7 days before the date, red past it, and out at the end", () => {
    const lamps = ["2026-06-22", "2026-06-23", "2026-06-30", "2026-07-01"].map((today) => lampOf(sampleItem(), today));
    expect(lamps).toEqual(["green", "amber", "amber", "red"]);
    expect((["draft", "closed", "cancelled"] as const).map((state) => lampOf(sampleItem({ state }), "2026-07-01"))).toEqual([
      "none",
      "none",
      "none",
    ]);
    expect([
      answerLamp(sampleItem(), "2026-06-01", "2026-06-02"),
      answerLamp(sampleItem({ state: "closed" }), "2026-06-01", "2026-06-02"),
    ]).toEqual(["red", "none"]);
  });
});

test("a milestone burns like its item until it is done", () => {
  const milestone = { id: "m", title: "启动", date: "2026-04-01", doneOn: "" };
  const lamp = (change: object) => milestoneLamp(sampleItem(), { ...milestone, ...change }, "2026-04-02");
  expect([lamp({}), lamp({ date: "2026-04-05" }), lamp({ doneOn: "2026-04-01" })]).toEqual(["red", "amber", "none"]);
});

describe("who sees an item", () => {
  const seen = (item = sampleItem()) => roles.filter((role) => maySee(somebody(role), item));
  test("is the director, the lead of its 组室, who works on it, and editors when it comes from feedback", () => {
    expect(seen()).toEqual(["lead", "director"]);
    expect(seen(sampleItem({ source: { kind: "feedback", feedback: "abcd" } }))).toEqual(["lead", "editor", "director"]);
    expect(["owner", "member", "author"].map((id) => maySee(somebody("cadre", id), sampleItem()))).toEqual([true, true, false]);
    expect(maySee(somebody("cadre", "author"), sampleItem({ state: "draft" }))).toBe(true);
    expect(maySee(somebody("admin", "owner"), sampleItem())).toBe(false);
  });
});

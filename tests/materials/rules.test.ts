import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import {
  allowedSteps,
  mayEdit,
  maySee,
  revise,
  StepRefused,
  takeStep,
  textIsPublic,
  type StepName,
} from "../../functions/materials/rules.ts";
import { newMaterial } from "../../functions/materials/drafting.ts";

const input = {
  title: "题",
  category: "新理论",
  ties: [],
  summary: "",
  body: "",
  author: "",
  source: "",
  origin: "own" as const,
  authorisation: "",
  link: "",
  documentDate: "",
  requiredReading: false,
  questions: [],
};
const draft = (by = "a"): Material => newMaterial("one-material", input, { id: by }, "2026-11-01T00:00:00.000Z");
const who = (id: string) => ({ id, name: id });
const go = (material: Material, step: StepName, id: string, threePeople = true) => takeStep(material, step, who(id), 0, { threePeople });

describe("the three steps of publishing", () => {
  test("three people: each step notes name and time", () => {
    const signed = go(go(go(draft(), "provide", "a"), "review", "b"), "sign", "c");
    expect(signed.steps.map(({ step, by, at }) => [step, by, at])).toEqual([
      ["provide", "a", "1970-01-01T00:00:00.000Z"],
      ["review", "b", "1970-01-01T00:00:00.000Z"],
      ["sign", "c", "1970-01-01T00:00:00.000Z"],
    ]);
  });

  test("neither provider nor writer reviews or signs, whatever the settings ask", () => {
    for (const threePeople of [true, false]) {
      const provided = go(draft("writer"), "provide", "provider");
      for (const own of ["writer", "provider"]) expect(() => go(provided, "review", own, threePeople)).toThrow("own-material");
      const reviewed = go(provided, "review", "b");
      for (const own of ["writer", "provider"]) expect(() => go(reviewed, "sign", own, threePeople)).toThrow("own-material");
    }
  });

  test("the reviewer signs only where the settings let two people do it", () => {
    const reviewed = go(go(draft(), "provide", "a"), "review", "b");
    expect(() => go(reviewed, "sign", "b", true)).toThrow("own-material");
    expect(go(reviewed, "sign", "b", false).steps.at(-1)?.step).toBe("sign");
  });

  test("a return starts a new round: the old reviewer does not count for it", () => {
    const returned = go(go(go(draft(), "provide", "a"), "review", "b"), "return", "c");
    expect(returned.state).toBe("draft");
    const again = go(go(returned, "provide", "a"), "review", "c");
    expect(go(again, "sign", "b").steps.at(-1)?.by).toBe("b");
  });

  test("what is refused names what is possible", () => {
    const error = (() => {
      try {
        go(draft(), "sign", "b");
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(StepRefused);
    expect((error as StepRefused).allowed).toEqual(["provide"]);
  });
});

test("no walk through the steps publishes without two other people (seed in the failure message)", () => {
  const step = fc.record({
    step: fc.constantFrom<StepName>("provide", "review", "sign", "return", "withdraw"),
    by: fc.constantFrom("a", "b", "c", "d"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (walk, threePeople) => {
      let material = draft();
      for (const { step, by } of walk) {
        const possible = allowedSteps(material);
        try {
          material = go(material, step, by, threePeople);
          expect(possible).toContain(step);
        } catch (error) {
          expect(error).toBeInstanceOf(StepRefused);
          continue;
        }
        if (step !== "sign") continue;
        const since = material.steps.slice(material.steps.findLastIndex((taken) => taken.step === "provide"));
        const reviewer = since.findLast((taken) => taken.step === "review")?.by;
        expect(reviewer).toBeDefined();
        expect([reviewer, by]).not.toContain(since[0]!.by);
        expect([reviewer, by]).not.toContain("a");
        if (threePeople) expect(by).not.toBe(reviewer);
        material = { ...material, state: "published", live: true };
        if (walk.length % 2) material = revise(material, 0);
      }
    }),
    { numRuns: 500 },
  );
});

test("cadres see their own drafts and what is published, editors and leads everything", () => {
  const person = (id: string, roles: string[]) => ({ id, name: id, login: id, office: "", unit: "", roles: roles as never });
  const own = draft("cadre-1");
  expect(maySee(own, person("cadre-1", ["cadre"]))).toBe(true);
  expect(maySee(own, person("cadre-2", ["cadre"]))).toBe(false);
  expect(maySee({ ...own, live: true }, person("cadre-2", ["cadre"]))).toBe(true);
  expect(mayEdit(own, person("cadre-2", ["cadre"]))).toBe(false);
  expect(maySee(own, person("d", ["director"]))).toBe(true);
  expect(mayEdit(own, person("d", ["director"]))).toBe(false);
  expect(mayEdit(own, person("e", ["editor"]))).toBe(true);
});

test("a reprint without authorisation keeps its text back", () => {
  expect(textIsPublic({ origin: "own", authorisation: "" })).toBe(true);
  expect(textIsPublic({ origin: "reprint", authorisation: "" })).toBe(false);
  expect(textIsPublic({ origin: "reprint", authorisation: "省报授权 2026-03" })).toBe(true);
});

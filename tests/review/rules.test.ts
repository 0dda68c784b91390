import fc from "fast-check";
import { expect, test } from "vitest";
import type { Role } from "../../functions/people/contract.ts";
import {
  actionsOf,
  isOwn,
  resultOf,
  stateAt,
  stepsOf,
  weightedMean,
  weightsAddUp,
  type StoredReview,
} from "../../functions/review/rules.ts";

const OPENS = Date.parse("2026-12-01T00:00:00Z");
const CLOSES = Date.parse("2026-12-10T00:00:00Z");
const review: StoredReview = {
  id: "r1",
  name: "年度评审",
  year: 2026,
  criteria: [
    { name: "内容", weight: 60 },
    { name: "表达", weight: 40 },
  ],
  opensAt: new Date(OPENS).toISOString(),
  closesAt: new Date(CLOSES).toISOString(),
  state: "draft",
  entries: [],
  reviewers: [{ id: "p1", name: "王评委", office: "" }],
  excellent: [],
  createdAt: "",
  createdBy: "d",
  version: 1,
};
const who = (id: string, ...roles: Role[]) => ({ id, name: "某", login: id, roles, office: "", unit: "" });

/** Weights that add to 100, and scores of some reviewers for them. */
const weighted = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 0, maxLength: 7 }).map((cuts) => {
  const ends = [...new Set(cuts), 100].toSorted((a, b) => a - b);
  return ends.map((end, place) => ({ name: `${place}`, weight: end - (ends[place - 1] ?? 0) }));
});
const given = weighted.chain((criteria) =>
  fc.record({
    criteria: fc.constant(criteria),
    scores: fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: criteria.length, maxLength: criteria.length }), {
      minLength: 1,
      maxLength: 20,
    }),
  }),
);

test("the weighted mean lies between the lowest and the highest score, and the order of reviewers changes nothing", () => {
  fc.assert(
    fc.property(given, ({ criteria, scores }) => {
      expect(weightsAddUp(criteria)).toBe(true);
      const mean = weightedMean(criteria, scores)!;
      expect(mean).toBeGreaterThanOrEqual(Math.min(...scores.flat()));
      expect(mean).toBeLessThanOrEqual(Math.max(...scores.flat()));
      expect(weightedMean(criteria, scores.toReversed())).toBe(mean);
      // Twice the same reviewers: the same mean.
      expect(weightedMean(criteria, [...scores, ...scores])).toBe(mean);
      const exact = scores.reduce(
        (sum, one) => sum + one.reduce((part, score, place) => part + (score * criteria[place]!.weight) / 100, 0),
        0,
      );
      expect(Math.abs(mean - exact / scores.length)).toBeLessThanOrEqual(0.005 + 1e-9);
    }),
  );
});

test("means by example", () => {
  expect(weightedMean(review.criteria, [])).toBeUndefined();
  expect(weightedMean(review.criteria, [[90, 80]])).toBe(86);
  expect(
    weightedMean(review.criteria, [
      [90, 80],
      [85, 91],
      [0, 100],
    ]),
  ).toBe(71.13);
  expect(weightsAddUp([{ name: "一", weight: 99 }])).toBe(false);
  const score = { reviewer: "p1", material: "m1", scores: [100, 100], remark: "好", at: "", version: 1 };
  expect(resultOf(review, "m1", [score, { ...score, material: "m2" }])).toEqual({ mean: 100, reviewers: 1, remarks: ["好"] });
  expect(resultOf(review, "m3", [score])).toEqual({ reviewers: 0, remarks: [] });
});

test("the steps by a model: draft, open, closed, decided; time closes too; nothing leads back", () => {
  const next = { open: "open", close: "closed", decide: "decided" } as const;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom("change", "open", "close", "decide", "score"), fc.integer({ min: 1, max: 6 })), { maxLength: 12 }),
      (moves) => {
        let now = OPENS;
        let real = review;
        let place = 0;
        const line = ["draft", "open", "closed", "decided"] as const;
        for (const move of moves) {
          if (typeof move === "number") {
            now += move * 86_400_000;
            if (line[place] === "open" && now >= CLOSES) place = 2;
          } else if (stepsOf(real, now).some((step) => step === move) && move in next) {
            real = { ...real, state: next[move as keyof typeof next] };
            place += 1;
            if (line[place] === "open" && now >= CLOSES) place = 2;
          }
          expect(stateAt(real, now)).toBe(line[place]);
          expect(stepsOf(real, now)).toEqual([["change", "open"], ["close"], ["decide"], []][place]);
          const scores = actionsOf(real, who("p1", "cadre"), now).includes("score");
          expect(scores).toBe(line[place] === "open" && now >= OPENS && now < CLOSES);
        }
      },
    ),
  );
});

test("nobody's own work is theirs to score: who wrote or provided it, and who bears the author's name", () => {
  const entry = { owners: ["a", "b"], author: "王㛃、李某" };
  expect(isOwn(entry, { id: "a", name: "谁" })).toBe(true);
  expect(isOwn(entry, { id: "x", name: "王㛃" })).toBe(true);
  expect(isOwn(entry, { id: "x", name: "王" })).toBe(false);
  expect(isOwn({ owners: [], author: "" }, { id: "x", name: "某" })).toBe(false);
});

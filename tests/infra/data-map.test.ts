import { expect, test } from "vitest";
import { dataMapCosts, questionUnits, tables } from "../../functions/tables.ts";

test("the data map has the tables and every question its cost at three sizes", () => {
  expect(Object.keys(tables).toSorted()).toEqual(["activities", "audit", "feedback", "materials", "notes", "people", "work-items"]);
  const costs = dataMapCosts();
  expect(costs.length).toBeGreaterThan(25);
  for (const { asks, units } of costs) {
    expect(
      units.every((unit) => unit > 0),
      asks,
    ).toBe(true);
    // Nothing that a visitor or an editor asks may grow with the column without a bound, but the postings by their chunks.
    if (!asks.includes("postings of its pairs")) expect(units[2], asks).toBeLessThanOrEqual(Math.max(units[1] * 2, 1));
  }
});

test("units follow DynamoDB's rules: reads by 4 KB and half of an index, items by themselves or together, transactions twice", () => {
  const question = { asks: "", by: "a / b", items: (n: number) => n, bytes: 1024 };
  expect(questionUnits({ ...question, kind: "strong" }, 4)).toBe(1);
  expect(questionUnits({ ...question, kind: "read" }, 5)).toBe(2);
  expect(questionUnits({ ...question, by: "index byState: a", kind: "read" }, 4)).toBe(0.5);
  expect(questionUnits({ ...question, kind: "read", each: true }, 5)).toBe(5);
  expect(questionUnits({ ...question, bytes: 1025, kind: "write" }, 3)).toBe(12);
});

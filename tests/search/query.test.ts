import { expect, test } from "vitest";
import { queryReadings, queryTerms, withoutUnfinishedInput } from "../../functions/search/query.ts";

test.each([
  ["党建 工作", ["党建", "工作"]],
  ["党建，党建", ["党建"]],
  ["GB/T 9704", ["gb", "t", "9704"]],
  ["？！", []],
  ["a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]],
  ["党".repeat(100), ["党".repeat(64)]],
  ["𠮷".repeat(100), ["𠮷".repeat(64)]],
])("the terms of %j", (query, terms) => expect(queryTerms(query)).toEqual(terms));

test.each([
  ["学习b", "学习"],
  ["学习ｂ ", "学习"],
  ["党建gong'zuo", "党建"],
  ["党建gong zuo", "党建"],
  ["党建 AI", undefined],
  ["学习", undefined],
  ["AI", undefined],
  ["学习'", undefined],
  ["", undefined],
])("unfinished input of %j", (query, left) => expect(withoutUnfinishedInput(query)).toBe(left));

test("the whole query is tried first", () => {
  expect(queryReadings("学习b")).toEqual([["学习b"], ["学习"]]);
  expect(queryReadings("“b")).toEqual([["b"]]);
});

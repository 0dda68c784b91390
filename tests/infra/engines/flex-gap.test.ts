import { expect, test } from "vitest";
import { judge } from "../../../infra/engines/judge.ts";
import { withMargins } from "../../../infra/build-flex-gap.ts";

const without = (rule: string) => `@supports not (inset:0){${rule}}`;

test.each<[css: string, margins: string]>([
  ["p{display:flex;gap:8px}", ":where(p)>*{margin-right:8px}"],
  ["p,.a b{display:inline-flex;gap:8px 4px}", ":where(p,.a b)>*{margin-right:4px}"],
  ["p{display:flex;flex-direction:column;gap:8px}", ":where(p)>*+*{margin-top:8px}"],
  ["p{display:flex;flex-wrap:wrap;gap:8px 4px}", ":where(p)>*{margin:calc(8px/2) 4px calc(8px/2) 0}"],
  ["p{display:flex;flex-flow:row wrap;gap:0 4px}", ":where(p)>*{margin:calc(0px/2) 4px calc(0px/2) 0}"],
])("behind %s stand margins for its children", (css, margins) => {
  expect(withMargins(css)).toBe(css + without(margins));
  expect(judge([{ name: "a.css", text: withMargins(css) }], []).findings).toEqual([]);
});

test("a rule within a media query gets its margins there, in the direction that another rule gives it", () => {
  expect(withMargins("p{display:flex;flex-direction:column}@media print{p{gap:8px}}b{color:red}")).toBe(
    `p{display:flex;flex-direction:column}@media print{p{gap:8px}${without(":where(p)>*+*{margin-top:8px}")}}b{color:red}`,
  );
});

test.each(["p{display:grid;gap:8px}", "p{display:flex;gap:0}", "p{display:flex}", "p{display:grid}p{gap:1px}"])(
  "%s stays as it is",
  (css) => expect(withMargins(css)).toBe(css),
);

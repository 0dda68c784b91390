import { expect, test } from "vitest";
import { costRows, type Costs } from "./cost-rows.ts";
import { benchPages } from "./host-pages.ts";
import type { PageCost } from "./page-load.ts";

const nothing: PageCost = { bytes: 0, files: 0, requests: 0, script: 0, mainThread: 0, longestTask: 0, shift: 0, timeToList: 0 };
const page = (cost: Partial<PageCost>, slow: Partial<PageCost> = cost): PageCost[] => [
  { ...nothing, ...cost },
  { ...nothing, ...slow },
];

const costs: Costs = {
  floor: page({ bytes: 1000, files: 100, requests: 2, script: 1, mainThread: 20, longestTask: 60, timeToList: 200 }),
  list: page({ bytes: 11_000, files: 6100, requests: 5, script: 16, longestTask: 20 }, { script: 60, longestTask: 50 }),
  both: page({ bytes: 13_000, files: 8100, requests: 6, script: 16.1, shift: 0.01, longestTask: 20 }, { longestTask: 50.1 }),
  waline: page({ bytes: 91_000, files: 80_100 }),
  artalk: page({ bytes: 51_000, files: 30_100 }),
};
const rows = costRows(benchPages("http://column.test", "http://comments.test"), costs);
const row = (what: string) => rows.find(([first]) => first === what)?.slice(1);

test("what is counted is what comes on top of the page alone", () => {
  expect(row("list: bytes over the line")).toEqual(["10.0 kB", "1.0 kB", "11.00", ""]);
  expect(row("list: script")).toEqual(["15.0 / 59.0 ms", "1.0 / 1.0 ms", "16.00 / 60.00", "<= 15 ms, reached"]);
  expect(row("list: longest task")).toEqual(["20 / 50 ms", "60 / 60 ms", "0.33 / 0.83", "<= 50 ms, reached"]);
  expect(row("list: requests")).toEqual(["3", "2", "2.50", "<= 3, reached"]);
  expect(row("list: layout shift")?.at(-1)).toBe("<= 0, reached");
});

test("what is not reached says so, and the others reach nothing", () => {
  expect(row("list and form: script")?.at(-1)).toBe("<= 15 ms, misses");
  expect(row("list and form: longest task")?.at(-1)).toBe("<= 50 ms, misses");
  expect(row("list and form: requests")?.at(-1)).toBe("<= 3, misses");
  expect(row("list and form: layout shift")?.at(-1)).toBe("<= 0, misses");
  expect(row("Waline 3.15.2: script")?.at(-1)).toBe("");
});

test("the lighter of the two is what ours is held against", () => {
  expect(row("list against the lighter of the two: bytes over the line")).toEqual(["10.0 kB", "50.0 kB", "5.00", ""]);
  const client = "against the lighter of the two: of these scripts and styles, without headers";
  expect(row(`list ${client}`)).toEqual(["6.0 kB", "30.0 kB", "5.00", ">= 5, reached"]);
  expect(row(`list and form ${client}`)?.at(-1)).toBe(">= 5, misses");
});

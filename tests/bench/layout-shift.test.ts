import { expect, test } from "vitest";
import { cumulativeLayoutShift } from "./layout-shift.ts";

const shifts = (...pairs: [number, number][]) => pairs.map(([startTime, value]) => ({ startTime, value }));

test("the worst window counts, not the sum of all", () => {
  expect(cumulativeLayoutShift([])).toBe(0);
  expect(cumulativeLayoutShift(shifts([0, 0.25], [900, 0.25]))).toBe(0.5);
  expect(cumulativeLayoutShift(shifts([0, 0.25], [1000, 0.25]))).toBe(0.25);
  expect(cumulativeLayoutShift(shifts([0, 0.125], [2000, 0.5], [2500, 0.25], [9000, 0.25]))).toBe(0.75);
});

test("a window ends after five seconds, however many shifts follow", () => {
  const steady = Array.from({ length: 12 }, (_, place): [number, number] => [place * 500, 0.125]);
  expect(cumulativeLayoutShift(shifts(...steady))).toBe(1.25);
  expect(cumulativeLayoutShift(shifts(...steady.toReversed()))).toBe(1.25);
});

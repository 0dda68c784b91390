import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rhythms } from "../../functions/work-items/contract.ts";
import { dueDay, duesBefore, marked, monthOf, owedDays, type Schedule } from "../../functions/work-items/due-dates.rules.ts";

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const days = fc.integer({ min: Date.UTC(2001, 0, 1) / 86_400_000, max: Date.UTC(2080, 0, 1) / 86_400_000 }).map((n) => day(n * 86_400_000));
const schedules: fc.Arbitrary<Schedule> = fc.record({ rhythm: fc.constantFrom(...rhythms), from: days });
const places = fc.integer({ min: 0, max: 60 });
const later = (from: string, by: number) => day(Date.parse(from) + by * 86_400_000);

describe("due days of reports", () => {
  test("are Fridays or the last days of months", () => {
    const of = (rhythm: Schedule["rhythm"], from: string) => [0, 1, 2].map((place) => dueDay({ rhythm, from }, place));
    expect(of("weekly", "2026-11-23")).toEqual(["2026-11-27", "2026-12-04", "2026-12-11"]);
    expect(of("fortnightly", "2026-11-27")).toEqual(["2026-11-27", "2026-12-11", "2026-12-25"]);
    expect(of("monthly", "2027-12-31")).toEqual(["2027-12-31", "2028-01-31", "2028-02-29"]);
  });

  test("follow one another by the rhythm, the first at most one period after the start", () =>
    fc.assert(
      fc.property(schedules, places, (schedule, place) => {
        const [one, next] = [dueDay(schedule, place), dueDay(schedule, place + 1)];
        const gap = (Date.parse(next) - Date.parse(one)) / 86_400_000;
        if (schedule.rhythm === "monthly") {
          expect(Number(later(one, 1).slice(8))).toBe(1);
          expect(gap).toBeGreaterThanOrEqual(28);
          expect(gap).toBeLessThanOrEqual(31);
        } else {
          expect(new Date(one).getUTCDay()).toBe(5);
          expect(gap).toBe(schedule.rhythm === "weekly" ? 7 : 14);
        }
        const first = (Date.parse(dueDay(schedule, 0)) - Date.parse(schedule.from)) / 86_400_000;
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThan(schedule.rhythm === "monthly" ? 31 : 7);
      }),
    ));

  test("are counted the same way forward and back", () =>
    fc.assert(
      fc.property(schedules, places, (schedule, place) => {
        expect(duesBefore(schedule, dueDay(schedule, place))).toBe(place);
        expect(duesBefore(schedule, later(dueDay(schedule, place), 1))).toBe(place + 1);
      }),
    ));
});

describe("what is owed", () => {
  test("is every day that is over without a report, as late, and that of the running period", () => {
    const schedule: Schedule = { rhythm: "weekly", from: "2026-11-02" };
    expect(owedDays(schedule, "", "2026-11-01")).toEqual([]);
    expect(owedDays(schedule, "", "2026-11-06")).toEqual([{ due: "2026-11-06", late: false }]);
    expect(owedDays(schedule, "10", "2026-11-17")).toEqual([
      { due: "2026-11-13", late: true },
      { due: "2026-11-20", late: false },
    ]);
  });

  test("shrinks by exactly the day that was reported, whatever the order, and nothing late is ever hidden", () =>
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 300 }), fc.array(fc.nat(), { maxLength: 20 }), (schedule, passed, choices) => {
        const today = later(schedule.from, passed);
        let kept = "";
        let owed = owedDays(schedule, kept, today);
        const reported = new Map<string, boolean>();
        for (const choice of choices) {
          if (owed.length === 0) break;
          const { due, late } = owed[choice % owed.length]!;
          kept = marked(schedule, kept, due, late);
          reported.set(due, late);
          const rest = owedDays(schedule, kept, today);
          expect(rest).toEqual(owed.filter((one) => one.due !== due));
          owed = rest;
        }
        const months = new Set(Array.from({ length: passed + 32 }, (_, n) => later(schedule.from, n).slice(0, 7)));
        const sums = [...months].map((month) => monthOf(schedule, kept, month, today));
        const total = (key: "due" | "onTime" | "late" | "missing") => sums.reduce((sum, one) => sum + one[key], 0);
        const lateOnes = [...reported.values()].filter(Boolean).length;
        expect(total("late")).toBe(lateOnes);
        expect(total("onTime")).toBe(reported.size - lateOnes);
        expect(total("missing")).toBe(owed.filter(({ late }) => late).length);
        expect(total("due")).toBe(total("late") + total("onTime") + total("missing"));
      }),
    ));
});

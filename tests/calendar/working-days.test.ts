import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { officialYears } from "../../functions/calendar/official.ts";
import { addWorkingDays, faultsOf, holidaysOf, isWorkingDay, missingYears, workingDaysBetween } from "../../functions/calendar/rules.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";

const official = holidaysOf(officialYears);
const plain = holidaysOf([]);
const beijing = (text: string) => new Date(`${text}+08:00`).toISOString();
const between = (from: string, to: string, holidays = official) => workingDaysBetween(beijing(from), beijing(to), holidays);

/** Day by day, as somebody would count with the printed notice on the desk. */
function counted(from: string, to: string, holidays = official): number {
  let count = 0;
  for (let at = Date.parse(`${chinaDay(Date.parse(from))}T12:00:00+08:00`) + DAY; chinaDay(at) <= chinaDay(Date.parse(to)); at += DAY)
    if (isWorkingDay(chinaDay(at), holidays)) count += 1;
  return count;
}

describe("working days", () => {
  test("a Friday afternoon is one working day old on Monday, and stays so till its evening", () => {
    expect(between("2026-11-20T16:30", "2026-11-20T23:59")).toBe(0);
    expect(between("2026-11-20T16:30", "2026-11-22T12:00")).toBe(0);
    expect(between("2026-11-20T16:30", "2026-11-23T00:00")).toBe(1);
    expect(between("2026-11-20T16:30", "2026-11-23T23:59")).toBe(1);
    expect(between("2026-11-23T09:00", "2026-11-20T16:30")).toBe(0);
  });

  test("days are those of Beijing, not of the machine", () => {
    expect(workingDaysBetween("2026-11-19T15:59:00.000Z", "2026-11-19T16:00:00.000Z", official)).toBe(1);
    expect(workingDaysBetween("2026-11-19T16:00:00.000Z", "2026-11-20T15:59:59.000Z", official)).toBe(0);
  });

  test("the Spring Festival of 2026: nine days off, the Saturdays before and after are worked", () => {
    expect(between("2026-02-13T16:00", "2026-02-14T09:00")).toBe(1);
    expect(between("2026-02-13T16:00", "2026-02-23T09:00")).toBe(1);
    expect(between("2026-02-13T16:00", "2026-02-24T09:00")).toBe(2);
    expect(between("2026-02-13T16:00", "2026-02-28T09:00")).toBe(6);
    expect(between("2026-02-13T16:00", "2026-03-01T09:00")).toBe(6);
    // Without the table the same span holds ten days from Monday to Friday.
    expect(between("2026-02-13T16:00", "2026-02-28T09:00", plain)).toBe(10);
    expect(addWorkingDays(beijing("2026-02-13T16:00"), 5, official)).toBe("2026-02-27");
    expect(addWorkingDays(beijing("2026-02-13T16:00"), 0, official)).toBe("2026-02-13");
  });

  test("the notices: so many days off, every worked day a weekend, and the year comes out as known", () => {
    for (const year of officialYears) expect(faultsOf(year), String(year.year)).toEqual([]);
    // 365 days less 104 weekend days (2025 and 2026 both) less 13 public holidays (全国年节及纪念日放假办法, 2024).
    expect(between("2024-12-31T12:00", "2025-12-31T12:00")).toBe(248);
    expect(between("2025-12-31T12:00", "2026-12-31T12:00")).toBe(248);
    for (const [day, worked] of [
      ["2025-01-26", true],
      ["2025-02-04", false],
      ["2025-10-08", false],
      ["2026-01-02", false],
      ["2026-01-04", true],
      ["2026-09-20", true],
      ["2026-09-25", false],
      ["2026-10-07", false],
      ["2026-10-08", true],
      ["2026-10-10", true],
      ["2026-11-24", true],
    ] as const)
      expect(isWorkingDay(day, official), day).toBe(worked);
  });

  test("a year without a table is missing: this one at once, the next one from December", () => {
    expect(missingYears(official, Date.parse(beijing("2026-11-30T23:59")))).toEqual([]);
    expect(missingYears(official, Date.parse(beijing("2026-12-01T00:00")))).toEqual([2027]);
    expect(missingYears(official, Date.parse(beijing("2027-12-01T00:00")))).toEqual([2027, 2028]);
  });

  test("agree with a count day by day, only grow, and add up", () => {
    const moment = fc.integer({ min: Date.parse("2024-11-01T00:00:00Z"), max: Date.parse("2027-06-01T00:00:00Z") });
    const iso = (at: number) => new Date(at).toISOString();
    fc.assert(
      fc.property(moment, moment, moment, fc.constantFrom(official, plain), (a, b, c, holidays) => {
        const [first, second, third] = [a, b, c].toSorted((x, y) => x - y).map(iso) as [string, string, string];
        const whole = workingDaysBetween(first, third, holidays);
        expect(whole).toBe(counted(first, third, holidays));
        expect(whole).toBe(workingDaysBetween(first, second, holidays) + workingDaysBetween(second, third, holidays));
        expect(whole).toBeGreaterThanOrEqual(workingDaysBetween(first, second, holidays));
        expect(workingDaysBetween(third, first, holidays)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test("adding is the way back of counting: the first day on which the number is reached", () => {
    const moment = fc.integer({ min: Date.parse("2024-11-01T00:00:00Z"), max: Date.parse("2026-12-01T00:00:00Z") });
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), (at, days) => {
        const from = new Date(at).toISOString();
        const noon = Date.parse(`${addWorkingDays(from, days, official)}T12:00:00+08:00`);
        expect(workingDaysBetween(from, new Date(noon).toISOString(), official)).toBe(days);
        expect(workingDaysBetween(from, new Date(noon - 24 * HOUR).toISOString(), official)).toBe(days - 1);
      }),
    );
  });

  test("a table that cannot be is refused field by field", () => {
    const year = { year: 2027, source: "通知", holidays: [], workdays: [] };
    const holiday = (from: string, to: string) => ({ name: "节", from, to });
    const codes = (change: object) => faultsOf({ ...year, ...change }).map(({ field, code }) => `${field} ${code}`);
    expect(codes({ holidays: [holiday("2027-01-03", "2027-01-01")] })).toEqual(["holidays.0.to order"]);
    expect(codes({ holidays: [holiday("2028-01-01", "2028-01-01")] })).toEqual(["holidays.0.from year"]);
    expect(codes({ holidays: [holiday("2026-12-31", "2027-01-02")] })).toEqual([]);
    expect(codes({ holidays: [holiday("2027-01-01", "2027-01-03"), holiday("2027-01-03", "2027-01-04")] })).toEqual([
      "holidays.1.from overlap",
    ]);
    expect(codes({ workdays: ["2027-01-04", "2027-01-09", "2027-01-09", "2028-01-01"] })).toEqual([
      "workdays.0 weekday",
      "workdays.2 repeated",
      "workdays.3 year",
    ]);
    expect(codes({ holidays: [holiday("2027-01-01", "2027-01-03")], workdays: ["2027-01-02"] })).toEqual(["workdays.0 off"]);
  });
});

import { describe, expect, test } from "vitest";
import type { Activity } from "../../functions/activities/contract.ts";
import type { WorkLine } from "../../functions/work-items/menu.contract.ts";
import { type AccountItem, dueOf, emptyEntry, faultsOf, isTouched, reportOf } from "../../widgets/staff/work-items/account.ts";
import { missingOf } from "../../widgets/staff/work-items/explanation.ts";
import { monthsBetween, placeOf, spoken } from "../../widgets/staff/work-items/timeline.tsx";
import { villageRows } from "../../widgets/staff/work-items/villages.ts";

const item = {
  id: "abcd",
  end: "2026-06-01",
  overdue: false,
  owed: [
    { due: "2026-05-31", late: true },
    { due: "2026-06-30", late: false },
  ],
} as AccountItem;

describe("an entry of the account", () => {
  test("is for the oldest owed day until another is chosen, and never for one that is not owed", () => {
    expect(dueOf(item, emptyEntry)).toBe("2026-05-31");
    expect(dueOf(item, { ...emptyEntry, due: "2026-06-30" })).toBe("2026-06-30");
    expect(dueOf(item, { ...emptyEntry, due: "2026-04-30" })).toBe("2026-05-31");
  });

  test("needs what was done; past its date all three things", () => {
    expect(Object.keys(faultsOf(item, emptyEntry))).toEqual(["done"]);
    const late = { ...item, overdue: true };
    expect(Object.keys(faultsOf(late, { ...emptyEntry, done: "做了" }))).toEqual(["reason", "measures", "until"]);
    const explanation = { reason: "原因", measures: "措施", until: "2099-01-01" };
    expect(faultsOf(late, { ...emptyEntry, done: "做了", explanation })).toEqual({});
    expect(reportOf(late, { ...emptyEntry, done: "做了", explanation })).toMatchObject({ item: "abcd", due: "2026-05-31", explanation });
    expect(reportOf(item, { ...emptyEntry, done: "做了", explanation })).not.toHaveProperty("explanation");
  });

  test("counts as written once anything stands in it", () => {
    expect(isTouched({ ...emptyEntry, due: "2026-06-30", done: "  " })).toBe(false);
    expect(isTouched({ ...emptyEntry, explanation: { ...emptyEntry.explanation, reason: "雨季" } })).toBe(true);
  });

  test("a new date lies after today and after the one that was missed", () => {
    const until = (date: string) => missingOf({ reason: "a", measures: "b", until: date }, "2026-06-10", "2026-06-15").until;
    expect([until(""), until("2026-06-15"), until("2026-06-16")].map((text) => text === undefined)).toEqual([false, false, true]);
    expect(missingOf({ reason: "a", measures: "b", until: "2026-06-20" }, "2026-06-20", "2026-06-15").until).toContain("2026-06-20");
  });
});

test("days lie on the drawing by their share of the year, months at their first days", () => {
  expect(placeOf("2026-01-01", "2026-01-01", "2026-12-31")).toBe(0);
  expect(placeOf("2026-07-02", "2026-01-01", "2026-12-31")).toBeCloseTo(49.9, 0);
  expect([placeOf("2025-01-01", "2026-01-01", "2026-12-31"), placeOf("2028-01-01", "2026-01-01", "2026-12-31")]).toEqual([0, 100]);
  expect(monthsBetween("2026-11-15", "2027-02-01")).toEqual(["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]);
  const marks = [{ date: "2026-03-01", title: "甲", done: true, late: false }];
  expect(spoken({ id: "a", title: "项目", state: "推进中", tone: "blue", from: "2026-01-01", to: "2026-06-01", marks })).toBe(
    "项目，推进中，2026-01-01 到 2026-06-01，里程碑 1 个，完成 1 个",
  );
});

test("every village has its row with visits newest first, solved and open problems, and who answers for it", () => {
  const visit = (date: string, village: string, solvedOn: string) =>
    ({
      id: date,
      date,
      unit: "shanshi",
      unitName: "山市镇",
      village,
      problems: [{ id: "p", text: "取暖", solvedOn }],
    }) as unknown as Activity;
  const units = [{ id: "shanshi", name: "山市镇", villages: ["01村", "02村"] }];
  const work = { id: "w", kind: "包村", unit: "shanshi", village: "02村" } as WorkLine;
  const visits = [
    visit("2026-03-01", "02村", "2026-03-09"),
    visit("2026-05-01", "02村", ""),
    visit("2026-05-02", "撤并村", ""),
    visit("2026-05-03", "", ""),
  ];
  const rows = villageRows(units, visits, [work, { ...work, id: "other", kind: "常规性" }]);
  expect(
    rows.map(({ village, visits: of, solved, open, items }) => [village, of.map(({ date }) => date), solved, open, items.length]),
  ).toEqual([
    ["01村", [], 0, 0, 0],
    ["02村", ["2026-05-01", "2026-03-01"], 1, 1, 1],
    ["撤并村", ["2026-05-02"], 0, 1, 0],
  ]);
});

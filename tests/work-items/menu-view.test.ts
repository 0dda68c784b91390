import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workItemKinds, workItemStates, workLamps } from "../../functions/work-items/contract.ts";
import type { WorkLine } from "../../functions/work-items/menu.contract.ts";
import { menuSheet } from "../../widgets/staff/work-items/menu-export.ts";
import { chosenItems, filtersOf, isOn, menuGroups, monthCells, monthCounts, monthOf } from "../../widgets/staff/work-items/menu.ts";

const TODAY = "2026-06-15";
const year = { year: 2026, today: TODAY };
const line = (more: Partial<WorkLine> = {}): WorkLine => ({
  id: "item-1",
  kind: "常规性",
  title: "培训计划",
  office: "组织科",
  owner: { id: "p1", name: "𠮷某" },
  start: "2026-02-10",
  end: "2026-04-20",
  state: "underway",
  lamp: "green",
  rhythm: "monthly",
  delays: 0,
  late: 0,
  touched: TODAY,
  ...more,
});
const monthsOn = (one: WorkLine) =>
  Array.from({ length: 12 }, (_, place) => place + 1).filter((month) => isOn(one, monthOf(2026, month), TODAY));

describe("an item is on the menu", () => {
  test("from its start to its date; late ones until today, finished ones until their end", () => {
    expect(monthsOn(line())).toEqual([2, 3, 4]);
    expect(monthsOn(line({ lamp: "red" }))).toEqual([2, 3, 4, 5, 6]);
    expect(monthsOn(line({ state: "closed", lamp: "none", endedOn: "2026-03-02" }))).toEqual([2, 3]);
    // Cancelled before it began, it still stands somewhere.
    expect(monthsOn(line({ state: "cancelled", lamp: "none", endedOn: "2026-01-05" }))).toEqual([2]);
    expect(monthsOn(line({ start: "2025-11-01", end: "2027-03-01" }))).toHaveLength(12);
  });

  test("shows a bar, the day of its date, and how it ended", () => {
    const shown = (one: WorkLine) => monthCells(one, 2026, TODAY).map(({ bar, text }) => (bar ? text || "-" : ""));
    expect(shown(line()).slice(0, 5)).toEqual(["", "-", "-", "20日", ""]);
    expect(shown(line({ state: "closed", lamp: "none", endedOn: "2026-03-02" })).slice(0, 5)).toEqual(["", "-", "✓", "", ""]);
    expect(shown(line({ state: "cancelled", lamp: "none", endedOn: "2026-03-02" }))[2]).toBe("×");
  });
});

describe("filters", () => {
  const items = [
    line({ id: "a" }),
    line({ id: "b", office: "干部科", kind: "项目", lamp: "red", owner: { id: "p2", name: "李组长" }, mine: "owner" }),
    line({ id: "c", office: "干部科", state: "closed", lamp: "none", endedOn: "2026-03-02", title: "Party 阵地建设" }),
  ];
  const ids = (query: Record<string, string>) => chosenItems(items, filtersOf(query), year).map(({ id }) => id);

  test("leave what fits, by 组室, kind, state, lamp, person, month and words", () => {
    expect(ids({})).toEqual(["a", "b", "c"]);
    expect(ids({ office: "干部科" })).toEqual(["b", "c"]);
    expect(ids({ kind: "项目" })).toEqual(["b"]);
    expect(ids({ state: "closed" })).toEqual(["c"]);
    expect(ids({ state: "open" })).toEqual(["a", "b"]);
    expect(ids({ state: "red" })).toEqual(["b"]);
    expect(chosenItems([line({ id: "d", answerBy: TODAY }), line({ id: "e", late: 1 })], filtersOf({ state: "answer" }), year)[0]!.id).toBe(
      "d",
    );
    expect(chosenItems([line({ id: "d", answerBy: TODAY }), line({ id: "e", late: 1 })], filtersOf({ state: "owing" }), year)[0]!.id).toBe(
      "e",
    );
    expect(ids({ person: "p2" })).toEqual(["b"]);
    expect(ids({ month: "5" })).toEqual(["b"]);
    expect(ids({ q: "party  建设" })).toEqual(["c"]);
    expect(ids({ q: "𠮷" })).toEqual(["a", "c"]);
  });

  test("take nothing that no menu knows", () => {
    expect(ids({ kind: "别的", state: "x", month: "13" })).toEqual(["a", "b", "c"]);
  });

  test("own items stand first, then 组室 in their order", () => {
    const groups = menuGroups(items, ["办公室", "干部科", "组织科"]);
    expect(groups.map(({ title, items: of }) => [title, of.map(({ id }) => id)])).toEqual([
      ["我的工作项", ["b"]],
      ["干部科", ["b", "c"]],
      ["组织科", ["a"]],
    ]);
  });
});

const day = fc
  .date({ min: new Date("2025-10-01"), max: new Date("2027-03-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyLine = fc
  .record({
    id: fc.uuid(),
    office: fc.constantFrom("组织科", "干部科", "已撤的科"),
    kind: fc.constantFrom(...workItemKinds),
    state: fc.constantFrom(...workItemStates),
    lamp: fc.constantFrom(...workLamps),
    start: day,
    end: day,
    mine: fc.option(fc.constantFrom("owner" as const, "member" as const), { nil: undefined }),
  })
  .map(({ mine, ...rest }) => line({ ...rest, ...(mine ? { mine } : {}) }));

test("no item is lost between the groups, and the counts are those of the cells", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), (items) => {
      const groups = menuGroups(items, ["组织科", "干部科"]);
      const grouped = groups.filter(({ office }) => office !== "").flatMap((group) => group.items.map(({ id }) => id));
      expect(grouped.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
      expect(groups[0]?.office === "" ? groups[0].items.length : 0).toBe(items.filter(({ mine }) => mine !== undefined).length);
      const bars = items.flatMap((one) => monthCells(one, 2026, TODAY)).filter(({ bar }) => bar).length;
      expect(monthCounts(items, 2026, TODAY).reduce((sum, { on }) => sum + on, 0)).toBe(bars);
      for (const { on, due, red, amber } of monthCounts(items, 2026, TODAY)) expect(on >= due && due >= red + amber).toBe(true);
    }),
  );
});

test("the sheet holds each item once, in the order of 组室, with its months", () => {
  const items = [line({ id: "b", mine: "owner", title: "=乙" }), line({ id: "a", office: "办公室", delays: 1, late: 2 })];
  const { columns, rows } = menuSheet(items, { ...year, offices: ["办公室", "组织科"] });
  expect(rows.map((row) => row[1])).toEqual(["培训计划", "=乙"]);
  expect(rows[0]!.length).toBe(columns.length);
  expect(rows[0]!.slice(-12, -7)).toEqual(["", "■", "■", "20日", ""]);
  expect([rows[0]![columns.indexOf("延期次数")], rows[0]![columns.indexOf("欠报次数")]]).toEqual([1, 2]);
});

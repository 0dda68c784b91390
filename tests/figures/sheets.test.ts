import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figures } from "../../functions/figures/contract.ts";
import { monthsBetween, monthOf, shiftMonth, startOf } from "../../functions/figures/months.ts";
import { breakLabel, stride } from "../../widgets/staff/figures/labels.ts";
import { sheetsOf } from "../../widgets/staff/figures/sheets-of.ts";
import { percent, rateOf } from "../../widgets/staff/figures/words.ts";

describe("months", () => {
  test("go forth and back over the turn of the year, and begin in Beijing", () => {
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-02", "2026-01")).toEqual([]);
    expect(startOf("2026-01")).toBe("2025-12-31T16:00:00.000Z");
    expect([monthOf("2025-12-31T15:59:59.999Z"), monthOf("2025-12-31T16:00:00.000Z")]).toEqual(["2025-12", "2026-01"]);
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -40, max: 40 }),
        (year, place, by) => {
          const month = `${year}-${String(place).padStart(2, "0")}`;
          expect(shiftMonth(shiftMonth(month, by), -by)).toBe(month);
          if (by >= 0) expect(monthsBetween(month, shiftMonth(month, by))).toHaveLength(by + 1);
        },
      ),
    );
  });
});

describe("the words of the figures", () => {
  test("a rate is rounded down: only all is 100 %", () => {
    expect(percent(rateOf({ inTime: 999, late: 1 }))).toBe("99.9%");
    expect(percent(rateOf({ inTime: 1999, late: 1 }))).toBe("99.9%");
    expect(percent(rateOf({ inTime: 3, late: 0 }))).toBe("100%");
    expect(percent(rateOf({ inTime: 0, late: 0 }))).toBe("—");
  });

  test("names under the bars are broken as Chinese is, never within a number, and lose nothing", () => {
    expect(breakLabel("新安朝鲜族镇", 5)).toEqual(["新安朝鲜族", "镇"]);
    expect(breakLabel("山市镇", 1)).toEqual(["山", "市", "镇"]);
    expect(breakLabel("12月\n2025", 1)).toEqual(["12月", "2025"]);
    expect(stride(["1月", "2月"], 4)).toBe(1);
    expect(stride(["12月", "11月"], 1.2)).toBe(2);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), fc.double({ min: 0.2, max: 12, noNaN: true }), (label, room) => {
        expect(breakLabel(label, room).join("")).toBe(label.replaceAll("\n", ""));
      }),
    );
  });
});

describe("the sheets of the figures", () => {
  const month = { downloads: 0, received: 1, answered: 1, inTime: 1, late: 0, open: 0, closed: 0 };
  const figures: Figures = {
    from: "2026-10",
    to: "2026-11",
    limitDays: 15,
    months: [
      { month: "2026-10", views: 2, ...month, medianDays: 4 },
      { month: "2026-11", views: 3, ...month },
    ],
    medianDays: 4,
    categories: [{ name: "=新理论", views: [2, 3], downloads: [0, 0], received: [1, 1] }],
    units: [{ name: "山市镇", views: [2, 3], downloads: [0, 0], received: [1, 1] }],
    kinds: [{ name: "建议", received: [1, 1] }],
    partial: true,
  };

  test("hold every month with its sum, fit Excel's names, and say when something was left out", () => {
    const sheets = sheetsOf(figures);
    const rows = (name: string) => sheets.find((sheet) => sheet.name === name)!.rows;
    expect(rows("按月").at(-1)!.slice(0, 5)).toEqual(["合计", 5, 0, 2, 2]);
    expect(rows("按月")[1]!.at(-1)).toBe("—");
    expect(rows("分类浏览")).toEqual([
      ["=新理论", 2, 3, 5],
      ["合计", 2, 3, 5],
    ]);
    for (const { name, columns, rows: lines } of sheets) {
      expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
      for (const line of lines) expect(line.length, name).toBe(columns.length);
    }
    expect(JSON.stringify(rows("说明"))).toContain("没有全部计入");
    expect(JSON.stringify(sheetsOf({ ...figures, partial: false }))).not.toContain("没有全部计入");
  });
});

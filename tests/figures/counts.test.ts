import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repairFigures } from "../../functions/figures/repair.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Figures } from "../../functions/figures/contract.ts";
import { beijing, newColumn, total } from "./support.ts";

const rowOf = (figures: Figures, of: "categories" | "units", name: string) => figures[of].find((row) => row.name === name)!;

/** Months, categories and units must say the same; what they say must be what the materials' own counters say. */
function consistent(figures: Figures, expected: { views: number; downloads: number }) {
  figures.months.forEach((month, place) => {
    for (const what of ["views", "downloads"] as const) {
      expect(total(figures.categories.map((row) => row[what][place]!))).toBe(month[what]);
      expect(total(figures.units.map((row) => row[what][place]!))).toBe(month[what]);
    }
    for (const rows of [figures.categories, figures.units, figures.kinds])
      expect(total(rows.map((row) => row.received[place]!))).toBe(month.received);
    expect(month.inTime + month.late + month.open + month.closed).toBe(month.received);
  });
  for (const what of ["views", "downloads"] as const) expect(total(figures.months.map((month) => month[what]))).toBe(expected[what]);
}

describe("figures: views and downloads", () => {
  test("by month, category and unit; the month is Beijing's; a second look of the same day counts no more", async () => {
    const column = await newColumn();
    const { id: theory } = await column.publish({ title: "新理论一篇", category: "新理论" });
    column.time.now = beijing("2026-10-31T23:59");
    await column.read(theory, "views", "shanshi");
    column.time.now = beijing("2026-11-01T00:00");
    await column.read(theory, "views", "shanshi");
    await column.read(theory, "downloads", "changting");
    await column.read(column.material);
    await column.call("POST", `/api/materials/${theory}/views`, { address: "198.51.100.7" });
    await column.call("POST", `/api/materials/${theory}/views`, { address: "198.51.100.7" });
    const figures = await column.figures("?from=2026-10&to=2026-11");
    expect(figures.months.map(({ month, views, downloads }) => [month, views, downloads])).toEqual([
      ["2026-10", 1, 0],
      ["2026-11", 3, 1],
    ]);
    expect(rowOf(figures, "categories", "新理论")).toMatchObject({ views: [1, 2], downloads: [0, 1] });
    expect(rowOf(figures, "categories", "评论文章")).toMatchObject({ views: [0, 1] });
    expect(rowOf(figures, "units", "山市镇")).toMatchObject({ views: [1, 1], downloads: [0, 0] });
    expect(rowOf(figures, "units", "长汀镇")).toMatchObject({ views: [0, 0], downloads: [0, 1] });
    expect(rowOf(figures, "units", "未注明单位")).toMatchObject({ views: [0, 2], downloads: [0, 0] });
    consistent(figures, { views: 4, downloads: 1 });
  });

  test("rows keep their fixed order, whatever was read most; nobody is named", async () => {
    const column = await newColumn();
    for (let n = 0; n < 5; n++) await column.read(column.material, "views", "changting");
    const before = await column.figures();
    await column.read(column.material, "views", "shanshi");
    const figures = await column.figures();
    expect(figures.units.map(({ name }) => name).slice(0, 2)).toEqual(before.units.map(({ name }) => name).slice(0, 2));
    expect(figures.categories[0]!.name).toBe("新理论");
    expect(figures.months).toHaveLength(12);
    expect(figures.months.at(-1)!.month).toBe("2026-11");
    expect(JSON.stringify(figures)).not.toMatch(/某人|person|login/);
  });

  test("a renamed category keeps its figures under the new name", async () => {
    const column = await newColumn();
    await column.read(column.material);
    const admin = await column.signIn(["admin"]);
    const { body: settings } = await column.call<{ version: number; categories: string[] }>("GET", "/api/staff/settings", {
      cookie: admin,
    });
    const renamed = await column.call("POST", "/api/staff/settings/categories/rename", {
      cookie: admin,
      body: { from: "评论文章", to: "评论", version: settings.version },
    });
    expect(renamed.status, renamed.text).toBeLessThan(300);
    await column.read(column.material);
    const figures = await column.figures();
    expect(rowOf(figures, "categories", "评论")).toMatchObject({ views: [...Array.from({ length: 11 }, () => 0), 2] });
    expect(figures.categories.some(({ name }) => name === "评论文章")).toBe(false);
  });

  test("what was counted before there were figures is carried over once, beside running counts and other runs", async () => {
    const column = await newColumn();
    const { id: theory } = await column.publish({ title: "新理论一篇", category: "新理论" });
    // As an earlier version wrote it.
    const old = (pk: string, sk: string, amounts: Record<string, number>) =>
      column.store.add({ table: "materials", key: { pk, sk }, amounts });
    await old(`counts#${theory}`, "total", { views: 7, downloads: 2 });
    await old(`counts#${theory}`, "month#2026-10", { views: 5, downloads: 2 });
    await old(`counts#${theory}`, "month#2026-11", { views: 2 });
    await old("unit-counts#shanshi", `month#2026-10#${theory}`, { views: 3 });
    await column.read(theory, "views", "shanshi");
    const runs = [
      repairFigures(column.deps),
      repairFigures(column.deps),
      column.read(theory),
      column.read(theory, "downloads"),
      jobs["repair-figures"]!(column.deps),
    ];
    await Promise.all(runs);
    await repairFigures(column.deps);
    const figures = await column.figures("?from=2026-10&to=2026-11");
    expect(rowOf(figures, "categories", "新理论")).toMatchObject({ views: [5, 4], downloads: [2, 1] });
    expect(rowOf(figures, "units", "山市镇").views).toEqual([3, 1]);
    consistent(figures, { views: 9, downloads: 3 });
    expect(await repairFigures(column.deps)).toBe(0);
    expect(await column.figures("?from=2026-10&to=2026-11")).toEqual(figures);
  });

  test("sums agree with what each material counted, whatever is read, when and by whom", async () => {
    const column = await newColumn();
    const materials = [column.material];
    for (const category of ["新理论", "讲课稿"]) materials.push((await column.publish({ title: category, category })).id);
    const start = column.time.now;
    const counted = { views: 0, downloads: 0 };
    const reading = fc.record({
      material: fc.nat(2),
      what: fc.constantFrom("views" as const, "downloads" as const),
      unit: fc.option(fc.constantFrom("shanshi", "changting"), { nil: undefined }),
      days: fc.nat(90),
      repair: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 8 }), async (readings) => {
        for (const { material, what, unit, days, repair } of readings) {
          column.time.now = start + days * 86_400_000;
          await column.read(materials[material]!, what, unit);
          counted[what] += 1;
          if (repair) await repairFigures(column.deps);
        }
        column.time.now = start;
        consistent(await column.figures("?from=2026-11&to=2027-03"), counted);
      }),
      { numRuns: 12 },
    );
    const rows = column.rows("materials").filter(({ pk, sk }) => pk.startsWith("counts#") && sk === "total");
    const stored = rows.map(({ data }) => JSON.parse(data) as Record<string, number>);
    expect(total(stored.map((row) => row["views"] ?? 0))).toBe(counted.views);
    expect(total(stored.map((row) => row["downloads"] ?? 0))).toBe(counted.downloads);
  });
});

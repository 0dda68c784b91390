import fc from "fast-check";
import { expect, test } from "vitest";
import type { UnitRow } from "../../functions/units/contract.ts";
import { withAdmin } from "../people/support.ts";

const row = (change: Partial<UnitRow> = {}): UnitRow => ({ name: "山市镇", kind: "乡镇", villages: "", ...change });

test("units of a file come in its order, villages split at any separator", async () => {
  const column = await withAdmin();
  const rows = [
    row({ name: "丙镇", villages: "㛃家村、二村,三村\n四村；" }),
    row({ name: "甲镇" }),
    row({ name: "䶮社区", kind: " 社区 " }),
  ];
  const { body } = await column.importUnits(rows, { key: "one-key-for-all" });
  expect(body.errors).toEqual([]);
  expect(body.created[0]?.villages).toEqual(["㛃家村", "二村", "三村", "四村"]);
  expect((await column.units()).items.map(({ name }) => name)).toEqual(["丙镇", "甲镇", "䶮社区"]);
  expect((await column.importUnits(rows, { key: "one-key-for-all" })).body).toEqual(body);
  expect((await column.importUnits(rows, { key: "one-key-for-all", dryRun: true })).body).toEqual({ errors: [], created: [] });
  expect((await column.units()).items).toHaveLength(3);
  expect((await column.importUnits(rows)).body.errors.map(({ code }) => code)).toEqual(["taken", "taken", "taken"]);
});

test("every fault is named, and no unit created", async () => {
  const column = await withAdmin();
  await column.unit({ name: "旧镇" });
  const rows = [
    row(),
    row({ name: "山市镇 " }),
    row({ name: "旧镇" }),
    row({ name: "", kind: "" }),
    row({ name: "长".repeat(21), kind: "县城" }),
    row({ name: "甲", villages: "一村、一村" }),
    row({ name: "乙", villages: "长".repeat(21) }),
    row({ name: "丙", villages: Array.from({ length: 201 }, (_, n) => `村${n}`).join("、") }),
  ];
  for (const dryRun of [true, false]) {
    const { body } = await column.importUnits(rows, { dryRun });
    expect(body.created).toEqual([]);
    expect(body.errors.map((error) => [error.row, error.field, error.code])).toEqual([
      [1, "name", "repeated"],
      [2, "name", "taken"],
      [3, "name", "required"],
      [3, "kind", "required"],
      [4, "name", "max_length"],
      [4, "kind", "unknown"],
      [5, "villages", "repeated"],
      [6, "villages", "max_length"],
      [7, "villages", "too_many"],
    ]);
  }
  expect((await column.units()).items).toHaveLength(1);
});

test("there are at most 500 units", async () => {
  const column = await withAdmin();
  const many = (count: number, of: string) => Array.from({ length: count }, (_, n) => row({ name: `${of}${n}` }));
  expect((await column.importUnits(many(499, "甲"))).body.created).toHaveLength(499);
  expect((await column.importUnits(many(2, "乙"))).body.errors).toEqual([{ row: 1, field: "", code: "too_many" }]);
  expect((await column.unit({ name: "乙" })).status).toBe(201);
  expect((await column.unit({ name: "丙" })).status).toBe(429);
}, 60_000);

const anyRow = fc.record({
  name: fc.oneof(fc.constantFrom("甲", "乙", "丙", "", " 甲", "长".repeat(21)), fc.string({ unit: "binary", maxLength: 6 })),
  kind: fc.constantFrom("乡镇", "社区", "企业", "县"),
  villages: fc.oneof(fc.constantFrom("", "一村、二村", "一村、一村"), fc.string({ unit: "binary", maxLength: 8 })),
});

test("any rows: the dry run names what the real run refuses; that creates all or none", async () => {
  const column = await withAdmin();
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 3 }), async (rows) => {
      const dry = await column.importUnits(rows, { dryRun: true });
      const count = (await column.units()).items.length;
      const real = await column.importUnits(rows);
      expect(real.status).toBe(dry.status);
      if (dry.status !== 200) {
        expect(dry.status).toBe(400);
        return;
      }
      expect(real.body.errors).toEqual(dry.body.errors);
      expect((await column.units()).items.length).toBe(count + (dry.body.errors.length > 0 ? 0 : rows.length));
    }),
    { numRuns: 150 },
  );
}, 60_000);

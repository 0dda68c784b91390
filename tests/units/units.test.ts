import { describe, expect, test } from "vitest";
import type { Unit } from "../../functions/units/contract.ts";
import { withAdmin } from "../people/support.ts";

describe("units", () => {
  test("are public by name and kind; villages are not", async () => {
    const column = await withAdmin();
    const { body, status } = await column.unit({ villages: ["山市镇01村", "㛃家村"] });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      name: "山市镇",
      kind: "乡镇",
      villages: ["山市镇01村", "㛃家村"],
      retired: false,
      version: 1,
    });
    expect((await column.call("GET", "/api/units")).body).toEqual({ items: [{ id: body.id, name: "山市镇", kind: "乡镇" }] });
    expect((await column.units()).items).toEqual([{ ...body, villages: 2 }]);
  });

  test("are created once per key, and never two of one name", async () => {
    const column = await withAdmin();
    const first = await column.unit({}, "a-key-of-the-form");
    expect((await column.unit({}, "a-key-of-the-form")).body).toEqual(first.body);
    for (const name of ["山市镇", " 山市镇 ", "山市镇"])
      expect((await column.unit({ name })).body).toMatchObject({ code: "name-taken", errors: [{ field: "name", code: "taken" }] });
    const both = await Promise.all([column.unit({ name: "柴河镇" }), column.unit({ name: "柴河镇" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await column.units()).items.map(({ name }) => name).toSorted()).toEqual(["山市镇", "柴河镇"]);
  });

  test("are changed at their version; a name is free again when it was given up", async () => {
    const column = await withAdmin();
    const { body: unit } = await column.unit({ villages: ["一村"] });
    await column.unit({ name: "柴河镇" });
    const change = (body: object) => column.as<Unit>("PUT", `units/${unit.id}`, { name: unit.name, kind: unit.kind, version: 1, ...body });
    expect((await change({ name: "柴河镇" })).body).toMatchObject({ code: "name-taken" });
    expect((await change({ villages: ["二村", "二村 "] })).body).toMatchObject({ errors: [{ field: "villages", code: "repeated" }] });
    expect((await change({ name: "山市新镇", villages: ["二村"] })).body).toMatchObject({
      version: 2,
      name: "山市新镇",
      villages: ["二村"],
    });
    expect((await change({ name: "山市老镇" })).body).toMatchObject({ code: "conflict", current: { version: 2, name: "山市新镇" } });
    expect((await column.unit({ name: "山市镇" })).status).toBe(201);
    expect((await column.unit({ name: "山市新镇" })).status).toBe(409);
    expect((await column.as("PUT", "units/nothing", { name: "某某", kind: "企业", version: 1 })).status).toBe(404);
  });

  test("stand in the order that was given, new ones last; the second who orders is told", async () => {
    const column = await withAdmin();
    const ids: string[] = [];
    for (const name of ["甲镇", "乙镇", "丙镇"]) {
      column.time.now += 1000;
      ids.push((await column.unit({ name })).body.id);
    }
    const order = (list: string[], version: number) => column.as("PUT", "unit-order", { ids: list, version });
    expect((await order([ids[2]!, ids[0]!, ids[0]!, "unknown-one", ids[1]!], 0)).status).toBe(200);
    expect((await order(ids, 0)).body).toMatchObject({ code: "conflict", current: { orderVersion: 1 } });
    column.time.now += 1000;
    await column.unit({ name: "丁镇" });
    expect((await column.units()).items.map(({ name }) => name)).toEqual(["丙镇", "甲镇", "乙镇", "丁镇"]);
    const { body } = await column.call<{ items: { name: string }[] }>("GET", "/api/units");
    expect(body.items.map(({ name }) => name)).toEqual(["丙镇", "甲镇", "乙镇", "丁镇"]);
  });

  test("that are retired are offered nowhere but stay readable, and can come back", async () => {
    const column = await withAdmin();
    const { body: unit } = await column.unit();
    const formUnits = async () => (await column.call<{ units: { id: string }[] }>("GET", "/api/feedback/form")).body.units;
    expect(await formUnits()).toHaveLength(1);
    const step = (name: string, version: number) => column.as<Unit>("POST", `units/${unit.id}/${name}`, { version });
    expect((await step("retire", 1)).body).toMatchObject({ retired: true, version: 2 });
    expect(await formUnits()).toEqual([]);
    expect((await column.call("GET", "/api/units")).body).toEqual({ items: [] });
    expect((await column.units()).items).toMatchObject([{ name: "山市镇", retired: true }]);
    expect((await column.as("GET", `units/${unit.id}`)).body).toMatchObject({ name: "山市镇" });
    expect((await step("restore", 1)).status).toBe(409);
    expect((await step("restore", 2)).body).toMatchObject({ retired: false, version: 3 });
    expect(await formUnits()).toHaveLength(1);
  });

  test("of an earlier version, without order, name claim or end, are as good as new ones", async () => {
    const column = await withAdmin();
    const old = { id: "shanshi", name: "山市镇", kind: "乡镇", villages: [] };
    await column.store.put("materials", { pk: "unit", sk: "shanshi", unit: old }, { ifAbsent: true });
    expect((await column.units()).items).toMatchObject([{ id: "shanshi", retired: false, version: 1 }]);
    expect((await column.unit()).body).toMatchObject({ code: "name-taken" });
    expect((await column.as("POST", "units/shanshi/retire", { version: 1 })).status).toBe(200);
    const { retired: _, ...input } = { ...old, id: undefined, retired: true };
    expect((await column.as("PUT", "units/shanshi", { ...input, name: "新镇", version: 2 })).body).toMatchObject({ retired: true });
  });
});

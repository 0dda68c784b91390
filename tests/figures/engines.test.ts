import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Figures } from "../../functions/figures/contract.ts";
import { repairFigures } from "../../functions/figures/repair.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import type { Today } from "../../functions/today/contract.ts";
import { newColumn } from "../support/column.ts";
import { emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { total } from "./support.ts";

/** The other tests stand on SQLite; this one shows that the same counters, guards and reads are what DynamoDB's API does. */
describe.each(["dynoxide", "extenddb"] as const)("figures and today on %s", (name) => {
  const missing = emulatorMissing(name);
  if (missing) {
    notRun(`figures and today on ${name}`, missing);
    test.skip("not run here", () => undefined);
    return;
  }
  let engine: Awaited<ReturnType<typeof startEmulator>>;
  beforeAll(async () => {
    engine = await startEmulator(name);
  }, 60_000);
  afterAll(() => engine?.stop());

  test("counts, carries over what was counted before, adds up, and answers what waits", async () => {
    const { endpoint, region, credentials } = engine;
    const column = await newColumn({}, (now) =>
      openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix: "figures-",
        tables,
        cursorKey: "a key of cursors for tests",
        createTables: true,
        now,
      }),
    );
    const unit = { id: "shanshi", name: "山市镇", kind: "乡镇", villages: [] };
    await column.store.put("materials", { pk: "unit", sk: "shanshi", unit }, { ifAbsent: true });
    const { id } = await column.publish({ category: "讲课稿" });
    const old = (pk: string, sk: string, views: number) => column.store.add({ table: "materials", key: { pk, sk }, amounts: { views } });
    await old(`counts#${id}`, "month#2026-11", 5);
    await old("unit-counts#shanshi", `month#2026-11#${id}`, 2);
    const read = (reader: number) =>
      column.call("POST", `/api/materials/${id}/views?unit=shanshi`, { headers: { "x-test-address": `198.18.0.${reader}` } });
    for (const reader of [1, 2, 2, 3]) expect((await read(reader)).status).toBe(200);
    // Two runs side by side file everything once.
    await Promise.all([repairFigures(column.deps), repairFigures(column.deps)]);
    await repairFigures(column.deps);
    const cookie = await column.signIn(["director"]);
    const { body: figures } = await column.call<Figures>("GET", "/api/staff/figures?from=2026-11&to=2026-11", { cookie });
    expect(figures.months[0]).toMatchObject({ month: "2026-11", views: 8, downloads: 0, received: 0 });
    expect(total(figures.categories.map(({ views }) => views[0]!))).toBe(8);
    expect(figures.units.map(({ name: unitName, views }) => [unitName, views[0]])).toEqual([
      ["山市镇", 5],
      ["未注明单位", 3],
    ]);
    const { status, body } = await column.call<Today>("GET", "/api/staff/today", { cookie });
    expect(status).toBe(200);
    expect(body.lamps).toMatchObject({ column: { colour: "none" }, feedback: { colour: "none", waiting: 0 } });
    expect(body.changes.map(({ title }) => title)).toEqual(["创新三题"]);
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { withAdmin } from "./support.ts";

/** The other tests stand on SQLite; this one shows that the same transactions are what DynamoDB's API accepts. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("people and units on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  let column: Awaited<ReturnType<typeof withAdmin>>;
  let opened = 0;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
  }, 60_000);
  afterAll(() => emulator?.stop());

  const open = async () => {
    opened += 1;
    const { endpoint, region, credentials } = emulator;
    const tablePrefix = `people-${opened}-`;
    column = await withAdmin((now) =>
      openDynamoStore({ endpoint, region, credentials, tablePrefix, tables, cursorKey: "a key of cursors", createTables: true, now }),
    );
  };

  test("units and people are imported in chunks, once per key, and found by their filters", async () => {
    await open();
    const units = await column.importUnits([
      { name: "㛃家镇", kind: "乡镇", villages: "一村、䶮村" },
      { name: "𠮷社区", kind: "社区" },
    ]);
    expect(units.body.created.map(({ name }) => name)).toEqual(["㛃家镇", "𠮷社区"]);
    const ids = units.body.created.map(({ id }) => id);
    expect((await column.as("PUT", "unit-order", { ids: ids.toReversed(), version: 0 })).status).toBe(200);
    expect((await column.units()).items.map(({ name }) => name)).toEqual(["𠮷社区", "㛃家镇"]);

    const rows = Array.from({ length: 60 }, (_, n) => ({
      login: `p${n}`,
      name: `𠮷${n}`,
      roles: n % 20 ? "部内干部" : "基层单位",
      unit: "㛃家镇",
    }));
    const first = await column.importPeople(rows, { key: "one-key-for-all" });
    expect(first.body.created).toHaveLength(60);
    expect((await column.importPeople(rows, { key: "one-key-for-all" })).body).toEqual(first.body);
    expect((await column.importPeople(rows)).body.errors.map(({ code }) => code)).toEqual(Array(60).fill("taken"));
    const contacts = (await column.people(`role=unit&unit=${ids[0]}`)).items.map(({ login }) => login);
    expect(contacts).toEqual(["p0", "p20", "p40"]);
  }, 60_000);

  test("one of two administrators who close each other at once remains", async () => {
    await open();
    const other = await column.signIn(["admin"], { id: "other" });
    const answers = await Promise.all([
      column.as("POST", "people/other/disable", {}),
      column.call("POST", "/api/staff/people/the-admin/disable", { cookie: other, body: {} }),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const standing = await Promise.all([column.as("GET", "session"), column.call("GET", "/api/staff/session", { cookie: other })]);
    expect(standing.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
  }, 60_000);
});

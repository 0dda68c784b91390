import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import type { StoreTables } from "../../functions/store/limits.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { WholeStore } from "../../functions/store/store.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";

const before: StoreTables = { lines: { indexes: { byObject: { pk: "objectPk", sk: "at" } } } };
const after: StoreTables = { lines: { indexes: { byObject: { pk: "objectPk", sk: "at" }, byPerson: { pk: "by", sk: "at" } } } };

/** Opens with the old data map, writes, opens with the new one: the old lines are in the new index, and new ones join them. */
async function grows(open: (tables: StoreTables) => Promise<WholeStore>): Promise<void> {
  const old = await open(before);
  for (const [place, by] of ["甲", "乙", "甲"].entries())
    await old.put("lines", { pk: "day", sk: `1#${place}`, objectPk: "o", at: `1#${place}`, by }, { ifAbsent: true });
  await old.close();
  const grown = await open(after);
  await grown.put("lines", { pk: "day", sk: "2", objectPk: "o", at: "2", by: "甲" }, { ifAbsent: true });
  const of = async (by: string) => (await grown.query({ table: "lines", index: "byPerson", pk: by, limit: 10 })).items.map(({ sk }) => sk);
  await expect.poll(() => of("甲"), { timeout: 10_000 }).toEqual(["1#0", "1#2", "2"]);
  expect(await of("乙")).toEqual(["1#1"]);
  expect((await grown.query({ table: "lines", index: "byObject", pk: "o", limit: 10 })).items).toHaveLength(4);
  await grown.close();
  // And once more, with nothing to add.
  await (await open(after)).close();
}

describe("an index that joins the data map later holds what was there before", () => {
  it("on SQLite", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gxjt-index-"));
    await grows((tables) => openSqliteStore({ folder, tables, cursorKey: "a cursor key for tests only" }));
    rmSync(folder, { recursive: true });
  });

  for (const name of ["dynoxide", "extenddb"] as EmulatorName[]) {
    const missing = emulatorMissing(name);
    if (missing) notRun(`an index that joins later on ${name}`, missing);
    it.skipIf(missing)(
      `on ${name}`,
      async () => {
        const { endpoint, region, credentials, stop } = await startEmulator(name);
        const options = {
          endpoint,
          region,
          credentials,
          tablePrefix: "later-",
          cursorKey: "a cursor key for tests only",
          createTables: true,
        };
        await grows((tables) => openDynamoStore({ ...options, tables })).finally(stop);
      },
      60_000,
    );
  }
});

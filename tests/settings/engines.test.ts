import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveCategories } from "../../functions/settings/categories.ts";
import { wordLimits } from "../../functions/settings/words.contract.ts";
import { readWordList } from "../../functions/settings/words.table.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn } from "../support/column.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";

/** The other tests stand on SQLite; these show that DynamoDB's API takes the same transactions. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("the settings on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
  });
  afterAll(() => emulator?.stop());

  const open = (tablePrefix: string) => {
    const { endpoint, region, credentials } = emulator;
    const options = { endpoint, region, credentials, tablePrefix, tables, cursorKey: "a key of cursors for tests", createTables: true };
    return newColumn({}, (now) => openDynamoStore({ ...options, now }));
  };

  test("the longest word list fits, and its replacement too", async () => {
    const column = await open("words-");
    const admin = await column.signIn(["admin"]);
    const longest = (last: string) =>
      Array.from({ length: wordLimits.words }, (_, place) => String(place).padStart(5, "0") + "字".repeat(wordLimits.word - 6) + last);
    const put = (words: string[], version: number) =>
      column.call("PUT", "/api/staff/settings/words", { cookie: admin, body: { words, version } });
    expect((await put(longest("甲"), 0)).status).toBe(200);
    expect((await put(longest("乙"), 1)).status).toBe(200);
    expect((await put(["晚"], 1)).status).toBe(409);
    expect(await readWordList(column.store)).toEqual({ words: longest("乙"), version: 2 });
  }, 30_000);

  test("a renamed category takes its materials along", async () => {
    const column = await open("categories-");
    await column.publish({ title: "论语心得", category: "讲课稿", ties: ["中心工作", "自身的业务"] });
    const admin = await column.signIn(["admin"]);
    const sent = { from: "讲课稿", to: "讲稿", version: 0 };
    expect((await column.call("POST", "/api/staff/settings/categories/rename", { cookie: admin, body: sent })).status).toBe(200);
    await moveCategories(column.deps);
    for (const category of ["讲稿", "讲课稿"]) {
      const { body } = await column.call<{ items: { title: string; category: string }[] }>(
        "GET",
        `/api/materials?category=${encodeURIComponent(category)}`,
      );
      expect(body.items).toMatchObject([{ title: "论语心得", category: "讲稿" }]);
    }
  }, 30_000);
});

import { expect, test } from "vitest";
import { defaultSettings } from "../../functions/settings/contract.ts";
import { readSettings } from "../../functions/settings/table.ts";
import { readWordList } from "../../functions/settings/words.table.ts";
import { newColumn } from "../support/column.ts";

const key = { pk: "settings", sk: "column" };

test("settings that an earlier version has stored get the defaults of what they lack, and keep their word list", async () => {
  const column = await newColumn();
  const old = { categories: ["理论"], threePeople: false, wordList: ["发票"], contactRetentionDays: 90 };
  await column.store.put("materials", { ...key, settings: old }, { ifAbsent: true });
  const { wordList, ...kept } = old;
  expect(await readSettings(column.store)).toEqual({ ...defaultSettings, ...kept, version: 1 });
  expect(await readWordList(column.store)).toEqual({ words: wordList, version: 0 });

  const admin = await column.signIn(["admin"]);
  const { body: read } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  const saved = await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...read, contactRetentionDays: 100 } });
  expect(saved.body).toEqual({ ...defaultSettings, ...kept, contactRetentionDays: 100, version: 2 });
  expect((await readWordList(column.store)).words).toEqual(["发票"]);
});

test("limits that only name some days are filled in", async () => {
  const column = await newColumn();
  await column.store.put("materials", { ...key, settings: { limits: { columnAmberDays: 30 } } }, { ifAbsent: true });
  expect((await readSettings(column.store)).limits).toEqual({ ...defaultSettings.limits, columnAmberDays: 30 });
});

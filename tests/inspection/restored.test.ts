import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sealOf } from "../../functions/inspection/sheets.ts";
import { findFrozen, putRemark } from "../../functions/inspection/table.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { command, newFolder, SECRET } from "../backup/support.ts";
import { inspected, MONTH } from "./support.ts";

test("a backup and its restore keep a signed sheet byte by byte, and locked", async () => {
  const [DATA_DIR, fresh, copy] = [join(newFolder(), "data"), join(newFolder(), "data"), join(newFolder(), "backup")];
  mkdirSync(DATA_DIR);
  const all = await inspected((now) => openSqliteStore({ folder: DATA_DIR, tables, cursorKey: SECRET, now }));
  await all.make();
  await all.remark("person-a", "认真，𠮷祥，“㛃”。");
  expect((await all.sign()).status).toBe(200);
  const before = (await findFrozen(all.column.store, MONTH))!;
  await all.column.store.close();
  expect(await command("backup", [copy], { DATA_DIR, SECRET })).toMatchObject({ code: 0 });
  expect(await command("restore", [copy], { DATA_DIR: fresh, SECRET })).toMatchObject({ code: 0 });
  const store = await openSqliteStore({ folder: fresh, tables, cursorKey: SECRET });
  try {
    const after = (await findFrozen(store, MONTH))!;
    expect(after).toEqual(before);
    expect(sealOf(after.content)).toBe(after.hash);
    const change = putRemark(MONTH, { person: "person-b", text: "后来写的", version: 0 });
    await expect(store.transact(change)).rejects.toThrow("condition failed");
  } finally {
    await store.close();
  }
}, 30_000);

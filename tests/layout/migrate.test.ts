import { describe, expect, test } from "vitest";
import { systemActor } from "../../functions/audit/table.ts";
import { LayoutTooNew, migrate } from "../../functions/layout/migrate.ts";
import type { Step } from "../../functions/layout/steps.ts";
import { putLayout, readLayout } from "../../functions/layout/table.ts";
import { findEdition } from "../../functions/materials/table.ts";
import { defaultSettings } from "../../functions/settings/contract.ts";
import { writeSettings } from "../../functions/settings/table.ts";
import { readWordList } from "../../functions/settings/words.table.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn, type Column } from "../support/column.ts";
import { newDataDir, removeDataDir, runToEnd } from "../support/server-process.ts";

/** A column as the first version left it: the words among the settings, views that are in no figures. */
async function oldColumn(): Promise<{ column: Column; id: string }> {
  const column = await newColumn();
  const { id } = await column.publish({ category: "评论文章" });
  await writeSettings(column.deps, systemActor, defaultSettings, 0);
  const item = (await column.store.get("materials", { pk: "settings", sk: "column" }))!;
  await column.store.put(
    "materials",
    { ...item, settings: { ...defaultSettings, wordList: ["甲词", "乙词"] } },
    { ifVersion: item.version },
  );
  await column.store.add({ table: "materials", key: { pk: `counts#${id}`, sk: "month#2026-10" }, amounts: { views: 7 } });
  const page = (await column.store.get("materials", { pk: `published#${id}`, sk: "page" }))!["page"];
  await column.store.put("materials", { pk: `material#${id}`, sk: "history#000003", page }, { ifAbsent: true });
  return { column, id };
}

const figures = (column: Column) =>
  column
    .rows("materials")
    .filter(({ pk }) => pk === "figures#2026")
    .map(({ sk, data }) => [sk.slice(0, "10#category".length), (JSON.parse(data) as { views?: number }).views]);
const layoutOf = async ({ store }: Column) => (await readLayout(store)).layout;

describe("a store of an earlier layout", () => {
  test("is brought to the present one, once", async () => {
    const { column, id } = await oldColumn();
    expect([await layoutOf(column), figures(column)]).toEqual([0, []]);
    expect(await migrate(column.deps)).toEqual([1, 2, 3]);
    expect(figures(column)).toEqual([["10#category", 7]]);
    expect(await readWordList(column.store)).toEqual({ words: ["甲词", "乙词"], version: 1 });
    expect(await layoutOf(column)).toBe(3);
    expect(await findEdition(column.store, id, 3)).toMatchObject({ card: { id } });
    const rows = column.rows("materials");
    expect(await migrate(column.deps)).toEqual([]);
    expect(column.rows("materials")).toEqual(rows);
  });

  test("may be migrated by two machines at once", async () => {
    const { column } = await oldColumn();
    const runs = await Promise.all([migrate(column.deps), migrate(column.deps)]);
    expect(runs.flat().toSorted()).toEqual([1, 2, 3]);
    expect([figures(column), (await readWordList(column.store)).words]).toEqual([[["10#category", 7]], ["甲词", "乙词"]]);
  });

  test("goes on where a run was broken off", async () => {
    const column = await newColumn();
    const done: number[] = [];
    let away = true;
    const step = (number: number): Step => ({
      number,
      what: `step ${number}`,
      carryOut: async () => {
        if (number === 2 && away) throw new StoreUnavailable("away");
        return done.push(number);
      },
    });
    const all = [1, 2, 3].map(step);
    await expect(migrate(column.deps, all)).rejects.toThrow("away");
    expect([done, await layoutOf(column)]).toEqual([[1], 1]);
    away = false;
    expect(await migrate(column.deps, all)).toEqual([2, 3]);
    expect([done, await layoutOf(column)]).toEqual([[1, 2, 3], 3]);
  });

  test("a new installation takes every step with nothing to change", async () => {
    const column = await newColumn();
    await migrate(column.deps);
    expect([await layoutOf(column), column.rows("audit")]).toEqual([3, []]);
  });
});

describe("a store of a later layout", () => {
  test("is refused before anything is changed", async () => {
    const column = await newColumn();
    await column.store.transact([putLayout(9, 0)]);
    await expect(migrate(column.deps)).rejects.toThrow(LayoutTooNew);
    expect(await layoutOf(column)).toBe(9);
  });

  test("the server says so in one sentence and does not start", async () => {
    const DATA_DIR = newDataDir();
    const store = await openSqliteStore({ folder: DATA_DIR, tables, cursorKey: "a key of cursors for tests" });
    await store.transact([putLayout(9, 0)]);
    await store.close();
    expect(await runToEnd({ DATA_DIR })).toEqual({
      code: 1,
      out: "",
      error: "The data have layout 9, and this version knows 3: start the version that wrote them, or restore a backup of before.\n",
    });
    removeDataDir(DATA_DIR);
  }, 60_000);
});

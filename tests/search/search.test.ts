import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SEARCHED_CHARACTERS, searchedText } from "../../functions/search/document.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import { search } from "../../functions/search/search.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { BadCursor, type Store } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import { MemoryStore } from "./memory-store.ts";
import { cursorKey, idsOf, publish, searchAll, withdraw } from "./support.ts";

const fold = (store: Store) => foldFresh(store, { maxDocuments: 500 });

describe.each(["fresh", "folded"])("every kind of query, %s", (state) => {
  let store: Store;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "gxjt-search-"));
    store = await openSqliteStore({ folder, tables, cursorKey });
    await publish(store, "「三推一定票决制」的做法", "村级民主治理的经验，党建与工作。", { id: "vote", category: "新知识" });
    await publish(store, "学习制度", "每双周的星期五下午为集中学习时间。文件按GB/T 9704—2012排版，E-Mail报送，⼀心⼀意。", {
      id: "rules",
      ties: ["中心工作"],
    });
    await publish(store, "ＡＩ与人工智能", "人工智能（AI）改变工作；党\u200b建也是。作者是𠮷某，management课。", { id: "ai" });
    await publish(store, "农村工作讲话", "党建工作会议。学习先进。", { id: "talk", summary: "浙江归来话浙江" });
    if (state === "folded") expect(await fold(store)).toEqual({ folded: 4, more: false });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test.each<[string, string[]]>([
    ["党建", ["talk", "ai", "vote"]],
    ["学习", ["rules", "talk"]],
    ["工作", ["talk", "ai", "rules", "vote"]],
    ["习", ["rules", "talk"]],
    ["集中学习时间", ["rules"]],
    ["工作学习", []],
    ["党建 学习", ["talk"]],
    ["学习，党建", ["talk"]],
    ["农村 党建", ["talk"]],
    ["“三推一定”", ["vote"]],
    ["『三推一定票决制』", ["vote"]],
    ["ai", ["ai", "rules"]],
    ["ＡＩ", ["ai", "rules"]],
    ["gb/t 9704", ["rules"]],
    ["GB/T9704", []],
    ["e-mail", ["rules"]],
    ["manag", ["ai"]],
    ["𠮷", ["ai"]],
    ["一心", ["rules"]],
    ["⼀意", ["rules"]],
    ["学习b", ["rules", "talk"]],
    ["党建gong'zuo", ["talk", "ai", "vote"]],
    // A Latin word of its own is no unfinished input.
    ["会议 b", []],
    ["浙江归来", ["talk"]],
    ["中心工作", ["rules"]],
    ["不存在", []],
    ["，。", []],
    ["", []],
    ["(a+)+$", ["ai", "rules"]],
    ["%_*?\\", []],
    ["a# #", ["ai", "rules"]],
  ])("%j finds %j", async (q, ids) => {
    expect(await idsOf(store, q)).toEqual(ids);
  });

  test("filters by category and tie, also both", async () => {
    expect(await idsOf(store, "工作", { category: "新知识" })).toEqual(["vote"]);
    expect(await idsOf(store, "学习", { tie: "中心工作" })).toEqual(["rules"]);
    expect(await idsOf(store, "学习", { tie: "中心工作", category: "新知识" })).toEqual([]);
    expect(await idsOf(store, "工作", { category: "a#党建" })).toEqual([]);
  });

  test("hands out the card and marks the hits", async () => {
    const [first] = await searchAll(store, { q: "ai" });
    expect(first).toMatchObject({ id: "ai", title: "ＡＩ与人工智能", category: "新理论" });
    expect(first!.titlePieces).toEqual([
      { text: "ＡＩ", hit: true },
      { text: "与人工智能", hit: false },
    ]);
    expect(first!.snippet).toContainEqual({ text: "AI", hit: true });
    expect(first).not.toHaveProperty("text");
  });

  test("what is withdrawn or replaced is gone at once", async () => {
    const ordinal = await publish(store, "新的一篇", "特有词", { id: "new" });
    if (state === "folded") await fold(store);
    expect(await idsOf(store, "特有词")).toEqual(["new"]);
    await withdraw(store, ordinal);
    expect(await idsOf(store, "特有词")).toEqual([]);
    await fold(store);
    expect(await idsOf(store, "特有词")).toEqual([]);
  });

  test("a cursor serves its own query only", async () => {
    const first = await search(store, { q: "党建", limit: 1, cursorKey });
    expect(first.items.map(({ id }) => id)).toEqual(["talk"]);
    const cursor = first.cursor!;
    const next = (more: object) => search(store, { q: "党建", limit: 1, cursor, cursorKey, ...more });
    expect((await next({})).items.map(({ id }) => id)).toEqual(["ai"]);
    const others = [
      { q: "学习" },
      { category: "新知识" },
      { tie: "中心工作" },
      { cursor: `${cursor}A` },
      { cursor: "x" },
      { cursor: "" },
      { cursorKey: "another key, long enough" },
    ];
    for (const other of others) await expect(next(other)).rejects.toThrow(BadCursor);
  });

  test("unfinished input keeps its reading over pages", async () => {
    expect(await idsOf(store, "党建gong'zuo", { limit: 1 })).toEqual(["talk", "ai", "vote"]);
  });

  test("junk is answered at once", async () => {
    for (const q of [
      "(a+)+$",
      "a".repeat(64),
      "党建".repeat(32),
      ".*".repeat(32),
      "ﷺ".repeat(64),
      "\u0301".repeat(64),
      "\ud800".repeat(64),
    ]) {
      const began = performance.now();
      await search(store, { q, limit: 20, cursorKey });
      expect(performance.now() - began, q).toBeLessThan(50);
    }
  });
});

test("a material that is published between two pages moves nothing", async () => {
  const store = new MemoryStore();
  for (const name of ["1", "2", "3", "4"]) await publish(store, `标题${name}`, "学习");
  const first = await search(store, { q: "学习", limit: 2, cursorKey });
  await publish(store, "标题5", "学习");
  const second = await search(store, { q: "学习", limit: 2, cursor: first.cursor, cursorKey });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(["标题4", "标题3", "标题2", "标题1"]);
  expect(second.cursor).toBeUndefined();
});

test("the first 60,000 characters of a text are searched", async () => {
  const store = new MemoryStore();
  const text = `${"\u0001".repeat(SEARCHED_CHARACTERS - 3)}开头𠮷末尾`;
  await publish(store, "长文", text);
  expect(await idsOf(store, "开头")).toEqual(["长文"]);
  expect(await idsOf(store, "𠮷")).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify([...store.items.values()]))).toBeLessThan(390_000);
});

test("a text is never cut within a character", () => {
  expect(searchedText(`${"一".repeat(SEARCHED_CHARACTERS - 1)}𠮷`)).toBe("一".repeat(SEARCHED_CHARACTERS - 1));
  expect(searchedText(`${"一".repeat(SEARCHED_CHARACTERS - 2)}𠮷`)).toHaveLength(SEARCHED_CHARACTERS);
  expect(searchedText("半个\ud842")).toBe("半个\ufffd");
});

test("more than one chunk of ordinals, newest first", async () => {
  const store = new MemoryStore();
  const titles = ["甲", "乙", "丙", "丁"];
  for (const [index, title] of titles.entries()) {
    await publish(store, title, "学习");
    await store.add({ table: "materials", key: { pk: "search#clock", sk: "ordinal" }, amounts: { ordinal: index % 2 ? 16_384 : 3 } });
  }
  expect(await idsOf(store, "学习", { limit: 1 })).toEqual(["丁", "丙", "乙", "甲"]);
  await fold(store);
  expect(await idsOf(store, "学习", { limit: 1 })).toEqual(["丁", "丙", "乙", "甲"]);
  expect(await idsOf(store, "丙")).toEqual(["丙"]);
});

import { expect, test } from "vitest";
import { knownOf } from "../../functions/feedback/known.ts";
import { wordsIn } from "../../functions/feedback/known-words.ts";
import { wordLimits } from "../../functions/settings/words.contract.ts";
import { readWordList, writeWordList } from "../../functions/settings/words.table.ts";
import { type Column, newColumn } from "../support/column.ts";

const put = (column: Column, cookie: string, words: string[], version: number) =>
  column.call("PUT", "/api/staff/settings/words", { cookie, body: { words, version } });

/** As many and as long words as may be, of characters that take three bytes each. */
const longest = Array.from(
  { length: wordLimits.words },
  (_, place) => `${String(place).padStart(5, "0")}${"字".repeat(wordLimits.word - 5)}`,
);

test("the longest list that is allowed is kept and read whole, and replaced by a short one without a rest", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  expect((await put(column, admin, longest, 0)).body).toEqual({ version: 1 });
  expect((await column.call("GET", "/api/staff/settings/words", { cookie: admin })).body).toEqual({ words: longest, version: 1 });
  const other = longest.map((word) => `${word.slice(0, -1)}甲`);
  expect((await put(column, admin, other, 1)).body).toEqual({ version: 2 });
  expect((await readWordList(column.store)).words).toEqual(other);
  expect((await put(column, admin, ["发票"], 2)).body).toEqual({ version: 3 });
  expect((await readWordList(column.store)).words).toEqual(["发票"]);
  expect(column.rows("materials").filter(({ pk }) => pk.startsWith("words#"))).toHaveLength(1);
  expect((await put(column, admin, [], 3)).status).toBe(200);
  expect(await readWordList(column.store)).toEqual({ words: [], version: 4 });
});

test("a word more, a character more, a repeated word and an old version are refused", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  expect((await put(column, admin, [...longest, "多"], 0)).status).toBe(400);
  expect((await put(column, admin, ["字".repeat(41)], 0)).status).toBe(400);
  expect((await put(column, admin, ["甲", "甲"], 0)).status).toBe(400);
  expect((await put(column, admin, [""], 0)).status).toBe(400);
  await put(column, admin, ["甲"], 0);
  expect((await put(column, admin, ["乙"], 0)).body).toMatchObject({ code: "conflict", current: { version: 1 } });
  expect((await put(column, admin, ["乙"], 9)).status).toBe(409);
  expect((await readWordList(column.store)).words).toEqual(["甲"]);
});

test("a reader beside many changes sees whole lists only", async () => {
  const column = await newColumn();
  const actor = { id: "a", name: "甲" };
  await writeWordList(column.deps, actor, { words: longest.map(() => "0").map((_, place) => `0-${place}`), version: 0 });
  const state = { writing: true };
  const writer = (async () => {
    for (let version = 1; version <= 20; version += 1)
      await writeWordList(column.deps, actor, { words: Array.from({ length: 12_000 }, (_, place) => `${version}-${place}`), version });
    state.writing = false;
  })();
  while (state.writing) {
    const { words, version } = await readWordList(column.store);
    expect(new Set(words.map((word) => word.split("-")[0]))).toEqual(new Set([String(version - 1)]));
    await new Promise((done) => setTimeout(done, 1));
  }
  await writer;
});

test("the next hand-in is held against the new list", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  await put(column, admin, ["发票"], 0);
  expect(wordsIn((await knownOf(column.deps)).words, "代开 发-票")).toEqual(["发票"]);
  await put(column, admin, ["贷款"], 1);
  expect(wordsIn((await knownOf(column.deps)).words, "代开发票，贷款")).toEqual(["贷款"]);
});

import { describe, expect, it } from "vitest";
import type { Query } from "../../functions/store/store.ts";
import { notRun } from "../support/not-run.ts";
import { pagesOf, putAll, type Subject } from "../support/store-subject.ts";

/** In the order of UTF-8 bytes. By UTF-16 units, as JavaScript compares, the last three would come before U+FFFD. */
const utf8Order = ["A", "a", "a#1", "a#10", "a#2", "z", "é", "中", "中国", "学", "\uE000", "\uFFFD", "😀", "𠮷", "\u{10FFFF}"];

/** Order, ranges and indexes. */
export function queryContract(subject: () => Subject): void {
  describe("query", () => {
    it("orders by UTF-8 bytes, both ways", async () => {
      const { store, pk } = subject();
      const query: Query = { table: "entries", pk: pk(), limit: 100 };
      await putAll(
        store,
        utf8Order.toReversed().map((sk) => ({ pk: query.pk, sk })),
      );
      expect(await pagesOf(store, query)).toEqual([utf8Order]);
      expect(await pagesOf(store, { ...query, order: "ascending" })).toEqual([utf8Order]);
      expect(await pagesOf(store, { ...query, order: "descending" })).toEqual([utf8Order.toReversed()]);
    });

    it("orders an index by UTF-8 bytes", async () => {
      const { store, pk } = subject();
      const query: Query = { table: "entries", index: "byState", pk: pk(), limit: 100 };
      const [own, ordered] = [pk(), utf8Order.map((_, n) => `${n}`)];
      await putAll(store, utf8Order.map((stateSk, n) => ({ pk: own, sk: `${n}`, statePk: query.pk, stateSk })).toReversed());
      await expect.poll(() => pagesOf(store, query)).toEqual([ordered]);
      await expect.poll(() => pagesOf(store, { ...query, order: "descending" })).toEqual([ordered.toReversed()]);
    });

    const ranges: [NonNullable<Query["sk"]>, (sk: string) => boolean][] = [
      [{ equals: "中国" }, (sk) => sk === "中国"],
      [{ equals: "absent" }, () => false],
      [{ prefix: "a#" }, (sk) => sk.startsWith("a#")],
      [{ prefix: "a#1" }, (sk) => sk.startsWith("a#1")],
      [{ prefix: "中" }, (sk) => sk.startsWith("中")],
      [{ prefix: "\u{10FFFF}" }, (sk) => sk === "\u{10FFFF}"],
      [{ prefix: "" }, () => true],
      [{}, () => true],
      [{ from: "z" }, (sk) => utf8Order.indexOf(sk) >= utf8Order.indexOf("z")],
      [{ from: "" }, () => true],
      [{ to: "z" }, (sk) => utf8Order.indexOf(sk) <= utf8Order.indexOf("z")],
      [{ to: "" }, () => false],
      [{ from: "a#1", to: "a#2" }, (sk) => ["a#1", "a#10", "a#2"].includes(sk)],
      [{ from: "中", to: "中" }, (sk) => sk === "中"],
      [{ from: "\uFFFD", to: "𠮷" }, (sk) => ["\uFFFD", "😀", "𠮷"].includes(sk)],
      [{ from: "𠮷", to: "\uFFFD" }, () => false],
    ];

    it("finds equals, prefixes and inclusive ranges, in tables and indexes", async () => {
      const { store, pk } = subject();
      const [own, state] = [pk(), pk()];
      await putAll(
        store,
        utf8Order.map((sk) => ({ pk: own, sk, statePk: state, stateSk: sk })),
      );
      await putAll(
        store,
        ["a", "z"].map((sk) => ({ pk: pk(), sk })),
      );
      await expect
        .poll(async () => (await store.query({ table: "entries", index: "byState", pk: state, limit: 100 })).items.length)
        .toBe(utf8Order.length);
      for (const [sk, matches] of ranges) {
        const expected = utf8Order.filter(matches);
        const table: Query = { table: "entries", pk: own, sk, limit: 100 };
        const index: Query = { ...table, index: "byState", pk: state };
        const label = JSON.stringify(sk);
        for (const query of [table, index]) {
          expect(
            (await store.query(query)).items.map((item) => item.sk),
            label,
          ).toEqual(expected);
          expect(
            (await store.query({ ...query, order: "descending" })).items.map((item) => item.sk),
            label,
          ).toEqual(expected.toReversed());
        }
      }
    });

    it("takes prefixes literally", async () => {
      const { store, pk } = subject();
      const own = pk();
      await putAll(
        store,
        ["%a", "_a", "*a", "ba", "\\a"].map((sk) => ({ pk: own, sk })),
      );
      for (const prefix of ["%", "_", "*", "\\"]) {
        expect((await store.query({ table: "entries", pk: own, sk: { prefix }, limit: 9 })).items.map(({ sk }) => sk)).toEqual([
          `${prefix}a`,
        ]);
      }
    });

    it("tells upper from lower case in prefixes", async (context) => {
      const { store, pk, engine } = subject();
      if (engine.caseBlindPrefixes) {
        notRun(`letter case of prefixes on ${engine.name}`, "its begins_with ignores it");
        context.skip();
      }
      const own = pk();
      await putAll(
        store,
        ["A1", "a1", "É1", "é1"].map((sk) => ({ pk: own, sk })),
      );
      for (const prefix of ["A", "a", "É", "é"]) {
        expect((await store.query({ table: "entries", pk: own, sk: { prefix }, limit: 9 })).items.map(({ sk }) => sk)).toEqual([
          `${prefix}1`,
        ]);
      }
    });

    it("counts as in an index only what carries both attributes, and follows changes", async () => {
      const { store, pk } = subject();
      const [own, state, unit] = [pk(), pk(), pk()];
      await putAll(store, [
        { pk: own, sk: "both", statePk: state, stateSk: "1", unitPk: unit },
        { pk: own, sk: "pk only", statePk: state },
        { pk: own, sk: "sk only", stateSk: "1" },
      ]);
      const index = (name: string, by: string) => async () =>
        (await store.query({ table: "entries", index: name, pk: by, limit: 9 })).items.map(({ sk }) => sk);
      await expect.poll(index("byState", state)).toEqual(["both"]);
      await expect.poll(index("byUnit", unit)).toEqual(["both"]);
      await store.put("entries", { pk: own, sk: "both", unitPk: unit, stateSk: "2" }, { ifVersion: 1 });
      await expect.poll(index("byState", state)).toEqual([]);
      await expect.poll(index("byUnit", unit)).toEqual(["both"]);
      await store.delete("entries", { pk: own, sk: "both" });
      await expect.poll(index("byUnit", unit)).toEqual([]);
    });

    it("answers nothing for a partition that does not exist", async () => {
      const { store, pk } = subject();
      expect(await store.query({ table: "entries", pk: pk(), limit: 1 })).toEqual({ items: [] });
    });

    it("gives items larger than a page of the engine whole", async () => {
      const { store, pk } = subject();
      const own = pk();
      const text = "讲".repeat(100_000);
      await putAll(
        store,
        ["1", "2", "3", "4", "5", "6"].map((sk) => ({ pk: own, sk, text })),
      );
      const page = await store.query({ table: "entries", pk: own, limit: 6 });
      expect(page.items.map((item) => item["text"] === text)).toEqual(Array.from({ length: 6 }, () => true));
      expect(page.cursor).toBeUndefined();
    });
  });
}

import { describe, expect, it } from "vitest";
import {
  type Json,
  type Key,
  type NewItem,
  type Query,
  StoreLimit,
  storeLimits,
  type TransactOperation,
} from "../../functions/store/store.ts";
import type { Subject } from "../support/store-subject.ts";

/** A text of exactly so many bytes, most of them of Chinese characters. */
const textOf = (bytes: number) => "讲".repeat(Math.floor(bytes / 3)) + "x".repeat(bytes % 3);

/** What both engines refuse, and the largest that both take. */
export function limitContract(subject: () => Subject): void {
  describe("limits", () => {
    const refuse = (call: Promise<unknown>, label: string) => expect(call, label).rejects.toBeInstanceOf(StoreLimit);

    it("takes the longest keys and refuses longer, empty and broken ones", async () => {
      const { store, pk } = subject();
      const own = pk();
      const longest = { pk: own + textOf(storeLimits.pkBytes - Buffer.byteLength(own)), sk: textOf(storeLimits.skBytes) };
      await store.put("entries", { ...longest, statePk: textOf(storeLimits.pkBytes), stateSk: longest.sk }, { ifAbsent: true });
      expect(await store.get("entries", longest)).toMatchObject(longest);
      expect((await store.query({ table: "entries", pk: longest.pk, sk: { equals: longest.sk }, limit: 1 })).items).toHaveLength(1);

      const good = { pk: own, sk: "a" };
      const bad = [
        { ...good, pk: `${longest.pk}x` },
        { ...good, sk: `${longest.sk}x` },
        { ...good, pk: "" },
        { ...good, sk: "" },
        { ...good, pk: "a\0b" },
        { ...good, sk: "\0" },
        { ...good, pk: "\uD842" },
        { ...good, sk: "a\uDFB7" },
        { ...good, pk: "$token#a" },
        { ...good, sk: 1 as unknown as string },
      ] satisfies Key[];
      for (const key of bad) {
        const label = JSON.stringify(key).slice(0, 60);
        await refuse(store.get("entries", key), label);
        await refuse(store.getMany("entries", [key]), label);
        await refuse(store.put("entries", key, { ifAbsent: true }), label);
        await refuse(store.add({ table: "entries", key, amounts: { n: 1 } }), label);
        await refuse(store.delete("entries", key), label);
        await refuse(store.transact([{ check: { table: "entries", key, condition: { ifAbsent: true } } }]), label);
      }
    });

    it("holds index attributes to the limits of keys", async () => {
      const { store, pk } = subject();
      const bad: [string, Json][] = [
        ["statePk", textOf(2049)],
        ["stateSk", textOf(1025)],
        ["statePk", ""],
        ["stateSk", 1],
        ["statePk", null],
        ["unitPk", "a\0"],
      ];
      for (const [name, value] of bad) {
        await refuse(store.put("entries", { pk: pk(), sk: "a", [name]: value }, { ifAbsent: true }), name);
      }
      await store.put("side-entries", { pk: pk(), sk: "a", statePk: 1, stateSk: null }, { ifAbsent: true });
    });

    it("measures items in UTF-8: just under 400 KB is taken, more is not", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, text: textOf(storeLimits.itemBytes - 200) }, { ifAbsent: true });
      expect((await store.get("entries", key))!["text"]).toBe(textOf(storeLimits.itemBytes - 200));
      await refuse(store.put("entries", { ...key, text: textOf(storeLimits.itemBytes) }, { ifVersion: 1 }), "too large");
      await refuse(
        store.transact([{ put: { table: "entries", item: { ...key, text: textOf(storeLimits.itemBytes) }, condition: { ifVersion: 1 } } }]),
        "too large",
      );
    });

    it("drops undefined and refuses what is not JSON", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, none: undefined, inner: { none: undefined } as unknown as Json }, { ifAbsent: true });
      const item = (await store.get("entries", key))!;
      expect(Object.keys(item).toSorted()).toEqual(["inner", "pk", "sk", "version"]);
      expect(Object.keys(item["inner"]!)).toEqual([]);

      const deep = (depth: number): Json => (depth === 0 ? 1 : [deep(depth - 1)]);
      await store.put("entries", { pk: pk(), sk: "deep", value: deep(29) }, { ifAbsent: true });
      const bad: unknown[] = [
        NaN,
        Infinity,
        1e126,
        1e-131,
        1n,
        new Date(),
        new Map(),
        () => 1,
        Symbol("a"),
        [undefined],
        "\uD842",
        { "\uD842": 1 },
        { "": 1 },
        deep(31),
      ];
      for (const value of bad)
        await refuse(store.put("entries", { pk: pk(), sk: "a", value: value as Json }, { ifAbsent: true }), String(value));
      for (const name of ["", "\uDFB7", "$write", "长".repeat(86)])
        await refuse(store.put("entries", { pk: pk(), sk: "a", [name]: 1 }, { ifAbsent: true }), name);
      for (const expiresAt of [1.5, -1, NaN, Date.now(), "1" as unknown as number]) {
        await refuse(store.put("entries", { pk: pk(), sk: "a", expiresAt }, { ifAbsent: true }), String(expiresAt));
        await refuse(store.add({ table: "entries", key, amounts: {}, expiresAt }), String(expiresAt));
      }
    });

    it("gives texts and numbers back unchanged", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "𠮷野家\u{2A6D6}" };
      const texts = ["䶮", "㐂", "\u{20BB7}", "e\u0301", "\uFFFE", "\u0000", "a\r\nb\u2028", "\\ud842", "👨‍👩‍👧", "ﷺ", '"'];
      const numbers = [0, -1, 1.1, 1e21, 1e-7, 123_456_789_012_345_680_000, Number.MAX_SAFE_INTEGER, 1e125, 0.1 + 0.2];
      const item: NewItem = { ...key, texts, numbers, [texts[0]!]: { [texts[1]!]: [] } };
      await store.put("entries", item, { ifAbsent: true });
      expect(await store.get("entries", key)).toEqual({ ...item, version: 1 });
    });

    it("refuses amounts that are no numbers", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      for (const n of [NaN, Infinity, -Infinity, 1e200, "1" as unknown as number]) {
        await refuse(store.add({ table: "entries", key, amounts: { n } }), String(n));
        await refuse(store.add({ table: "entries", key, amounts: {}, onlyWhile: { attribute: "n", below: n } }), String(n));
      }
      const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`n${n}`, 1]));
      await refuse(store.add({ table: "entries", key, amounts: many }), "many");
      delete many["n0"];
      expect(
        await store.add({ table: "entries", key, amounts: many, onlyWhile: { attribute: "n1", below: 1 }, expiresAt: 99_999_999_999 }),
      ).toMatchObject(many);
    });

    it("refuses too many, too large or repeated operations", async () => {
      const { store, pk } = subject();
      const own = pk();
      const put = (sk: string, text = ""): TransactOperation => ({
        put: { table: "entries", item: { pk: own, sk, text }, condition: { ifAbsent: true } },
      });
      const some = (count: number) => Array.from({ length: count }, (_, n) => put(`${n}`));
      await refuse(store.transact(some(101)), "101");
      await refuse(store.transact(some(100), "with a token"), "100 and a token");
      await refuse(store.transact([put("a"), { delete: { table: "entries", key: { pk: own, sk: "a" } } }]), "repeated");
      await refuse(store.transact(Array.from({ length: 12 }, (_, n) => put(`${n}`, textOf(390_000)))), "4 MB");
      await refuse(store.transact([put("a")], ""), "empty token");
      await refuse(
        store.getMany(
          "entries",
          Array.from({ length: 101 }, (_, n) => ({ pk: own, sk: `${n}` })),
        ),
        "101 keys",
      );
      expect(await store.query({ table: "entries", pk: own, limit: 1 })).toEqual({ items: [] });
    });

    it("refuses tables, indexes, versions and page sizes that cannot be", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      for (const table of ["none", "__proto__", "toString"]) {
        await refuse(store.get(table, key), table);
        await refuse(store.query({ table, pk: "a", limit: 1 }), table);
      }
      const query: Query = { table: "entries", pk: "a", limit: 1 };
      for (const pk of ["", "$token#a", "\0", "\uD842"]) await refuse(store.query({ ...query, pk }), pk);
      for (const limit of [0, -1, 1001, 1.5, NaN]) await refuse(store.query({ ...query, limit }), String(limit));
      for (const index of ["none", "constructor"]) await refuse(store.query({ ...query, index }), index);
      for (const sk of [{ prefix: "a\0" }, { from: "\uD842" }, { to: textOf(1025) }])
        await refuse(store.query({ ...query, sk }), JSON.stringify(sk));
      for (const ifVersion of [0, -1, 1.5, NaN]) await refuse(store.put("entries", key, { ifVersion }), String(ifVersion));
    });
  });
}

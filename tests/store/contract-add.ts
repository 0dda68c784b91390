import { describe, expect, it } from "vitest";
import { ConditionFailed, StoreLimit } from "../../functions/store/store.ts";
import type { Subject } from "../support/store-subject.ts";

/** Counters. */
export function addContract(subject: () => Subject): void {
  describe("add", () => {
    it("counts a missing item and a missing attribute as 0", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "总数" };
      expect(await store.add({ table: "entries", key, amounts: { 浏览: 2 } })).toEqual({ ...key, 浏览: 2, version: 1 });
      const both = await store.add({ table: "entries", key, amounts: { 浏览: -5, downloads: 1 } });
      expect(both).toEqual({ ...key, 浏览: -3, downloads: 1, version: 2 });
      expect(await store.get("entries", key)).toEqual(both);
    });

    it("leaves other attributes alone and stays in the item's indexes", async () => {
      const { store, pk } = subject();
      const item = { pk: pk(), sk: "a", statePk: pk(), stateSk: "1", title: "题" };
      await store.put("entries", item, { ifAbsent: true });
      expect(await store.add({ table: "entries", key: item, amounts: { n: 1 } })).toEqual({ ...item, n: 1, version: 2 });
      await expect
        .poll(async () => (await store.query({ table: "entries", index: "byState", pk: item.statePk, limit: 5 })).items)
        .toEqual([{ ...item, n: 1, version: 2 }]);
    });

    it("loses none of many at once", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const after = await Promise.all(Array.from({ length: 25 }, () => store.add({ table: "entries", key, amounts: { n: 1 } })));
      expect(after.map(({ n }) => n).toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
      expect(await store.get("entries", key)).toMatchObject({ n: 25, version: 25 });
    });

    it("adds only while an attribute is below a limit, under contention too", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const add = () => store.add({ table: "entries", key, amounts: { n: 1 }, onlyWhile: { attribute: "n", below: 7 } });
      const results = await Promise.allSettled(Array.from({ length: 15 }, add));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
      for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(ConditionFailed);
      expect(await store.get("entries", key)).toMatchObject({ n: 7, version: 7 });
    });

    it("counts a missing attribute as 0 against the limit", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const refused = store.add({ table: "entries", key, amounts: { n: 1 }, onlyWhile: { attribute: "other", below: 0 } });
      await expect(refused).rejects.toMatchObject({ name: "ConditionFailed", operations: [0] });
      expect(await store.get("entries", key)).toBeUndefined();
      await store.add({ table: "entries", key, amounts: { n: 1 }, onlyWhile: { attribute: "other", below: 0.5 } });
    });

    it("adds in decimals", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.add({ table: "entries", key, amounts: { days: 0.1, big: Number.MAX_SAFE_INTEGER - 1 } });
      expect(await store.add({ table: "entries", key, amounts: { days: 0.2, big: 1 } })).toMatchObject({
        days: 0.3,
        big: Number.MAX_SAFE_INTEGER,
      });
    });

    it("sets expiresAt whenever it is named, and keeps it otherwise", async () => {
      const { store, pk, seconds } = subject();
      const key = { pk: pk(), sk: "a" };
      const [first, second] = [seconds() + 1000, seconds() + 2000];
      expect(await store.add({ table: "entries", key, amounts: { n: 1 }, expiresAt: first })).toMatchObject({ expiresAt: first });
      expect(await store.add({ table: "entries", key, amounts: { n: 1 } })).toMatchObject({ n: 2, expiresAt: first });
      expect(await store.add({ table: "entries", key, amounts: { n: 1 }, expiresAt: second })).toMatchObject({ n: 3, expiresAt: second });
    });

    it("raises the version even when nothing is added", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      expect(await store.add({ table: "entries", key, amounts: {} })).toEqual({ ...key, version: 1 });
    });

    it("refuses to add to what is no number, or to keys", async () => {
      const { store, pk } = subject();
      const item = { pk: pk(), sk: "a", text: "1" };
      await store.put("entries", item, { ifAbsent: true });
      await expect(store.add({ table: "entries", key: item, amounts: { text: 1 } })).rejects.toBeInstanceOf(StoreLimit);
      for (const name of ["pk", "sk", "version", "expiresAt", "stateSk", "", "$write"]) {
        await expect(store.add({ table: "entries", key: item, amounts: { [name]: 1 } }), name).rejects.toBeInstanceOf(StoreLimit);
      }
      expect(await store.get("entries", item)).toEqual({ ...item, version: 1 });
    });
  });
}

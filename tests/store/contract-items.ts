import { describe, expect, it } from "vitest";
import { ConditionFailed } from "../../functions/store/store.ts";
import type { Subject } from "../support/store-subject.ts";

/** get, getMany, put, delete. */
export function itemContract(subject: () => Subject): void {
  describe("items", () => {
    it("gives back what was put, with version 1", async () => {
      const { store, pk } = subject();
      const item = {
        pk: pk(),
        sk: "一",
        title: "《干训讲堂》第 1 讲",
        tags: ["学习", "𠮷"],
        inner: { yes: true, none: null, n: -0.5 },
        empty: "",
      };
      expect(await store.put("entries", item, { ifAbsent: true })).toBe(1);
      expect(await store.get("entries", item)).toEqual({ ...item, version: 1 });
    });

    it("knows nothing of an item that was never put, nor of the same key in another table", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", key, { ifAbsent: true });
      expect(await store.get("entries", { ...key, sk: "b" })).toBeUndefined();
      expect(await store.get("side-entries", key)).toBeUndefined();
    });

    it("puts only if absent", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, n: 1 }, { ifAbsent: true });
      const refused = store.put("entries", { ...key, n: 2 }, { ifAbsent: true });
      await expect(refused).rejects.toBeInstanceOf(ConditionFailed);
      await expect(refused).rejects.toMatchObject({ operations: [0] });
      expect(await store.get("entries", key)).toEqual({ ...key, n: 1, version: 1 });
    });

    it("puts only at the expected version, replaces the whole item and raises the version by one", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, old: true }, { ifAbsent: true });
      const read = (await store.get("entries", key))!;
      expect(await store.put("entries", { ...read, old: undefined, fresh: true }, { ifVersion: 1 })).toBe(2);
      await expect(store.put("entries", { ...key, late: true }, { ifVersion: 1 })).rejects.toBeInstanceOf(ConditionFailed);
      await expect(store.put("entries", { ...key, early: true }, { ifVersion: 3 })).rejects.toBeInstanceOf(ConditionFailed);
      expect(await store.get("entries", key)).toEqual({ ...key, fresh: true, version: 2 });
    });

    it("refuses a version of an item that is not there", async () => {
      const { store, pk } = subject();
      await expect(store.put("entries", { pk: pk(), sk: "a" }, { ifVersion: 1 })).rejects.toBeInstanceOf(ConditionFailed);
    });

    it("lets exactly one of many win", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) => store.put("entries", { ...key, n }, { ifAbsent: true })),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect((await store.get("entries", key))!["n"]).toBe(results.findIndex(({ status }) => status === "fulfilled"));
    });

    it("decides by the item as it was handed in, whatever the caller does to it afterwards", async () => {
      const { store, pk } = subject();
      const item = { pk: pk(), sk: "a", inner: { n: 1 } };
      const written = store.put("entries", item, { ifAbsent: true });
      item.inner.n = 2;
      await written;
      expect((await store.get("entries", item))!["inner"]).toEqual({ n: 1 });
    });

    it("deletes, also what is not there, and starts again at version 1", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.delete("entries", key);
      await store.put("entries", key, { ifAbsent: true });
      await store.put("entries", key, { ifVersion: 1 });
      await store.delete("entries", key);
      expect(await store.get("entries", key)).toBeUndefined();
      expect(await store.put("entries", key, { ifAbsent: true })).toBe(1);
    });

    it("deletes only at the expected version when asked to", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await expect(store.delete("entries", key, { ifVersion: 1 })).rejects.toBeInstanceOf(ConditionFailed);
      await store.put("entries", key, { ifAbsent: true });
      await expect(store.delete("entries", key, { ifVersion: 2 })).rejects.toBeInstanceOf(ConditionFailed);
      await store.delete("entries", key, { ifVersion: 1 });
      expect(await store.get("entries", key)).toBeUndefined();
    });

    it("answers many keys in their order, with gaps and repetitions", async () => {
      const { store, pk } = subject();
      const keys = Array.from({ length: 98 }, (_, n) => ({ pk: pk(), sk: `${n}` }));
      await Promise.all(keys.slice(0, 30).map((key) => store.put("entries", key, { ifAbsent: true })));
      const asked = [...keys.toReversed(), keys[3]!, keys[3]!];
      const answer = await store.getMany("entries", asked);
      expect(answer).toEqual(asked.map((key) => (keys.indexOf(key) < 30 ? { ...key, version: 1 } : undefined)));
      expect(await store.getMany("entries", [])).toEqual([]);
    });

    it("keeps attribute names that are special elsewhere", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const odd = JSON.parse(
        '{"__proto__":{"admin":true},"constructor":1,"toString":"t","a.b[0]#c:d":2,"查询码":3,"SELECT":4,"in":{"__proto__":5}}',
      ) as object;
      await store.put("entries", { ...key, ...odd }, { ifAbsent: true });
      const item = (await store.get("entries", key))!;
      expect(JSON.parse(JSON.stringify(item))).toEqual({ ...key, ...odd, version: 1 });
      expect(Object.keys(item)).toContain("__proto__");
      expect(item["admin"]).toBeUndefined();
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it("adds to an attribute with a special name", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      const amounts = JSON.parse('{"__proto__":2,"size":1,"a.b":3}') as Record<string, number>;
      const add = { table: "entries", key, amounts, onlyWhile: { attribute: "__proto__", below: 4 } };
      await store.add(add);
      await store.transact([{ add }]);
      await expect(store.add(add)).rejects.toBeInstanceOf(ConditionFailed);
      expect(JSON.stringify(Object.entries((await store.get("entries", key))!).toSorted())).toBe(
        JSON.stringify(Object.entries({ ...key, ["__proto__"]: 4, "a.b": 6, size: 2, version: 2 }).toSorted()),
      );
    });

    it("shows no attribute of its own", async () => {
      const { store, pk } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", key, { ifAbsent: true });
      expect(await store.add({ table: "entries", key, amounts: { n: 1 } })).toEqual({ ...key, n: 1, version: 2 });
      expect((await store.query({ table: "entries", pk: key.pk, limit: 1 })).items).toEqual([{ ...key, n: 1, version: 2 }]);
      expect(await store.getMany("entries", [key])).toEqual([{ ...key, n: 1, version: 2 }]);
    });
  });
}

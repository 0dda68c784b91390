import { describe, expect, it } from "vitest";
import type { TransactOperation } from "../../functions/store/store.ts";
import { putAll, type Subject } from "../support/store-subject.ts";

/** All or none. */
export function transactContract(subject: () => Subject): void {
  describe("transact", () => {
    it("applies every kind of operation, across tables", async () => {
      const { store, pk } = subject();
      const own = pk();
      const key = (sk: string) => ({ pk: own, sk });
      await putAll(store, ["old", "gone", "checked"].map(key));
      await store.transact([
        { put: { table: "entries", item: { ...key("new"), 标题: "新" }, condition: { ifAbsent: true } } },
        { put: { table: "side-entries", item: key("old"), condition: { ifAbsent: true } } },
        { put: { table: "entries", item: { ...key("old"), n: 1 }, condition: { ifVersion: 1 } } },
        { add: { table: "entries", key: key("count"), amounts: { n: 3 }, onlyWhile: { attribute: "n", below: 1 } } },
        { delete: { table: "entries", key: key("gone"), ifVersion: 1 } },
        { delete: { table: "entries", key: key("never was") } },
        { check: { table: "entries", key: key("checked"), condition: { ifVersion: 1 } } },
        { check: { table: "entries", key: key("absent"), condition: { ifAbsent: true } } },
      ]);
      expect((await store.query({ table: "entries", pk: own, limit: 10 })).items).toEqual([
        { ...key("checked"), version: 1 },
        { ...key("count"), n: 3, version: 1 },
        { ...key("new"), 标题: "新", version: 1 },
        { ...key("old"), n: 1, version: 2 },
      ]);
      expect(await store.get("side-entries", key("old"))).toEqual({ ...key("old"), version: 1 });
    });

    it("applies nothing when something is refused, and names all that was", async () => {
      const { store, pk } = subject();
      const own = pk();
      const key = (sk: string) => ({ pk: own, sk });
      await putAll(store, [{ ...key("a"), n: 5 }, key("b")]);
      const operations: TransactOperation[] = [
        { put: { table: "entries", item: key("new"), condition: { ifAbsent: true } } },
        { put: { table: "entries", item: key("b"), condition: { ifAbsent: true } } },
        { add: { table: "entries", key: key("a"), amounts: { n: 1 }, onlyWhile: { attribute: "n", below: 5 } } },
        { delete: { table: "entries", key: key("c"), ifVersion: 1 } },
        { check: { table: "entries", key: key("d"), condition: { ifVersion: 1 } } },
        { add: { table: "entries", key: key("e"), amounts: { n: 1 } } },
        { check: { table: "entries", key: key("f"), condition: { ifAbsent: true } } },
        { put: { table: "entries", item: key("g"), condition: { ifVersion: 2 } } },
      ];
      await expect(store.transact(operations)).rejects.toMatchObject({ name: "ConditionFailed", operations: [1, 2, 3, 4, 7] });
      expect((await store.query({ table: "entries", pk: own, limit: 10 })).items).toEqual([
        { ...key("a"), n: 5, version: 1 },
        { ...key("b"), version: 1 },
      ]);
    });

    it("takes 100 operations, and none", async () => {
      const { store, pk } = subject();
      const own = pk();
      const items = Array.from({ length: 100 }, (_, n) => ({ pk: own, sk: `${n}`.padStart(3, "0") }));
      await store.transact(items.map((item) => ({ put: { table: "entries", item, condition: { ifAbsent: true } } })));
      expect((await store.query({ table: "entries", pk: own, limit: 1000 })).items).toEqual(items.map((item) => ({ ...item, version: 1 })));
      await store.transact([]);
    });

    it("keeps rival transactions apart", async () => {
      const { store, pk } = subject();
      const own = pk();
      const [left, right] = [
        { pk: own, sk: "left" },
        { pk: own, sk: "right" },
      ];
      const move = () =>
        store.transact([
          { add: { table: "entries", key: left, amounts: { n: -1 } } },
          { add: { table: "entries", key: right, amounts: { n: 1 } } },
        ]);
      const results = await Promise.allSettled(Array.from({ length: 12 }, move));
      const moved = results.filter(({ status }) => status === "fulfilled").length;
      expect(moved).toBeGreaterThan(0);
      for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ name: "StoreUnavailable" });
      expect(await store.getMany("entries", [left, right])).toEqual([
        { ...left, n: -moved, version: moved },
        { ...right, n: moved, version: moved },
      ]);
    });
  });
}

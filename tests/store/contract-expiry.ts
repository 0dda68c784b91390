import { describe, expect, it } from "vitest";
import { ConditionFailed, type Query } from "../../functions/store/store.ts";
import { pagesOf, putAll, type Subject } from "../support/store-subject.ts";

/** Items with an end. The clock moves; nothing sweeps. */
export function expiryContract(subject: () => Subject): void {
  describe("expiry", () => {
    /** An item that was put at version 2 and has expired. */
    async function expired({ store, pk, seconds, pass }: Subject): Promise<{ pk: string; sk: string }> {
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, n: 41 }, { ifAbsent: true });
      await store.put("entries", { ...key, n: 41, expiresAt: seconds() + 100 }, { ifVersion: 1 });
      pass(101);
      return key;
    }

    it("ends in the very second that is named", async () => {
      const { store, pk, seconds, pass } = subject();
      const key = { pk: pk(), sk: "a" };
      await store.put("entries", { ...key, expiresAt: seconds() + 60 }, { ifAbsent: true });
      pass(59);
      expect(await store.get("entries", key)).toBeDefined();
      pass(1);
      expect(await store.get("entries", key)).toBeUndefined();
    });

    it("hides the item from every read", async () => {
      const all = subject();
      const key = await expired(all);
      expect(await all.store.get("entries", key)).toBeUndefined();
      expect(await all.store.getMany("entries", [key])).toEqual([undefined]);
      expect(await all.store.query({ table: "entries", pk: key.pk, limit: 1 })).toEqual({ items: [] });
    });

    it("fills pages past expired items, and offers no cursor to nothing", async () => {
      const { store, pk, seconds, pass } = subject();
      const [own, state] = [pk(), pk()];
      const expiresAt = seconds() + 50;
      const items = Array.from({ length: 12 }, (_, n) => ({
        pk: own,
        sk: String.fromCharCode(97 + n),
        statePk: state,
        stateSk: String.fromCharCode(97 + n),
      }));
      await putAll(
        store,
        items.map((item, n) => (n % 4 === 0 ? item : { ...item, expiresAt })),
      );
      pass(51);
      const queries: Query[] = [
        { table: "entries", pk: own, limit: 2 },
        { table: "entries", index: "byState", pk: state, limit: 2 },
      ];
      for (const query of queries) {
        await expect.poll(() => pagesOf(store, query)).toEqual([["a", "e"], ["i"]]);
        expect(await pagesOf(store, { ...query, limit: 3 })).toEqual([["a", "e", "i"]]);
        expect(await pagesOf(store, { ...query, order: "descending" })).toEqual([["i", "e"], ["a"]]);
      }
    });

    it("counts as absent for a put", async () => {
      const all = subject();
      const key = await expired(all);
      await expect(all.store.put("entries", key, { ifVersion: 2 })).rejects.toBeInstanceOf(ConditionFailed);
      expect(await all.store.put("entries", { ...key, fresh: true }, { ifAbsent: true })).toBe(1);
      expect(await all.store.get("entries", key)).toEqual({ ...key, fresh: true, version: 1 });
    });

    it("counts as absent for an addition", async () => {
      const all = subject();
      const key = await expired(all);
      const added = await all.store.add({ table: "entries", key, amounts: { n: 1 }, onlyWhile: { attribute: "n", below: 5 } });
      expect(added).toEqual({ ...key, n: 1, version: 1 });
      expect(await all.store.get("entries", key)).toEqual(added);
    });

    it("counts as 0 against an addition's limit", async () => {
      const all = subject();
      const key = await expired(all);
      const refused = all.store.add({ table: "entries", key, amounts: { n: 1 }, onlyWhile: { attribute: "n", below: 0 } });
      await expect(refused).rejects.toBeInstanceOf(ConditionFailed);
    });

    it("is started anew by many additions at once without a loss", async () => {
      const all = subject();
      const key = await expired(all);
      await Promise.all(Array.from({ length: 8 }, () => all.store.add({ table: "entries", key, amounts: { n: 1 } })));
      expect(await all.store.get("entries", key)).toEqual({ ...key, n: 8, version: 8 });
    });

    it("counts as absent for a deletion", async () => {
      const all = subject();
      const key = await expired(all);
      await expect(all.store.delete("entries", key, { ifVersion: 2 })).rejects.toBeInstanceOf(ConditionFailed);
      await all.store.delete("entries", key);
    });

    it("counts as absent within a transaction", async () => {
      const all = subject();
      const [put, add, check, gone] = [await expired(all), await expired(all), await expired(all), await expired(all)];
      await all.store.transact([
        { put: { table: "entries", item: put, condition: { ifAbsent: true } } },
        { add: { table: "entries", key: add, amounts: { n: 1 } } },
        { check: { table: "entries", key: check, condition: { ifAbsent: true } } },
        { delete: { table: "entries", key: gone } },
      ]);
      expect(await all.store.getMany("entries", [put, add, check, gone])).toEqual([
        { ...put, version: 1 },
        { ...add, n: 1, version: 1 },
        undefined,
        undefined,
      ]);
    });

    it("fails a transaction that expects the expired version", async () => {
      const all = subject();
      const [put, add, check, gone] = [await expired(all), await expired(all), await expired(all), await expired(all)];
      const refused = all.store.transact([
        { put: { table: "entries", item: put, condition: { ifVersion: 2 } } },
        { add: { table: "entries", key: add, amounts: { n: 1 } } },
        { check: { table: "entries", key: check, condition: { ifVersion: 2 } } },
        { delete: { table: "entries", key: gone, ifVersion: 2 } },
      ]);
      await expect(refused).rejects.toMatchObject({ name: "ConditionFailed", operations: [0, 2, 3] });
      expect(await all.store.get("entries", add)).toBeUndefined();
    });
  });
}

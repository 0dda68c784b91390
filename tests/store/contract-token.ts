import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { TransactOperation } from "../../functions/store/store.ts";
import { TokenReused } from "../../functions/store/store.ts";
import type { Subject } from "../support/store-subject.ts";

/** Transactions that are sent again. */
export function tokenContract(subject: () => Subject): void {
  describe("token", () => {
    const handIn = (pk: string, text = "建议"): TransactOperation[] => [
      { put: { table: "entries", item: { pk, sk: "entry", text, inner: { a: 1, b: 2 } }, condition: { ifAbsent: true } } },
      { add: { table: "entries", key: { pk, sk: "count" }, amounts: { n: 1 } } },
    ];
    const count = async ({ store }: Subject, pk: string) => (await store.get("entries", { pk, sk: "count" }))?.["n"];

    it("applies the same operations once within ten minutes", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      await all.store.transact(handIn(pk), token);
      await all.store.transact(handIn(pk), token);
      all.pass(590);
      await all.store.transact(handIn(pk), token);
      expect(await count(all, pk)).toBe(1);
      expect((await all.store.query({ table: "entries", pk, limit: 10 })).items).toHaveLength(2);
    });

    it("sees through the order in which attributes were set", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      await all.store.transact(handIn(pk), token);
      const turned: TransactOperation[] = [
        {
          put: {
            condition: { ifAbsent: true },
            item: { inner: { b: 2, a: 1 }, text: "建议", none: undefined, sk: "entry", pk },
            table: "entries",
          },
        },
        { add: { amounts: { n: 1 }, key: { sk: "count", pk }, table: "entries" } },
      ];
      await all.store.transact(turned, token);
      expect(await count(all, pk)).toBe(1);
    });

    it("refuses other operations under the same token", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      await all.store.transact(handIn(pk), token);
      await expect(all.store.transact(handIn(pk, "另一条"), token)).rejects.toBeInstanceOf(TokenReused);
      await expect(all.store.transact(handIn(all.pk()), token)).rejects.toBeInstanceOf(TokenReused);
      await expect(all.store.transact(handIn(pk).slice(0, 1), token)).rejects.toBeInstanceOf(TokenReused);
      expect(await count(all, pk)).toBe(1);
    });

    it("applies once however many come at the same moment", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      const results = await Promise.allSettled(Array.from({ length: 6 }, () => all.store.transact(handIn(pk), token)));
      for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ name: "StoreUnavailable" });
      expect(await count(all, pk)).toBe(1);
    });

    it("is not used up by a transaction that was refused", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      await all.store.put("entries", { pk, sk: "entry" }, { ifAbsent: true });
      await expect(all.store.transact(handIn(pk), token)).rejects.toMatchObject({ name: "ConditionFailed", operations: [0] });
      await all.store.delete("entries", { pk, sk: "entry" });
      await all.store.transact(handIn(pk), token);
      expect(await count(all, pk)).toBe(1);
    });

    it("is forgotten after ten minutes", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), randomUUID()];
      const add = handIn(pk).slice(1);
      await all.store.transact(add, token);
      all.pass(601);
      await all.store.transact(add, token);
      expect(await count(all, pk)).toBe(2);
    });

    it("may be any text", async () => {
      const all = subject();
      const [pk, token] = [all.pk(), `同一次提交 𠮷 ${"长".repeat(300)} ${randomUUID()}`];
      await all.store.transact(handIn(pk), token);
      await all.store.transact(handIn(pk), token);
      expect(await count(all, pk)).toBe(1);
    });
  });
}

import { describe, expect, it } from "vitest";
import { BadCursor, type Item, StoreLimit, type WholeStore } from "../../functions/store/store.ts";
import { putAll, type Subject } from "../support/store-subject.ts";

const table = "side-entries";

/** Everything of the table, page by page. Other tests may have left items there. */
async function scanned(store: WholeStore, limit: number): Promise<Item[][]> {
  const pages: Item[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.scan(table, { limit, cursor });
    pages.push(page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

const byKey = (a: Item, b: Item) => Buffer.compare(Buffer.from(`${a.pk}\0${a.sk}`), Buffer.from(`${b.pk}\0${b.sk}`));

/** Whole tables: reading them, and putting items back as they were. */
export function scanContract(subject: () => Subject): void {
  describe("scan", () => {
    it("gives every item once, whatever the page's size, without what has expired", async () => {
      const { store, pk, seconds, pass } = subject();
      const own = pk();
      const keys = ["A", "a", "a#1", "é", "中", "\uFFFD", "😀"].flatMap((sk) =>
        [`${own}#1`, `${own}#2`, own].map((one) => ({ pk: one, sk })),
      );
      await putAll(
        store,
        keys.map((key, n) => ({ ...key, n })),
        table,
      );
      await putAll(
        store,
        ["0", "b", "文"].map((sk) => ({ pk: own, sk, expiresAt: seconds() + 10 })),
        table,
      );
      const kept = { pk: own, sk: "kept", expiresAt: seconds() + 1000 };
      await putAll(store, [kept], table);
      pass(11);
      const expected = [...keys.map((key, n) => ({ ...key, n, version: 1 })), { ...kept, version: 1 }].toSorted(byKey);
      const orders: string[] = [];
      for (const limit of [1, 4, 1000]) {
        const pages = await scanned(store, limit);
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        expect(pages.length === 1 || pages.at(-1)!.length > 0).toBe(true);
        const own_ = pages.flat().filter((item) => item.pk.startsWith(own));
        expect(own_.toSorted(byKey)).toEqual(expected);
        orders.push(JSON.stringify(own_.map(({ pk: at, sk }) => [at, sk])));
      }
      // The order is the engine's own, but always the same.
      expect(new Set(orders).size).toBe(1);
    });

    it("does not give the store's own records", async () => {
      const { store, pk } = subject();
      const own = { pk: pk(), sk: "a" };
      await store.transact([{ put: { table, item: own, condition: { ifAbsent: true } } }], `token-${own.pk}`);
      const items = (await scanned(store, 1000)).flat();
      expect(items.filter((item) => item.pk.startsWith("$"))).toEqual([]);
      expect(items.filter((item) => item.pk === own.pk)).toEqual([{ ...own, version: 1 }]);
    });

    it("refuses cursors of another table or of a query, unknown tables and sizes", async () => {
      const { store, pk } = subject();
      const own = pk();
      await putAll(
        store,
        ["a", "b", "c"].map((sk) => ({ pk: own, sk })),
        table,
      );
      const { cursor } = await store.scan(table, { limit: 1 });
      const query = await store.query({ table, pk: own, limit: 1 });
      await expect(store.scan("entries", { limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
      await expect(store.scan(table, { limit: 1, cursor: query.cursor })).rejects.toBeInstanceOf(BadCursor);
      await expect(store.query({ table, pk: own, limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
      await expect(store.scan("nowhere", { limit: 1 })).rejects.toBeInstanceOf(StoreLimit);
      for (const limit of [0, 1001, 1.5]) await expect(store.scan(table, { limit })).rejects.toBeInstanceOf(StoreLimit);
    });
  });

  describe("putBack", () => {
    it("puts items as they were, version and end included, over whatever is there", async () => {
      const { store, pk, seconds } = subject();
      const own = pk();
      const items: Item[] = Array.from({ length: 60 }, (_, n) => ({
        pk: own,
        sk: String(n),
        version: n + 1,
        text: "讲".repeat(n),
        n: 0.1 * n,
        statePk: own,
        stateSk: String(n),
      }));
      items[7]!.expiresAt = seconds() + 500;
      await store.put("entries", { pk: own, sk: "3", old: true }, { ifAbsent: true });
      await store.putBack("entries", items);
      await store.putBack("entries", items);
      await store.putBack("entries", []);
      for (const index of [undefined, "byState"]) {
        const { items: found } = await store.query({ table: "entries", pk: own, limit: 100, ...(index && { index }) });
        expect(found.toSorted(byKey)).toEqual(items.toSorted(byKey));
      }
      expect(await store.put("entries", { pk: own, sk: "59" }, { ifVersion: 60 })).toBe(61);
      expect(await store.add({ table: "entries", key: { pk: own, sk: "1" }, amounts: { count: 1 } })).toMatchObject({
        version: 3,
        count: 1,
      });
    });

    it("holds the limits, and writes nothing of a refused call", async () => {
      const { store, pk } = subject();
      const own = pk();
      const good = { pk: own, sk: "good", version: 1 };
      const bad: Item[] = [
        { ...good, sk: "b", version: 0 },
        { ...good, sk: "b", version: 1.5 },
        { ...good, sk: "" },
        { ...good, sk: "b", expiresAt: -1 },
        { ...good, sk: "b", text: "x".repeat(410_000) },
        { ...good, sk: "b", $own: 1 },
      ];
      for (const item of bad) await expect(store.putBack("entries", [good, item])).rejects.toBeInstanceOf(StoreLimit);
      expect(await store.get("entries", good)).toBeUndefined();
    });
  });
}

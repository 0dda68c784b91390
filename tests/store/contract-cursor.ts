import { describe, expect, it } from "vitest";
import { BadCursor, type Query } from "../../functions/store/store.ts";
import { pagesOf, putAll, type Subject } from "../support/store-subject.ts";

const names = (count: number) => Array.from({ length: count }, (_, n) => `${n}`.padStart(3, "0"));

/** Pages and their cursors. */
export function cursorContract(subject: () => Subject): void {
  describe("cursor", () => {
    it("is there exactly when there are more items", async () => {
      const { store, pk } = subject();
      const own = pk();
      await putAll(
        store,
        names(6).map((sk) => ({ pk: own, sk })),
      );
      for (const order of ["ascending", "descending"] as const) {
        const all = order === "ascending" ? names(6) : names(6).toReversed();
        for (const limit of [1, 2, 3, 4, 5, 6, 7, 1000]) {
          const expected = Array.from({ length: Math.ceil(6 / limit) }, (_, page) => all.slice(page * limit, (page + 1) * limit));
          expect(await pagesOf(store, { table: "entries", pk: own, limit, order })).toEqual(expected);
        }
      }
    });

    it("leads through items that an index sorts alike, each once", async () => {
      const { store, pk } = subject();
      const query: Query = { table: "entries", index: "byState", pk: pk(), limit: 2 };
      await putAll(
        store,
        names(7).map((sk) => ({ pk: pk(), sk, statePk: query.pk, stateSk: sk < "005" ? "same" : "tail" })),
      );
      for (const order of ["ascending", "descending"] as const) {
        await expect.poll(async () => (await pagesOf(store, { ...query, order })).flat().toSorted()).toEqual(names(7));
      }
      expect((await pagesOf(store, query)).map((page) => page.length)).toEqual([2, 2, 2, 1]);
    });

    it("stays within the range of its query", async () => {
      const { store, pk } = subject();
      const own = pk();
      await putAll(
        store,
        names(9).map((sk) => ({ pk: own, sk })),
      );
      const query: Query = { table: "entries", pk: own, sk: { from: "002", to: "006" }, limit: 2 };
      expect(await pagesOf(store, query)).toEqual([["002", "003"], ["004", "005"], ["006"]]);
      expect(await pagesOf(store, { ...query, order: "descending" })).toEqual([["006", "005"], ["004", "003"], ["002"]]);
    });

    it("goes on where the page ended, whatever was written or deleted meanwhile", async () => {
      const { store, pk } = subject();
      const own = pk();
      await putAll(
        store,
        ["1", "3", "5", "7"].map((sk) => ({ pk: own, sk })),
      );
      const query: Query = { table: "entries", pk: own, limit: 2 };
      const { cursor } = await store.query(query);
      await store.delete("entries", { pk: own, sk: "3" });
      await putAll(
        store,
        ["2", "6"].map((sk) => ({ pk: own, sk })),
      );
      expect((await store.query({ ...query, limit: 10, cursor })).items.map(({ sk }) => sk)).toEqual(["5", "6", "7"]);
    });

    it("is refused when altered or given to another query", async () => {
      const { store, pk } = subject();
      const query: Query = { table: "entries", pk: pk(), sk: { prefix: "0" }, limit: 1 };
      await putAll(
        store,
        names(3).map((sk) => ({ pk: query.pk, sk })),
      );
      const cursor = (await store.query(query)).cursor!;
      expect(cursor).toMatch(/^[\w-]+$/);
      const altered = [...cursor].map((letter, at) => cursor.slice(0, at) + (letter === "A" ? "B" : "A") + cursor.slice(at + 1));
      const wrong: Query[] = [
        ...[...altered, "", "x", `${cursor}x`, cursor.slice(0, -1), ` ${cursor}`, `${cursor}=`].map((cursor) => ({ ...query, cursor })),
        { ...query, cursor, table: "side-entries" },
        { ...query, cursor, index: "byState" },
        { ...query, cursor, pk: pk() },
        { ...query, cursor, sk: { prefix: "00" } },
        { ...query, cursor, sk: { equals: "0" } },
        { ...query, cursor, sk: { from: "0" } },
        { ...query, cursor, sk: undefined },
        { ...query, cursor, order: "descending" },
      ];
      for (const other of wrong) await expect(store.query(other), JSON.stringify(other)).rejects.toBeInstanceOf(BadCursor);
      expect((await store.query({ ...query, cursor, order: "ascending" })).items.map(({ sk }) => sk)).toEqual(["001"]);
    });
  });
}

import { describe, expect, test } from "vitest";
import { documentKey, indexOperations } from "../../functions/search/document.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import { type PublishedDocument, repairSearch } from "../../functions/search/repair.ts";
import { dieAfter, MemoryStore } from "./memory-store.ts";
import { card, idsOf, publish, withdraw } from "./support.ts";

const nothing = { placed: 0, removed: 0, cleaned: 0, refolded: 0 };
const texts = ["党建工作", "学习党建", "干部学习"];
const truth: PublishedDocument[] = texts.map((text, index) => ({ ordinal: index + 1, card: card(`m${index}`, `第${index}篇`), text }));

async function* listed(documents = truth): AsyncGenerator<PublishedDocument> {
  yield* documents;
}

async function healthy(): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const { card: one, text } of truth) await publish(store, one.title, text, { id: one.id });
  await foldFresh(store, { maxDocuments: 10 });
  return store;
}

/** Contents without versions. */
const contents = (store: MemoryStore) => Object.fromEntries([...store.items].map(([key, { version: _, ...item }]) => [key, item]));
const remove = (store: MemoryStore, part: string) => {
  for (const key of store.items.keys()) if (key.includes(part)) store.items.delete(key);
};

describe("repair", () => {
  const damages: [string, (store: MemoryStore) => void | Promise<void>][] = [
    ["nothing", () => {}],
    ["a lost document", (store) => remove(store, documentKey(2).pk)],
    ["all documents", (store) => remove(store, "search#document")],
    ["some postings", (store) => remove(store, "学习")],
    ["everything, the clock too", (store) => store.items.clear()],
    ["a document nobody published", async (store) => void (await publish(store, "假的", "党建"))],
    [
      "a withdrawn one's dead postings",
      async (store) => {
        const ordinal = await publish(store, "撤回", "党建旧文");
        await foldFresh(store, { maxDocuments: 10 });
        await withdraw(store, ordinal);
      },
    ],
    [
      "a document that tells something else",
      (store) => {
        for (const item of store.items.values()) if (item.pk === documentKey(1).pk) item["text"] = "别的";
      },
    ],
  ];

  test.each(damages)("after the loss or excess of %s makes the index equal to the truth", async (name, damage) => {
    const whole = contents(await healthy());
    const store = await healthy();
    await damage(store);
    const report = await repairSearch(store, listed());
    if (name === "nothing") expect(report).toEqual(nothing);
    else expect(report).not.toEqual(nothing);
    const { "materials\0search#clock\0ordinal": clock, ...rest } = contents(store);
    const { "materials\0search#clock\0ordinal": least, ...expected } = whole;
    expect(rest).toEqual(expected);
    expect(clock!["ordinal"]).toBeGreaterThanOrEqual(least!["ordinal"] as number);
    expect(await repairSearch(store, listed())).toEqual(nothing);
    expect(await idsOf(store, "党建")).toEqual(["m1", "m0"]);
  });

  test("may be killed anywhere and run again", async () => {
    for (let died = 0; died < 60; died += 3) {
      const store = await healthy();
      remove(store, "学习");
      remove(store, documentKey(1).pk);
      dieAfter(store, died);
      await repairSearch(store, listed()).catch(() => {});
      store.beforeWrite = () => {};
      await repairSearch(store, listed());
      expect(contents(store)).toEqual(contents(await healthy()));
    }
  });

  test("leaves alone what is published while it runs", async () => {
    for (let at = 0; at < 40; at += 1) {
      const store = await healthy();
      remove(store, "学习");
      remove(store, documentKey(1).pk);
      let writes = 0;
      store.beforeWrite = async () => {
        if (writes++ !== at) return;
        await publish(store, "新的", "学习新事", { id: "new" });
      };
      await repairSearch(store, listed());
      if (writes <= at) break;
      expect(await idsOf(store, "学习"), String(at)).toEqual(["new", "m2", "m1"]);
    }
  });

  test("leaves alone what had its ordinal before and is published while it runs", async () => {
    for (let at = 0; at < 40; at += 1) {
      const store = await healthy();
      // Dead postings give the cleaning something to write.
      const dead = await publish(store, "撤回", "党建学习旧事");
      await foldFresh(store, { maxDocuments: 10 });
      await withdraw(store, dead);
      const one = card("late", "晚的");
      const { operations } = await indexOperations(store, { id: one.id, card: one, text: "党建学习新事" });
      let writes = 0;
      store.beforeWrite = async () => {
        if (writes++ !== at) return;
        await store.transact(operations);
        await foldFresh(store, { maxDocuments: 10 });
      };
      await repairSearch(store, listed());
      if (writes <= at) break;
      expect(await idsOf(store, "学习"), String(at)).toEqual(["late", "m2", "m1"]);
      expect(await idsOf(store, "新事"), String(at)).toEqual(["late"]);
    }
  });

  test("does not bring back what is withdrawn meanwhile", async () => {
    const store = await healthy();
    const record = { pk: "published#m0", sk: "page" };
    remove(store, documentKey(1).pk);
    const guard = [{ check: { table: "materials", key: record, condition: { ifVersion: 1 } } }];
    const report = await repairSearch(store, listed(truth.map((one) => (one.ordinal === 1 ? { ...one, guard } : one))));
    expect(report.placed).toBe(0);
    expect(await idsOf(store, "党建")).toEqual(["m1"]);
  });
});

import { expect, test } from "vitest";
import { foldFresh } from "../../functions/search/fold.ts";
import { StoreUnavailable, type Store } from "../../functions/store/store.ts";
import { dieAfter, MemoryStore } from "./memory-store.ts";
import { idsOf, publish, withdraw } from "./support.ts";

const texts = ["党建工作", "学习党建", "干部学习", "党建学习"];

async function filled(): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const [index, text] of texts.entries()) await publish(store, `第${index}篇`, text);
  return store;
}

const freshCount = (store: MemoryStore) => [...store.items.keys()].filter((key) => key.includes("\0search#fresh\0")).length;
const postings = (store: MemoryStore) =>
  Object.fromEntries([...store.items].filter(([key]) => key.includes("search#gram")).map(([key, item]) => [key, item["posting"]]));

async function expectRight(store: Store): Promise<void> {
  expect(await idsOf(store, "党建")).toEqual(["第3篇", "第1篇", "第0篇"]);
  expect(await idsOf(store, "学习")).toEqual(["第3篇", "第2篇", "第1篇"]);
  expect(await idsOf(store, "第2篇")).toEqual(["第2篇"]);
}

test("twice and grouped give the same postings", async () => {
  const [once, grouped] = [await filled(), await filled()];
  await foldFresh(once, { maxDocuments: 10 });
  const after = postings(once);
  expect(freshCount(once)).toBe(0);
  expect(await foldFresh(once, { maxDocuments: 10 })).toEqual({ folded: 0, more: false });
  expect(postings(once)).toEqual(after);
  for (const more of [true, true, false]) expect((await foldFresh(grouped, { maxDocuments: more ? 1 : 2, grouped: true })).more).toBe(more);
  expect(postings(grouped)).toEqual(after);
  await expectRight(once);
  await expectRight(grouped);
});

test("side by side, one lost race after the other", async () => {
  for (const grouped of [false, true]) {
    const store = await filled();
    store.beforeWrite = () => Promise.resolve();
    await Promise.all([1, 2, 3, 4].map((maxDocuments) => foldFresh(store, { maxDocuments, parallel: 7, grouped })));
    expect(freshCount(store)).toBe(0);
    await expectRight(store);
  }
});

test("killed after any write, then run again", async () => {
  const probe = await filled();
  let writes = 0;
  probe.beforeWrite = () => void (writes += 1);
  await foldFresh(probe, { maxDocuments: 10 });
  expect(writes).toBeGreaterThan(20);
  for (let died = 0; died < writes; died++) {
    const store = await filled();
    dieAfter(store, died);
    await expect(foldFresh(store, { maxDocuments: 10, parallel: 3 })).rejects.toThrow(StoreUnavailable);
    store.beforeWrite = () => {};
    await expectRight(store);
    await foldFresh(store, { maxDocuments: 10 });
    expect(postings(store)).toEqual(postings(probe));
    await expectRight(store);
  }
});

test("withdrawn while it is folded: found no more, and nothing stays fresh", async () => {
  const store = await filled();
  let writes = 0;
  store.beforeWrite = async () => {
    if (++writes !== 5) return;
    store.beforeWrite = () => {};
    await withdraw(store, 2);
  };
  await foldFresh(store, { maxDocuments: 10 });
  expect(freshCount(store)).toBe(0);
  expect(await idsOf(store, "党建")).toEqual(["第3篇", "第0篇"]);
});

test("a posting that everybody else writes is given up", async () => {
  const store = await filled();
  store.beforeWrite = () => {
    for (const item of store.items.values()) item.version += 1;
  };
  await foldFresh(store, { maxDocuments: 1 });
  await expect(foldFresh(store, { maxDocuments: 10 })).rejects.toThrow(StoreUnavailable);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { foldFresh } from "../../functions/search/fold.ts";
import { repairSearch } from "../../functions/search/repair.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { Store } from "../../functions/store/store.ts";
import { tables as allTables } from "../../functions/tables.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { card, cursorKey, publish, searchAll, withdraw } from "./support.ts";

const tables = { materials: allTables.materials };
const queries = ["党建", "学", "学习 AI", "gb/t 9704", "学习b", "𠮷", "会议室", "不存在"];

/** One life of the index; what every search found at each of its stations. */
async function life(store: Store): Promise<unknown[]> {
  const seen: unknown[] = [];
  const look = async () => {
    for (const q of queries) seen.push(await searchAll(store, { q, limit: 3 }), await searchAll(store, { q, category: "新知识" }));
  };
  const truth = [];
  for (let number = 0; number < 9; number++) {
    const one = card(`m${number}`, number % 2 ? `党建第${number}篇` : `AI第${number}篇`, { category: number % 3 ? "新理论" : "新知识" });
    const text = `学习党建，按GB/T 970${number}开会议${number % 4 ? "室" : "，𠮷"}。`;
    truth.push({ ordinal: await publish(store, one.title, text, one), card: one, text });
    if (number === 3) await foldFresh(store, { maxDocuments: 3, parallel: 8 });
  }
  await look();
  await foldFresh(store, { maxDocuments: 100, grouped: true });
  await withdraw(store, 5);
  await look();
  const published = truth.filter(({ ordinal }) => ordinal !== 5);
  seen.push(
    await repairSearch(
      store,
      (async function* listed() {
        yield* published;
      })(),
    ),
  );
  await look();
  return seen;
}

async function lifeOnSqlite(): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-search-"));
  const store = await openSqliteStore({ folder, tables, cursorKey });
  try {
    return await life(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

test.each<EmulatorName>(["dynoxide", "extenddb"])(
  "search on %s is what it is on SQLite",
  async (name) => {
    const missing = emulatorMissing(name);
    if (missing) return notRun(`search on ${name}`, missing);
    const { endpoint, region, credentials, stop } = await startEmulator(name);
    try {
      const store = await openDynamoStore({ endpoint, region, credentials, tablePrefix: "test-", tables, cursorKey, createTables: true });
      const there = await life(store);
      await store.close();
      expect(there).toEqual(await lifeOnSqlite());
    } finally {
      await stop();
    }
  },
  60_000,
);

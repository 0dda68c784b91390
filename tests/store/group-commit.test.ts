import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, openSqliteStore, type SqliteStore } from "../../functions/store/sqlite.ts";
import { applySchema } from "../../functions/store/sqlite-schema.ts";
import { ConditionFailed, StoreLimit, StoreUnavailable } from "../../functions/store/store.ts";
import { cursorKey, testTables } from "../support/store-engines.ts";

let folder: string;
let store: SqliteStore;
let passed = 0;
const start = Date.now();
const now = () => start + passed * 1000;
const open = () => openSqliteStore({ folder, tables: testTables, cursorKey, now });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gxjt-group-"));
  store = await open();
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (sk: string, text = "") => store.put("entries", { pk: "一", sk, text }, { ifAbsent: true });

describe("group commit", () => {
  it("shares one commit among writes that come together", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => put(`${n}`)));
    expect(store.stats).toEqual({ commits: 1, writes: 50 });
    await put("later");
    expect(store.stats).toEqual({ commits: 2, writes: 51 });
  });

  it("bounds a group, and commits the rest after it", async () => {
    await Promise.all(Array.from({ length: 600 }, (_, n) => put(`${n}`)));
    expect(store.stats).toEqual({ commits: 3, writes: 600 });
  });

  it("refuses one caller without undoing another's write", async () => {
    await put("taken");
    const key = { pk: "一", sk: "text" };
    await store.put("entries", { ...key, word: "字" }, { ifAbsent: true });
    const results = await Promise.allSettled([
      put("before"),
      put("taken"),
      store.transact([
        { put: { table: "entries", item: { pk: "一", sk: "half" }, condition: { ifAbsent: true } } },
        { delete: { table: "entries", key: { pk: "一", sk: "taken" }, ifVersion: 9 } },
      ]),
      store.transact([
        { put: { table: "entries", item: { pk: "一", sk: "half" }, condition: { ifAbsent: true } } },
        { add: { table: "entries", key, amounts: { word: 1 } } },
      ]),
      put("after"),
    ]);
    const reasons = results.map((result) => (result.status === "rejected" ? (result.reason as Error).constructor : undefined));
    expect(reasons).toEqual([undefined, ConditionFailed, ConditionFailed, StoreLimit, undefined]);
    expect((await store.query({ table: "entries", pk: "一", limit: 9 })).items.map(({ sk }) => sk)).toEqual([
      "after",
      "before",
      "taken",
      "text",
    ]);
    expect(store.stats.commits).toBe(3);
  });

  it("undoes the whole group when SQLite fails in the middle of it", async () => {
    const db = new DatabaseSync(join(folder, "store.sqlite"));
    db.exec(`CREATE TRIGGER fault BEFORE INSERT ON "side-entries" BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`);
    const half = { table: "entries", item: { pk: "一", sk: "half" }, condition: { ifAbsent: true } } as const;
    const results = await Promise.allSettled([
      put("before"),
      store.transact([{ put: half }, { put: { ...half, table: "side-entries" } }]),
      put("after"),
    ]);
    db.exec("DROP TRIGGER fault");
    db.close();
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
    expect(await store.query({ table: "entries", pk: "一", limit: 9 })).toEqual({ items: [] });
    expect(store.stats).toEqual({ commits: 0, writes: 0 });
    expect(await put("later")).toBe(1);
  });

  it("shows later writes of a group what earlier ones wrote", async () => {
    const [first, second] = await Promise.allSettled([put("same"), put("same")]);
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
  });

  it("shows no read what is not committed", async () => {
    const written = put("a");
    expect(await store.get("entries", { pk: "一", sk: "a" })).toBeUndefined();
    await written;
    expect(await store.get("entries", { pk: "一", sk: "a" })).toBeDefined();
  });

  it("commits what is queued before it closes, and refuses calls afterwards", async () => {
    const written = put("a");
    await store.close();
    await written;
    await expect(put("b")).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.get("entries", { pk: "一", sk: "a" })).rejects.toBeInstanceOf(StoreUnavailable);
    store = await open();
    expect(await store.get("entries", { pk: "一", sk: "a" })).toBeDefined();
  });
});

describe("folder", () => {
  const refusal = {
    name: "FolderInUse",
    pid: process.pid,
    message: expect.stringContaining(`is in use by process ${process.pid}`) as string,
  };

  it("is refused to a second store of this process", async () => {
    await expect(open()).rejects.toBeInstanceOf(FolderInUse);
    await expect(open()).rejects.toMatchObject(refusal);
    expect(await put("a")).toBe(1);
  });

  it("is refused to a second process, which is told the first one's number", () => {
    const writer = join(import.meta.dirname, "../support/store-writer.ts");
    expect(() => execFileSync(process.execPath, [writer, folder], { stdio: "pipe" })).toThrow(
      `${folder} is in use by process ${process.pid}`,
    );
  });

  it("is free again after its process was killed", async () => {
    await store.close();
    const writer = join(import.meta.dirname, "../support/store-writer.ts");
    const child = spawn(process.execPath, [writer, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await expect(open()).rejects.toMatchObject({ name: "FolderInUse", pid: child.pid });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(join(folder, "lock.pid"))).toBe(true);
    store = await open();
    expect(await put("a")).toBe(1);
  });
});

describe("database", () => {
  // No test can pull the plug: what makes a commit survive that is at least held to its setting.
  it("waits for the disk at every commit", () => {
    const db = new DatabaseSync(join(folder, "other.sqlite"));
    applySchema(db, testTables);
    expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
    db.close();
  });

  it("fills an index that joins it later", async () => {
    await store.put("side-entries", { pk: "一", sk: "a", "unit.Pk": "u", unitSk: "s" }, { ifAbsent: true });
    await store.close();
    const tables = { ...testTables, "side-entries": { indexes: { byUnit: { pk: "unit.Pk", sk: "unitSk" } } } };
    store = await openSqliteStore({ folder, tables, cursorKey, now });
    expect((await store.query({ table: "side-entries", index: "byUnit", pk: "u", limit: 2 })).items.map(({ sk }) => sk)).toEqual(["a"]);
  });
});

describe("sweepExpired", () => {
  it("removes expired items only, so many at a time", async () => {
    const expiresAt = Math.floor(now() / 1000) + 100;
    await Promise.all(
      Array.from({ length: 7 }, (_, n) => store.put("entries", { pk: "一", sk: `${n}`, ...(n > 1 && { expiresAt }) }, { ifAbsent: true })),
    );
    await store.transact([{ add: { table: "entries", key: { pk: "一", sk: "count" }, amounts: { n: 1 } } }], "token");
    expect(await store.sweepExpired(3)).toBe(0);
    passed += 101;
    expect([await store.sweepExpired(3), await store.sweepExpired(3), await store.sweepExpired(3)]).toEqual([3, 2, 0]);
    expect((await store.query({ table: "entries", pk: "一", limit: 9 })).items.map(({ sk }) => sk)).toEqual(["0", "1", "count"]);
  });
});

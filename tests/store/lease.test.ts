import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Lease } from "../../functions/store/lease.ts";
import { openSqliteStore, type SqliteStore } from "../../functions/store/sqlite.ts";
import { type Store, StoreUnavailable } from "../../functions/store/store.ts";
import { cursorKey, testTables } from "../support/store-engines.ts";

let folder: string;
let store: SqliteStore;
let time: number;
beforeEach(async () => {
  time = 0;
  folder = mkdtempSync(join(tmpdir(), "gxjt-lease-"));
  store = await openSqliteStore({ folder, tables: testTables, cursorKey });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

let names = 0;
const newLease = (holder: string, name: string, over: Store = store) =>
  new Lease(over, { table: "entries", name, holder, lostMs: 15_000, deadMs: 20_000, time: () => time });

test("one of several holds it for as long as it renews it, the next when it is freed", async () => {
  const [a, b, c] = ["a", "b", "c"].map((holder) => newLease(holder, "jobs")) as [Lease, Lease, Lease];
  for (let beat = 0; beat < 20; beat++) {
    for (const lease of [a, b, c]) await lease.tend();
    expect([a.held(), b.held(), c.held()]).toEqual([true, false, false]);
    time += 5000;
  }
  await a.release();
  await c.tend();
  await b.tend();
  expect([a.held(), b.held(), c.held()]).toEqual([false, false, true]);
});

test("a holder that dies is followed after its time, not before, whatever the clocks of the machines say", async () => {
  const [dead, next] = [newLease("dead", "jobs"), newLease("next", "jobs")];
  await dead.tend();
  for (time = 1000; time < 21_000; time += 5000) {
    await next.tend();
    expect(next.held(), String(time)).toBe(false);
  }
  expect(dead.held()).toBe(false);
  await next.tend();
  expect(next.held()).toBe(true);
  // It comes back to life and finds that it was given up.
  await dead.tend();
  expect([dead.held(), next.held()]).toEqual([false, true]);
});

test("a renewal whose answer is lost does not lose the lease; without a store it ends by itself", async () => {
  let fault: "none" | "lost answer" | "away" = "none";
  const put: Store["put"] = async (...given) => {
    if (fault === "away") throw new StoreUnavailable("away");
    const version = await store.put(...given);
    if (fault === "lost answer") throw new StoreUnavailable("lost");
    return version;
  };
  const lease = newLease("a", "jobs", { ...store, get: store.get, put });
  await lease.tend();
  fault = "lost answer";
  await expect(lease.tend()).rejects.toThrow(StoreUnavailable);
  fault = "none";
  await lease.tend();
  expect(lease.held()).toBe(true);
  fault = "away";
  for (time = 5000; time <= 15_000; time += 5000) await lease.tend().catch(() => undefined);
  expect(lease.held()).toBe(false);
});

test("never do two hold it at one time, whoever looks when, dies or comes back", async () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom<"tend" | "release">("tend", "tend", "tend", "release"),
    wait: fc.integer({ min: 0, max: 9000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const name = `run-${names++}`;
      const leases = ["a", "b", "c"].map((holder) => newLease(holder, name));
      for (const { who, what, wait } of steps) {
        time += wait;
        await leases[who]![what]();
        expect(leases.filter((lease) => lease.held()).length).toBeLessThan(2);
      }
    }),
    { numRuns: 60 },
  );
});

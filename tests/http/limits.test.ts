import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isSpent, type Limit, limitUse, spend } from "../../functions/http/limits.ts";
import { Problem } from "../../functions/http/problem.ts";
import { DAY, HOUR, MINUTE } from "../../functions/platform/clock.ts";
import { openSqliteStore, type SqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";

const SECRET = "a secret of this installation";
const hourly: Limit = { table: "feedback", scope: "test", most: 3, windowMs: HOUR };
const START = Date.parse("2026-11-23T01:00:00.000Z");

let folder: string;
let store: SqliteStore;
let now = START;
beforeEach(async () => {
  now = START;
  folder = mkdtempSync(join(tmpdir(), "gxjt-limits-"));
  store = await openSqliteStore({ folder, tables, cursorKey: "a key of cursors for tests", now: () => now });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const use = (limit = hourly, subject = "203.0.113.9") => limitUse(SECRET, limit, subject, now);
const tries = (count: number) => Promise.allSettled(Array.from({ length: count }, () => spend(store, use())));
const passed = (results: PromiseSettledResult<void>[]) => results.filter(({ status }) => status === "fulfilled").length;

describe("a limit", () => {
  test("lets exactly its number pass, however many come at once", async () => {
    const results = await tries(10);
    expect(passed(results)).toBe(3);
    const refusal = (results.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason as Problem;
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({ code: "too-many", details: { retryAfter: 3600 } });
    expect(isSpent(use(), await store.get("feedback", use().key))).toBe(true);
  });

  test("begins anew with the next window, and an old window stays closed when the clock goes back", async () => {
    expect(passed(await tries(4))).toBe(3);
    now = START + HOUR - 1;
    expect(use().retryAfter).toBe(1);
    expect(passed(await tries(1))).toBe(0);
    now = START + HOUR;
    expect(passed(await tries(4))).toBe(3);
    now = START + HOUR - 1;
    expect(passed(await tries(1))).toBe(0);
  });

  test("counts subjects and scopes apart", async () => {
    await tries(3);
    await expect(spend(store, use(hourly, "203.0.113.10"))).resolves.toBeUndefined();
    await expect(spend(store, use({ ...hourly, scope: "other" }))).resolves.toBeUndefined();
  });

  test("leaves the store by itself", async () => {
    await tries(1);
    now = START + HOUR + 2 * MINUTE;
    await store.sweepExpired();
    now = START;
    expect(await store.get("feedback", use().key)).toBeUndefined();
  });
});

describe("the key", () => {
  test("a day's window ends at midnight in Beijing", () => {
    const daily: Limit = { ...hourly, windowMs: DAY };
    expect(limitUse(SECRET, daily, "x", Date.parse("2026-11-23T15:59:59.000Z")).retryAfter).toBe(1);
    expect(limitUse(SECRET, daily, "x", Date.parse("2026-11-23T16:00:00.000Z")).retryAfter).toBe(24 * 3600);
  });

  test("does not hold the subject, and cannot be tied to another day's or another installation's", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(300), (address, days) => {
        const who = (secret: string, at: number) => limitUse(secret, hourly, address, at).key.pk.split("#")[2]!;
        const today = who(SECRET, START);
        expect(limitUse(SECRET, hourly, address, START).key.pk).not.toContain(address);
        expect(who(SECRET, START + HOUR)).toBe(today);
        expect(who(SECRET, START + (days + 1) * DAY)).not.toBe(today);
        expect(who("another secret", START)).not.toBe(today);
      }),
    );
  });

  test("a window always ends after now, within its length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(HOUR, DAY, 10 * MINUTE), (at, windowMs) => {
        const { retryAfter, add } = limitUse(SECRET, { ...hourly, windowMs }, "x", at);
        expect(retryAfter).toBeGreaterThanOrEqual(1);
        expect(retryAfter).toBeLessThanOrEqual(windowMs / 1000);
        expect(add.expiresAt! * 1000).toBeGreaterThan(at + retryAfter * 1000 - 1000);
      }),
    );
  });
});

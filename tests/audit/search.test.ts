import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEntry, AuditList, AuditQuery } from "../../functions/audit/contract.ts";
import { type Found, searchLines } from "../../functions/audit/search.ts";
import { auditLine } from "../../functions/audit/table.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";
import type { Store } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import { emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { newColumn } from "../support/column.ts";
import { notRun } from "../support/not-run.ts";
import "../support/seed.ts";

const NOW = Date.parse("2026-11-23T01:00:00.000Z");
const people = ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"].map((id, place) => ({
  id,
  name: ["王一", "王二", "李三"][place]!,
}));
const actions = ["material.sign", "material.create", "feedback.answer", "session.start", "refused", "materials"];
const objects = ["material#m1", "material#m2", "feedback#f1", "session"];
const outcomes = ["done", "refused", "failed"] as const;

/** Lines of 100 days with busy and empty ones, also in the hours in which Beijing and UTC have different days. */
async function fill(store: Store): Promise<void> {
  const lines = Array.from({ length: 900 }, (_, n) => {
    const back = n % 3 === 0 ? 0 : (n * n) % 100;
    const at = NOW - back * DAY - ((n * 37) % 24) * HOUR - n;
    return auditLine(at, people[n % 3]!, actions[(n * 7) % 6]!, objects[(n * 5) % 4]!, undefined, outcomes[(n * 11) % 3]);
  });
  for (let start = 0; start < lines.length; start += 50) await store.transact(lines.slice(start, start + 50));
}

/** The whole log, filtered without any index. */
function naive(all: AuditEntry[], { person, kind, object, outcome, from, to }: AuditQuery): AuditEntry[] {
  const last = to ?? chinaDay(NOW);
  const first = from ?? chinaDay(Date.parse(last) - 182 * DAY);
  return all.filter(({ at, by, name, action, object: about, outcome: ended }) => {
    const day = chinaDay(Date.parse(at));
    if (day < first || day > last) return false;
    if (person && by !== person && !name.includes(person)) return false;
    if (kind && action !== kind && !action.startsWith(`${kind}.`)) return false;
    return (!object || about === object) && (!outcome || ended === outcome);
  });
}

async function walk(store: Store, query: AuditQuery): Promise<{ items: AuditEntry[]; most: number }> {
  const items: AuditEntry[] = [];
  let cursor: string | undefined;
  let most = 0;
  let rounds = 0;
  do {
    const page: Found = await searchLines(store, { ...query, cursor }, NOW);
    items.push(...page.items);
    most = Math.max(most, page.items.length);
    ({ cursor } = page);
    rounds += 1;
  } while (cursor !== undefined && rounds < 100);
  expect(cursor).toBeUndefined();
  return { items, most };
}

const day = fc.integer({ min: 0, max: 110 }).map((back) => chinaDay(NOW - back * DAY));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const anyQuery: fc.Arbitrary<AuditQuery> = fc
  .record({
    person: maybe(fc.constantFrom("aaaaaaaaaaaaaaaa", "王", "李三", "无此人", "zzzzzzzzzzzzzzzz")),
    kind: maybe(fc.constantFrom("material", "material.sign", "refused", "session", "mat")),
    object: maybe(fc.constantFrom(...objects, "material#none")),
    outcome: maybe(fc.constantFrom(...outcomes)),
    from: maybe(day),
    to: maybe(day),
  })
  .map(({ from, to, ...rest }) => (from && to && from > to ? { ...rest, from: to, to: from } : { ...rest, from, to }));

async function holds(store: Store, runs: number): Promise<void> {
  const all = (await walk(store, { from: "2026-01-01" })).items;
  expect(all).toHaveLength(900);
  const key = ({ at, by, action, object, outcome }: AuditEntry) => `${at} ${by} ${action} ${object} ${outcome}`;
  await fc.assert(
    fc.asyncProperty(anyQuery, async (query) => {
      const { items, most } = await walk(store, query);
      expect(items.map(key)).toEqual(naive(all, query).map(key));
      expect(items.map(({ at }) => at)).toEqual(
        items
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      );
      expect(most).toBeLessThanOrEqual(150);
    }),
    { numRuns: runs },
  );
}

describe("lines that fit the filters", () => {
  it("are those that a walk through the whole log finds, newest first, each once", async () => {
    const { store } = await newColumn();
    await fill(store);
    await holds(store, 300);
  }, 30_000);

  const missing = emulatorMissing("dynoxide");
  if (missing) notRun("the filters of the audit log on DynamoDB", missing);
  describe.skipIf(missing)("on DynamoDB", () => {
    let stop = async () => {};
    let store: Store;
    beforeAll(async () => {
      const emulator = await startEmulator("dynoxide");
      const { openDynamoStore } = await import("../../functions/store/dynamo.ts");
      store = await openDynamoStore({
        ...emulator,
        tablePrefix: "audit-",
        tables,
        cursorKey: "a key of cursors for tests",
        createTables: true,
      });
      stop = async () => {
        await store.close();
        await emulator.stop();
      };
      await fill(store);
    }, 30_000);
    afterAll(() => stop());
    it("likewise", () => holds(store, 40), 60_000);
  });

  it("cost a bounded number of reads per request, however little fits and however long the time", async () => {
    const { store } = await newColumn();
    await fill(store);
    const { query } = store;
    let [asked, read] = [0, 0];
    const counting: Store = {
      ...store,
      query: async (given) => {
        const page = await query(given);
        asked += 1;
        read += page.items.length;
        return page;
      },
    };
    const queries: AuditQuery[] = [
      { person: "无此人", from: "2016-01-01" },
      { kind: "nothing", from: "2016-01-01" },
      { object: "session", kind: "nothing" },
      { person: "aaaaaaaaaaaaaaaa", kind: "nothing" },
    ];
    for (const given of queries) {
      let cursor: string | undefined;
      for (let round = 0; round < 5; round++) {
        [asked, read] = [0, 0];
        const page: Found = await searchLines(counting, { ...given, cursor }, NOW);
        expect([asked <= 70, read <= 600, page.items.length]).toEqual([true, true, 0]);
        ({ cursor } = page);
        if (cursor === undefined) break;
      }
    }
  });
});

describe("the route", () => {
  it("refuses what is no filter, and cursors of other questions", async () => {
    const column = await newColumn();
    await column.publish();
    const director = await column.signIn(["director"]);
    const ask = (query: string) => column.call<AuditList>("GET", `/api/staff/audit?${query}`, { cookie: director });
    for (const query of [
      "from=2026-13-01",
      "from=2026-02-02&to=2026-02-01",
      "kind=A",
      "outcome=x",
      "day=2026-01-01",
      `person=${"x".repeat(50)}`,
      "to=gestern",
    ])
      expect((await ask(query)).status, query).toBe(400);
    for (const cursor of ["x", "2026-11-23", "2020-01-01", "2026-11-22.abc", "2026-99-99", "2026-11-24"])
      expect([200, 400], cursor).toContain((await ask(`from=2026-11-22&to=2026-11-23&cursor=${cursor}`)).status);
    expect((await ask("from=2026-11-22&to=2026-11-23&cursor=2020-01-01")).status).toBe(400);
    expect((await ask("from=2026-11-22&to=2026-11-23&cursor=2026-11-22.abc")).status).toBe(400);
    expect((await ask("kind=material.sign")).body.items.map(({ action }) => action)).toEqual(["material.sign"]);
  });

  it("says what objects are called today, to administrators without titles of materials", async () => {
    const column = await newColumn();
    const material = await column.publish({ title: "笑对种种不如意" });
    const id = "dddddddddddddddd";
    const admin = await column.signIn(["admin"], { name: "李管理", id });
    await column.call("POST", "/api/staff/people", { cookie: admin, body: { login: "newone", name: "新人", roles: ["cadre"] } });
    const names = async (cookie: string) => (await column.call<AuditList>("GET", "/api/staff/audit", { cookie })).body.names;
    const director = await column.signIn(["director"]);
    expect((await names(director))[`material#${material.id}`]).toBe("笑对种种不如意");
    expect(Object.values(await names(director))).toContain("新人");
    expect(Object.values(await names(admin))).toEqual(["新人"]);
  });

  it("of an export writes down who took what, and nothing else changes", async () => {
    const column = await newColumn();
    const director = await column.signIn(["director"], { name: "部长" });
    const before = column.rows("audit").length;
    const body = { format: "xlsx", filters: { kind: "material", from: "2026-01-01" } };
    expect((await column.call("POST", "/api/staff/audit/exports", { cookie: director, body })).status).toBe(204);
    const lines = column.rows("audit");
    expect(lines).toHaveLength(before + 1);
    expect(JSON.parse(lines.find(({ data }) => data.includes("audit.export"))!.data)).toMatchObject({
      name: "部长",
      note: "xlsx kind=material from=2026-01-01",
    });
    for (const wrong of [{ format: "pdf", filters: {} }, { format: "csv", filters: { cursor: "x" } }, {}])
      expect((await column.call("POST", "/api/staff/audit/exports", { cookie: director, body: wrong })).status).toBe(400);
  });
});

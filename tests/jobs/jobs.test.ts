import { afterEach, describe, expect, test, vi } from "vitest";
import { collectLines, systemActor } from "../../functions/audit/table.ts";
import { clockwork } from "../../functions/clockwork.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Material, MaterialList } from "../../functions/materials/contract.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { newReminder, putReminder } from "../../functions/reminders/outbox.table.ts";
import { readStored, writeSettings } from "../../functions/settings/table.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { putItem } from "../../functions/work-items/table.ts";
import { putYear, type StoredYear } from "../../functions/work-items/years.table.ts";
import { newColumn, type Column } from "../support/column.ts";
import { sampleItem } from "../support/work-sample.ts";

afterEach(() => vi.restoreAllMocks());

const run = (column: Column, name: string) => jobs[name]!(column.deps);
const find = async (column: Column, words: string) =>
  (await column.call<MaterialList>("GET", `/api/materials?q=${encodeURIComponent(words)}`)).body.items.map(({ title }) => title);

/** Signed for a day later. */
async function schedule(column: Column, title: string): Promise<Material> {
  const [cadre, editor, director] = [await column.signIn(["cadre"]), await column.signIn(["editor"]), await column.signIn(["director"])];
  const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
    cookie: cadre,
    body: { title, category: "新理论", body: "<p>雪松镇</p>" },
  });
  const { body: provided } = await column.step(cadre, draft, "provide");
  const { body: reviewed } = await column.step(editor, provided, "review");
  return (await column.step(director, reviewed, "sign", { publishAt: new Date(column.time.now + DAY).toISOString() })).body;
}

/** Work for every job: two due, fresh documents, an index with a hole and a corpse in it, lines that wait, views from before there were figures, a backup that was asked for, a category with another name, a channel whose robot is away with a reminder in its outbox and another to be made, a year that is being closed. */
async function busyColumn(): Promise<Column> {
  // Nobody listens at port 9.
  const column = await newColumn({ reminderOrigins: ["http://127.0.0.1:9"] });
  const first = await column.publish({ title: "第一篇", body: "<p>雪松镇的经验</p>" });
  await column.publish({ title: "第二篇", body: "<p>雪松镇的教训</p>" });
  for (const title of ["定时甲", "定时乙"]) await schedule(column, title);
  const { formToken } = (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
  column.time.now += 2 * DAY;
  const { formToken: fresh } = (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
  column.time.now += 5000;
  expect(formToken).not.toBe(fresh);
  expect((await column.call("POST", "/api/feedback", { body: { kind: "建议", text: "多办几次。", formToken: fresh } })).status).toBe(201);
  const { ordinal } = (
    JSON.parse(column.rows("materials").find(({ pk }) => pk === `material#${first.id}`)!.data) as { material: { ordinal: number } }
  ).material;
  await column.store.delete("materials", { pk: `search#document#${String(ordinal).padStart(10, "0")}`, sk: "document" });
  await column.store.add({ table: "materials", key: { pk: `counts#${first.id}`, sk: "month#2026-11" }, amounts: { views: 3 } });
  // Somebody wrote last month, so there is a month to inspect.
  await column.store.add({ table: "notes", key: { pk: "counts#2026", sk: "writer#2026-10" }, amounts: { notes: 1, noteCharacters: 5 } });
  const admin = await column.signIn(["admin"]);
  expect((await column.call("POST", "/api/staff/backups", { cookie: admin, body: {} })).status).toBe(201);
  // A renaming that was broken off before it moved anything.
  const { settings, version } = await readStored(column.store);
  const categories = settings.categories.map((name) => (name === "评论文章" ? "时事评论" : name));
  const renamed = [{ from: "评论文章", to: "时事评论", at: new Date(column.time.now).toISOString(), done: false }];
  await writeSettings(column.deps, systemActor, { ...settings, categories }, version, { renamed });
  const address = "http://127.0.0.1:9/cgi-bin/webhook/send?key=away";
  const body = { kind: "wecom", name: "工作群", kinds: ["holidays", "study-day"], on: true, address, version: 0 };
  const { body: channel } = await column.call<{ id: string }>("POST", "/api/staff/reminders/channels", { cookie: admin, body });
  const late = { object: "slot", period: "2026-11-24", title: "提醒", text: "提醒。", path: "/today", urgent: false };
  await column.store.transact([putReminder(newReminder(channel.id, { kind: "study-day", ...late }, column.time.now))]);
  // A year that is being closed, with an item that is still open.
  const year = { year: 2025, state: "closing", carried: 0, closedAt: new Date(column.time.now).toISOString(), by: "p", byName: "某人" };
  const item = { ...sampleItem({ year: 2025, entries: 0 }), version: 0 };
  await column.store.transact([putYear({ ...(year as StoredYear), version: 0 }), ...putItem(item, [])]);
  // The day before a study Friday.
  column.time.now += DAY;
  return column;
}

/** Everything but what tells one run from another: versions, times and random parts of keys of the index's own housekeeping. */
function stateOf(column: Column): unknown {
  const published = column
    .rows("materials")
    .filter(({ pk }) => /^(published|shelf|schedule|search#|figures#)/.test(pk) && pk !== "search#clock");
  const keys = published.map(({ pk, sk }) => `${pk} ${sk}`);
  const bundle = column
    .rows("people")
    .find(({ pk }) => pk === "bundle#run")!
    .data.replace(/"(beat|version)":\d+/g, "");
  const states = column
    .rows("feedback")
    .find(({ sk }) => sk === "states")
    ?.data.replace(/"version":\d+/, "");
  const reminders = column
    .rows("people")
    .filter(({ pk }) => /^reminder(-day)?#/.test(pk))
    .map(({ sk, data }) => [sk, /"state":"\w+"|$/.exec(data)![0], /"tries":\d|$/.exec(data)![0]].join(" ").replace(/^\w{16}/, "id"));
  return {
    keys,
    bundle,
    reminders: reminders.toSorted(),
    states,
    work: column.rows("work-items").map(({ pk, sk }) => `${pk} ${sk}`),
    sheets: column.rows("notes").filter(({ pk }) => pk.startsWith("inspection")),
    audit: column.rows("audit").length,
    waiting: column.rows("feedback").filter(({ pk }) => pk === "audit-waiting").length,
  };
}

/** A job that only looks: it changes nothing, however often it runs. */
const looking = (name: string) => name === "tell-state";

test("the job that tells how the column stands writes its figures to the log", async () => {
  const column = await busyColumn();
  await run(column, "tell-state");
  const line = column.logged.find((one) => one.includes("column-state"));
  expect(line).toContain('"waitingFeedback":1');
  expect(line).not.toContain("多办几次");
});

describe.each(Object.keys(jobs))("the job %s", (name) => {
  test("does its work once: a second run finds nothing to change", async () => {
    const column = await busyColumn();
    const before = stateOf(column);
    await run(column, name);
    const after = stateOf(column);
    if (looking(name)) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
    const second = await run(column, name);
    if (name !== "repair-search") expect(second).toBe(0);
    expect(stateOf(column)).toEqual(after);
  });

  test("may run three times side by side, and beside every other job", async () => {
    const [alone, together] = [await busyColumn(), await busyColumn()];
    for (const each of Object.keys(jobs)) await run(alone, each);
    await Promise.all([...Object.keys(jobs), name, name].map((each) => run(together, each)));
    // What a job has made may be another's work: until nothing is left.
    for (const each of Object.keys(jobs)) await run(together, each);
    for (const column of [alone, together]) {
      expect((await find(column, "雪松镇")).toSorted()).toEqual(["定时乙", "定时甲", "第一篇", "第二篇"].toSorted());
      expect((stateOf(column) as { waiting: number }).waiting).toBe(0);
    }
    expect((stateOf(together) as { audit: number }).audit).toBe((stateOf(alone) as { audit: number }).audit);
    for (const each of ["publish-due", "fold-search", "collect-audit"]) expect(await run(together, each), each).toBe(0);
  });

  test("says that the store is away, and does its work when it is back", async () => {
    const column = await busyColumn();
    const before = stateOf(column);
    for (const method of ["query", "getMany", "get", "transact"] as const)
      vi.spyOn(column.store, method).mockRejectedValue(new StoreUnavailable("away"));
    await expect(run(column, name)).rejects.toBeInstanceOf(StoreUnavailable);
    vi.restoreAllMocks();
    expect(stateOf(column)).toEqual(before);
    expect((await run(column, name)) > 0).toBe(!looking(name));
  });
});

test("publishes days late at the moment of the run, each once, though one of them cannot be published", async () => {
  const column = await newColumn();
  const [first, second, third] = [await schedule(column, "甲"), await schedule(column, "乙"), await schedule(column, "丙")];
  column.time.now += 9 * DAY;
  const { transact } = column.store;
  const spy = vi.spyOn(column.store, "transact").mockImplementation((operations, token) => {
    if (JSON.stringify(operations).includes(`material#${second.id}`)) return Promise.reject(new TypeError("unpublishable"));
    return transact.call(column.store, operations, token);
  });
  await expect(run(column, "publish-due")).rejects.toThrow("unpublishable");
  const live = async () =>
    (await column.call<MaterialList>("GET", "/api/materials")).body.items.map(({ id, publishedAt }) => [id, publishedAt]);
  const late = new Date(column.time.now).toISOString();
  expect((await live()).toSorted()).toEqual(
    [
      [first.id, late],
      [third.id, late],
    ].toSorted(),
  );
  expect(column.logged.filter((line) => line.includes("publish-failed") && line.includes(second.id))).toHaveLength(1);
  spy.mockRestore();
  expect(await run(column, "publish-due")).toBe(1);
  expect(await live()).toHaveLength(3);
});

test("more lines and documents than one run takes are taken by the next ones, none twice", async () => {
  const column = await newColumn();
  for (let place = 0; place < 25; place++) await column.publish({ title: `第${place}篇`, body: `<p>内容${place}</p>` });
  expect(await run(column, "fold-search")).toBe(25);
  for (let group = 0; group < 11; group++) {
    const operations = Array.from({ length: 50 }, (_, place) => ({
      put: {
        table: "feedback",
        item: {
          pk: "audit-waiting",
          sk: `2026-11-23T00:00:00.000Z#${group}-${place}`,
          day: "day#2026-11-23",
          action: "a",
          object: "feedback#x",
          by: "visitor",
          name: "访客",
          at: "x",
          outcome: "done",
        },
        condition: { ifAbsent: true } as const,
      },
    }));
    await column.store.transact(operations);
  }
  const before = column.rows("audit").length;
  const runs = await Promise.all([collectLines(column.deps), collectLines(column.deps)]);
  const rest = await collectLines(column.deps);
  expect(runs[0] + runs[1] + rest).toBe(550);
  expect(column.rows("audit")).toHaveLength(before + 550);
});

describe("the route of the jobs", () => {
  const call = (column: Column, name: string, cookie?: string) =>
    column.call<{ done: number }>("POST", `/api/staff/jobs/${name}`, { cookie });

  test("runs each for editor and admin, and leaves its line in the audit log", async () => {
    const column = await busyColumn();
    const [editor, admin] = [await column.signIn(["editor"]), await column.signIn(["admin"])];
    for (const name of Object.keys(jobs)) {
      const first = await call(column, name, editor);
      expect([first.status, first.body.done > 0], name).toEqual([200, !looking(name)]);
      expect((await call(column, name, admin)).status, name).toBe(200);
    }
    const lines = column.rows("audit").map(({ data }) => JSON.parse(data) as { action: string; object: string });
    expect(
      lines
        .filter(({ action }) => action === "job.run")
        .map(({ object }) => object)
        .toSorted(),
    ).toEqual(
      Object.keys(jobs)
        .flatMap((name) => [`job#${name}`, `job#${name}`])
        .toSorted(),
    );
  });

  test("refuses everybody else, unknown names, other methods and pages of other origins", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    for (const roles of [["cadre"], ["lead"], ["director"], ["unit"]] as const)
      expect((await call(column, "publish-due", await column.signIn([...roles]))).status, roles[0]).toBe(403);
    expect((await call(column, "publish-due")).status).toBe(401);
    for (const name of ["unknown", "toString", "constructor", "__proto__", "publish-due%00"])
      expect((await call(column, name, editor)).status, name).toBe(404);
    expect((await column.call("GET", "/api/staff/jobs/publish-due", { cookie: editor })).status).toBe(405);
    expect(
      (await column.call("POST", "/api/staff/jobs/publish-due", { cookie: editor, headers: { origin: "https://portal.test" } })).status,
    ).toBe(403);
  });
});

test("the clock runs jobs that exist, the publishing one at least twice a minute", () => {
  for (const [name, every] of clockwork) expect([Object.hasOwn(jobs, name), every >= 1000]).toEqual([true, true]);
  expect(clockwork.find(([name]) => name === "publish-due")![1]).toBeLessThanOrEqual(30_000);
});

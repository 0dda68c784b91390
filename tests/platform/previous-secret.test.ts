import { describe, expect, test } from "vitest";
import { jobs } from "../../functions/jobs.ts";
import type { MaterialList } from "../../functions/materials/contract.ts";
import { openRobot, sealRobot } from "../../functions/reminders/sealed.ts";
import { type Channel, listChannels, putChannel } from "../../functions/reminders/channels.table.ts";
import { createCursors } from "../../functions/store/cursor.ts";
import { BadCursor } from "../../functions/store/store.ts";
import { newColumn, type Column } from "../support/column.ts";

const [OLD, NEW] = ["a secret of this installation", "another secret, from today on"];

/** The operator changes the secret and names the previous one. */
const change = (column: Column) => Object.assign(column.deps.config, { secret: NEW, previousSecret: OLD });
/** Later the previous one is taken away. */
const forget = (column: Column) => Object.assign(column.deps.config, { previousSecret: undefined });

const handIn = (column: Column, formToken: string, key: string, text = "多办几次。") =>
  column.call<{ code: string }>("POST", "/api/feedback", { body: { kind: "建议", text, formToken }, headers: { "idempotency-key": key } });
const openForm = async (column: Column) => (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body.formToken;

describe("after a change of the installation's secret, while the previous one is named", () => {
  test("an open form can be sent, and what was sent gives its first answer again", async () => {
    const column = await newColumn();
    const [form, other, late] = [await openForm(column), await openForm(column), await openForm(column)];
    column.time.now += 5000;
    const first = await handIn(column, form, "before-the-change");
    expect(first.status).toBe(201);
    change(column);
    expect((await handIn(column, form, "before-the-change")).body).toEqual(first.body);
    expect((await handIn(column, form, "before-the-change", "换了内容。")).body["code"]).toBe("idempotency-mismatch");
    expect((await handIn(column, other, "after-the-change")).status).toBe(201);
    expect((await column.call("GET", `/api/feedback/receipts/${first.body.code}`)).body).toMatchObject({ state: "pending" });
    forget(column);
    expect((await handIn(column, late, "much-later")).body["code"]).toBe("form-token-invalid");
    const fresh = await openForm(column);
    column.time.now += 5000;
    expect((await handIn(column, fresh, "much-later")).status).toBe(201);
  });

  test("sessions go on, and pages of lists and of a search can be turned", async () => {
    const column = await newColumn();
    for (const place of [1, 2, 3]) await column.publish({ title: `讲稿第${place}篇`, body: "<p>同一个词</p>" });
    await jobs["fold-search"]!(column.deps);
    const cookie = await column.signIn(["editor"]);
    const page = (cursor = "") => column.call<MaterialList>("GET", `/api/materials?q=${encodeURIComponent("同一")}&limit=2${cursor}`);
    const first = await page();
    change(column);
    const next = await page(`&cursor=${first.body.cursor}`);
    expect([first.body.items.length, next.status, next.body.items.length]).toEqual([2, 200, 1]);
    expect((await column.call("GET", "/api/staff/session", { cookie })).status).toBe(200);
    forget(column);
    expect((await page(`&cursor=${first.body.cursor}`)).body).toMatchObject({ code: "bad-cursor" });
  });

  test("robots' addresses are sealed anew by the job, so that they outlive the previous secret", async () => {
    const column = await newColumn();
    const robot = { address: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a", secret: "" };
    const common = {
      kind: "wecom" as const,
      name: "群",
      kinds: [],
      recipients: [],
      host: "qyapi.weixin.qq.com",
      secretSet: false,
      version: 0,
    };
    const channel = (id: string, on: boolean): Channel => ({ ...common, id, on, sealed: sealRobot(column.deps, id, robot) });
    // One that is switched off too: it may be switched on again much later.
    await column.store.transact([putChannel(channel("on", true)), putChannel(channel("off", false))]);
    const opened = async () => (await listChannels(column.store)).map((one) => openRobot(column.deps, one));
    change(column);
    expect(await opened()).toEqual([robot, robot]);
    await jobs["send-reminders"]!(column.deps);
    const versions = (await listChannels(column.store)).map(({ version }) => version);
    await jobs["send-reminders"]!(column.deps);
    forget(column);
    expect(await opened()).toEqual([robot, robot]);
    // Once each, not again and again.
    expect([versions, (await listChannels(column.store)).map(({ version }) => version)]).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });

  test("a check-in code on paper goes on working", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor", "cadre"]);
    const { body: days } = await column.call<{ items: { slot: string }[] }>("GET", "/api/staff/study-days?year=2026", { cookie: editor });
    const slot = days.items.at(-1)!.slot;
    const path = `/api/staff/study-days/${slot}`;
    const { body: list } = await column.call<{ checkIn: string }>("GET", `${path}/attendance`, { cookie: editor });
    const code = list.checkIn.split("/").at(-1);
    const checkIn = () => column.call("POST", `${path}/check-in`, { cookie: editor, body: { code } });
    change(column);
    // Known, though the session is not open now.
    expect((await checkIn()).body).toMatchObject({ code: "check-in-closed" });
    forget(column);
    expect((await checkIn()).status).toBe(404);
  });
});

test("a store's cursors of the previous secret are read, and none of a secret that nobody names", () => {
  const query = { table: "entries", pk: "a", limit: 1 };
  const [old, both, other] = [
    createCursors("the old key of cursors"),
    createCursors(["the new key of cursors", "the old key of cursors"]),
    createCursors("another key of cursors"),
  ];
  expect(both.read({ ...query, cursor: old.issue(query, ["x"]) })).toEqual(["x"]);
  expect(createCursors("the new key of cursors").read({ ...query, cursor: both.issue(query, ["x"]) })).toEqual(["x"]);
  expect(() => both.read({ ...query, cursor: other.issue(query, ["x"]) })).toThrow(BadCursor);
});

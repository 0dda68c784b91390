import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { jobs } from "../../functions/jobs.ts";
import { DAY, HOUR, MINUTE } from "../../functions/platform/clock.ts";
import { failures } from "../../functions/reminders/contract.ts";
import { afterFailure, hasBegun, LEASE, messageOf, waitAfter } from "../../functions/reminders/rules.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import type { Today } from "../../functions/today/contract.ts";
import type { Column } from "../support/column.ts";
import { addChannel, addressOf, columnWith, readReminders, robotServer } from "./support.ts";

const run = (column: Column, name: string) => jobs[name]!(column.deps);
/** The day before a study Friday of the default anchor, 09:00 in Beijing. */
const THURSDAY = Date.parse("2026-11-26T01:00:00.000Z");

async function ready(more: { kinds?: ["study-day"] } = {}) {
  const server = await robotServer();
  const { column, admin } = await columnWith([server.origin]);
  column.time.now = THURSDAY;
  const channel = await addChannel(column, admin, { kind: "wecom", address: addressOf(server.origin, "wecom"), ...more });
  const texts = () => server.received.map(({ body }) => (body["text"] as { content: string }).content);
  return { server, column, admin, channel, texts };
}

describe("making", () => {
  test("begins at 08:30 in Beijing, also hours later, once a day for each channel", async () => {
    const { column, texts } = await ready();
    column.time.now = Date.parse("2026-11-26T00:29:59.999Z");
    expect([hasBegun(column.time.now), await run(column, "make-reminders")]).toEqual([false, 0]);
    column.time.now = Date.parse("2026-11-26T13:00:00.000Z");
    const runs = await Promise.all([run(column, "make-reminders"), run(column, "make-reminders"), run(column, "make-reminders")]);
    expect(runs.reduce((sum, made) => sum + made, 0)).toBe(1);
    column.time.now += HOUR;
    expect(await run(column, "make-reminders")).toBe(0);
    await Promise.all([run(column, "send-reminders"), run(column, "send-reminders"), run(column, "send-reminders")]);
    expect(await run(column, "send-reminders")).toBe(0);
    expect(texts()).toEqual([expect.stringContaining("【干训讲堂】明天集中学习\n2026-11-27 14:00—16:30")]);
  });

  test("a channel gets what it is ticked for; one that is off gets nothing, and nothing old when it is on again", async () => {
    const { server, column, admin } = await ready({ kinds: ["study-day"] });
    const add = (input: object) => addChannel(column, admin, { kind: "dingtalk", address: addressOf(server.origin, "dingtalk"), ...input });
    await add({ kinds: ["feedback"] });
    const off = await add({ on: false });
    expect(await run(column, "make-reminders")).toBe(1);
    expect(await run(column, "send-reminders")).toBe(1);
    column.time.now += DAY;
    const body = { kind: "dingtalk", name: "又开了", kinds: ["study-day"], on: true, version: 1 };
    await column.call("PUT", `/api/staff/reminders/channels/${off.id}`, { cookie: await admin(), body });
    expect([await run(column, "make-reminders"), await run(column, "send-reminders")]).toEqual([0, 0]);
    expect(server.received).toHaveLength(1);
  });

  test("whatever runs in whatever order, each reminder arrives once in each channel", async () => {
    const seed = 20261126;
    const step = fc.constantFrom("make-reminders", "send-reminders", "both", "minute", "hour");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
        const { server, column, admin, texts } = await ready({ kinds: ["study-day"] });
        await addChannel(column, admin, { kind: "dingtalk", kinds: ["study-day"], address: addressOf(server.origin, "dingtalk") });
        for (const each of steps) {
          if (each === "minute") column.time.now += MINUTE;
          else if (each === "hour") column.time.now += HOUR;
          else if (each === "both")
            await Promise.all(["make-reminders", "send-reminders", "send-reminders"].map((name) => run(column, name)));
          else await run(column, each);
        }
        // Fourteen hours from 09:00 do not reach the next day.
        await run(column, "make-reminders");
        await run(column, "send-reminders");
        expect(texts()).toHaveLength(2);
        expect(server.received.map(({ path }) => path).toSorted()).toEqual(["/cgi-bin/webhook/send", "/robot/send"]);
      }),
      { seed, numRuns: 12 },
    );
  }, 60_000);
});

describe("sending", () => {
  test("tries again ever later, gives up after eight tries, and tells the administrator, who can send it again", async () => {
    const { server, column, admin, texts } = await ready();
    server.told.answer = (response) => response.writeHead(503).end();
    await run(column, "make-reminders");
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries++) {
      expect(await run(column, "send-reminders")).toBe(1);
      expect(await run(column, "send-reminders")).toBe(0);
      const [trouble] = (await readReminders(column, admin)).troubles;
      expect(trouble).toMatchObject({ tries, state: tries < 8 ? "waiting" : "failed", failure: { reason: "http", code: 503 } });
      if (!trouble?.nextAt) break;
      waits.push((Date.parse(trouble.nextAt) - column.time.now) / MINUTE);
      column.time.now = Date.parse(trouble.nextAt) - 1;
      expect(await run(column, "send-reminders")).toBe(0);
      column.time.now += 1;
    }
    expect(server.received).toHaveLength(8);
    expect(waits).toHaveLength(7);
    waits.forEach((wait, place) => {
      expect(wait).toBeGreaterThanOrEqual(Math.min(360, 4 ** place));
      expect(wait).toBeLessThanOrEqual(Math.min(360, 4 ** place * 1.25));
    });
    column.time.now += 30 * MINUTE;
    expect(await run(column, "send-reminders")).toBe(0);
    const today = async () => (await column.call<Today>("GET", "/api/staff/today", { cookie: await admin() })).body.groups;
    expect((await today()).find(({ kind }) => kind === "unsent-reminders")).toMatchObject({
      count: 1,
      lines: [{ title: "明天集中学习", from: "工作群" }],
    });
    server.told.answer = (response) => response.end('{"errcode":0}');
    const { id } = (await readReminders(column, admin)).troubles[0]!;
    expect((await column.call("POST", `/api/staff/reminders/unsent/${id}/retry`, { cookie: await admin() })).status).toBe(204);
    expect(await run(column, "send-reminders")).toBe(1);
    expect([texts().length, (await readReminders(column, admin)).troubles]).toEqual([9, []]);
    expect((await today()).map(({ kind }) => kind)).not.toContain("unsent-reminders");
    expect((await column.call("POST", `/api/staff/reminders/unsent/${id}/retry`, { cookie: await admin() })).status).toBe(404);
  });

  test("what no repetition mends is shown at once, and can be given up", async () => {
    const { server, column, admin } = await ready();
    server.told.answer = (response) => response.end('{"errcode":93000,"errmsg":"invalid webhook url"}');
    await run(column, "make-reminders");
    await run(column, "send-reminders");
    const [trouble] = (await readReminders(column, admin)).troubles;
    expect(trouble).toMatchObject({ state: "failed", tries: 1, failure: { reason: "gone", code: 93000 } });
    expect((await column.call("DELETE", `/api/staff/reminders/unsent/${trouble!.id}`, { cookie: await admin() })).status).toBe(204);
    expect((await readReminders(column, admin)).troubles).toEqual([]);
    column.time.now += HOUR;
    expect([await run(column, "make-reminders"), await run(column, "send-reminders")]).toEqual([0, 0]);
  });

  test("a channel that fails holds up no other", async () => {
    const { server, column, admin } = await ready();
    await addChannel(column, admin, { kind: "dingtalk", address: addressOf(server.origin, "dingtalk") });
    server.told.answer = (response, { path }) => (path === "/robot/send" ? response.end('{"errcode":0}') : response.destroy());
    await run(column, "make-reminders");
    expect(await run(column, "send-reminders")).toBe(2);
    expect(server.received.map(({ path }) => path)).toContain("/robot/send");
    expect((await readReminders(column, admin)).troubles).toMatchObject([{ failure: { reason: "unreachable" } }]);
  });

  test("a run that dies after sending has made its try; the next follows when the lease is over, not before", async () => {
    const { column, texts } = await ready();
    await run(column, "make-reminders");
    const { transact } = column.store;
    let writes = 0;
    const spy = vi.spyOn(column.store, "transact").mockImplementation((operations, token) => {
      writes += 1;
      // The first takes the lease, the second would write down that it was sent.
      return writes === 2 ? Promise.reject(new StoreUnavailable("away")) : transact.call(column.store, operations, token);
    });
    await expect(run(column, "send-reminders")).rejects.toBeInstanceOf(StoreUnavailable);
    spy.mockRestore();
    column.time.now += LEASE - 1;
    expect([await run(column, "send-reminders"), texts().length]).toEqual([0, 1]);
    column.time.now += 1;
    expect([await run(column, "send-reminders"), texts().length]).toEqual([1, 2]);
    const [kept] = column.rows("people").filter(({ pk }) => pk.startsWith("reminder#"));
    expect(kept!.data).toContain('"tries":2');
  });

  test("what a channel that was off for days had not sent is not poured out when it is on again", async () => {
    const { server, column, admin, channel } = await ready({ kinds: ["study-day"] });
    const set = async (on: boolean, version: number) =>
      column.call("PUT", `/api/staff/reminders/channels/${channel.id}`, {
        cookie: await admin(),
        body: { kind: "wecom", name: "工作群", kinds: ["study-day"], on, version },
      });
    expect(await run(column, "make-reminders")).toBe(1);
    expect((await set(false, 1)).status).toBe(200);
    expect(await run(column, "send-reminders")).toBe(0);
    column.time.now += 3 * DAY + 1000;
    expect((await set(true, 2)).status).toBe(200);
    expect([await run(column, "send-reminders"), server.received.length]).toEqual([0, 0]);
  });
});

describe("the rules", () => {
  test("a wait lies between one minute and six hours and never shrinks by more than its jitter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
        const wait = waitAfter(tries, chance);
        expect(wait).toBeGreaterThanOrEqual(MINUTE);
        expect(wait).toBeLessThanOrEqual(6 * HOUR);
        if (tries > 1) expect(wait).toBeGreaterThanOrEqual(waitAfter(tries - 1, 1));
      }),
      { seed: 8 },
    );
  });

  test("nothing waits for ever: the eighth failure is the last, whatever it was", () => {
    for (const reason of failures) expect(afterFailure({ reason }, 8, 0, 0)).toEqual({ state: "failed" });
    expect(afterFailure({ reason: "timeout" }, 7, 0, 0).state).toBe("waiting");
  });

  test("a message keeps within 2,048 bytes, ends with its link, and is cut between characters", () => {
    const character = fc.constantFrom("学", "𠮷", "a", "，", "é");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 1500 }), fc.array(character, { maxLength: 300 }), (text, title) => {
        const path = "/feedback";
        const message = messageOf({ title: title.join(""), text: text.join(""), path }, "https://column.example.gov.cn");
        expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(2048);
        expect(message.text.endsWith("\n办理：https://column.example.gov.cn/staff/#/feedback")).toBe(true);
        expect(message.text.isWellFormed()).toBe(true);
        expect(message.text.startsWith("【干训讲堂】")).toBe(true);
      }),
      { seed: 9 },
    );
    expect(messageOf({ title: "甲", text: "乙", path: "/today" }, "").text).toBe("【干训讲堂】甲\n乙");
  });
});

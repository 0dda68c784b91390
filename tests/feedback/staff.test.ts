import { describe, expect, test } from "vitest";
import { collectLines } from "../../functions/audit/table.ts";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { DAY, HOUR } from "../../functions/platform/clock.ts";
import type { SqliteStore } from "../../functions/store/sqlite.ts";
import { type Column, newColumn, START } from "./support.ts";

interface Conflict {
  code: string;
  current: FeedbackRecord;
}
const office = "干部科";
const query = (name: string) => `&office=${encodeURIComponent(name)}`;
const only = async (column: Column, cookie: string, state = "pending") => (await column.queue(cookie, `?state=${state}`)).items[0]!;

describe("the queue", () => {
  test("what waits comes oldest first, what is done newest first, page by page", async () => {
    const column = await newColumn();
    for (let n = 0; n < 60; n++) {
      await column.handIn({ text: `第${n}条` });
      column.time.now += 1000;
    }
    const cookie = await column.signIn(["editor"]);
    const first = await column.queue(cookie);
    const second = await column.queue(cookie, `?cursor=${encodeURIComponent(first.cursor!)}`);
    expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(Array.from({ length: 60 }, (_, n) => `第${n}条`));
    expect(second.cursor).toBeUndefined();
    for (const record of first.items.slice(0, 3)) await column.step(cookie, record, "reject", { reason: "重复" });
    expect((await column.queue(cookie, "?state=rejected")).items.map(({ text }) => text)).toEqual(["第2条", "第1条", "第0条"]);
    expect(
      await column.call("GET", `/api/staff/feedback?state=rejected&cursor=${encodeURIComponent(first.cursor!)}`, { cookie }),
    ).toMatchObject({
      status: 400,
      body: { code: "bad-cursor" },
    });
  });

  test("follows the 组室 that a feedback is assigned to", async () => {
    const column = await newColumn();
    await column.handIn();
    const cookie = await column.signIn(["director"]);
    let record = (await column.step(cookie, await only(column, cookie), "accept", { office })).body;
    const places = async () => {
      const found: string[] = [];
      for (const name of [office, "办公室"]) {
        for (const state of ["pending", "accepted", "answered", "rejected"]) {
          const { items } = await column.queue(cookie, `?state=${state}${query(name)}`);
          if (items.length > 0) found.push(`${name} ${state}`);
        }
      }
      return found;
    };
    expect(await places()).toEqual([`${office} accepted`]);
    record = (await column.step(cookie, record, "assign", { office: "办公室" })).body;
    expect(await places()).toEqual(["办公室 accepted"]);
    record = (await column.step(cookie, record, "reject", { reason: "重复" })).body;
    expect(await places()).toEqual(["办公室 rejected"]);
    record = (await column.step(cookie, record, "accept")).body;
    expect(await places()).toEqual(["办公室 accepted"]);
    record = (await column.step(cookie, record, "answer", { office, answer: "好" })).body;
    expect(await places()).toEqual([`${office} answered`]);
    // An office is free text: no spelling of it breaks a key.
    const { id, version } = record;
    expect((await column.step(cookie, { id, version }, "answer", { office: "a#b\u0000 %\u{1F600}", answer: "好" })).status).toBe(200);
  });
});

describe("the way of a feedback", () => {
  test("every step keeps who, when and what, and has its line in the audit log without any text", async () => {
    const column = await newColumn();
    await column.handIn({ text: "原来的文字" });
    const cookie = await column.signIn(["editor"], { name: "李编辑" });
    let record = (await column.step(cookie, await only(column, cookie), "reject", { reason: "理由甲" })).body;
    expect(record).toMatchObject({ state: "rejected", reason: "理由甲" });
    column.time.now += HOUR / 4;
    record = (await column.step(cookie, record, "accept", { office })).body;
    expect(record).not.toHaveProperty("reason");
    record = (await column.step(cookie, record, "correct", { text: "改过的文字" })).body;
    expect(record).toMatchObject({ text: "改过的文字", originalText: "原来的文字" });
    record = (await column.step(cookie, record, "answer", { office, answer: "答复一" })).body;
    record = (await column.step(cookie, record, "answer", { office, answer: "答复二" })).body;
    expect(record.steps.map(({ action, name, note }) => [action, name, note])).toEqual([
      ["reject", "李编辑", "理由甲"],
      ["accept", "李编辑", office],
      ["correct", "李编辑", undefined],
      ["answer", "李编辑", undefined],
      ["answer", "李编辑", "答复一"],
    ]);
    // The visitor's own line waits until the job moves it, once, however often it runs.
    expect(await Promise.all([collectLines(column.deps), collectLines(column.deps)]).then(([a, b]) => a + b)).toBe(1);
    expect(await collectLines(column.deps)).toBe(0);
    const lines = column.audit();
    expect(lines.map(({ action }) => action).toSorted()).toEqual(
      ["feedback.accept", "feedback.answer", "feedback.answer", "feedback.correct", "feedback.hand-in", "feedback.reject"].toSorted(),
    );
    expect(lines.every(({ object }) => object === `feedback#${record.id}`)).toBe(true);
    expect(JSON.stringify(lines)).not.toMatch(/文字|答复一|理由甲/);
  });

  test("an answer that is corrected changes in public, under its first 答复时间", async () => {
    const column = await newColumn();
    await column.handIn({ text: "原来的文字" });
    const cookie = await column.signIn(["editor"]);
    let record = (await column.step(cookie, await only(column, cookie), "accept")).body;
    record = (await column.step(cookie, record, "answer", { office, answer: "答复一" })).body;
    column.time.now += 10 * 60_000;
    record = (await column.step(cookie, record, "correct", { text: "改过的文字" })).body;
    record = (await column.step(cookie, record, "answer", { office: "办公室", answer: "答复二" })).body;
    record = (await column.step(cookie, record, "correct", { text: "又改的文字" })).body;
    const { items } = (await column.call<{ items: object[] }>("GET", "/api/feedback")).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ text: "又改的文字", answer: "答复二", office: "办公室", answeredAt: new Date(START).toISOString() });
    expect(record.originalText).toBe("原来的文字");
  });

  test("a step that is not possible says which are", async () => {
    const column = await newColumn();
    await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const record = await only(column, cookie);
    const refused = await column.step<{ code: string; allowed: string[] }>(cookie, record, "answer", { office, answer: "好" });
    expect(refused).toMatchObject({ status: 409, body: { code: "illegal-step", allowed: ["accept", "reject", "correct", "merge"] } });
    expect(await only(column, cookie)).toEqual(record);
  });
});

describe("two editors at once", () => {
  test("the second is told what changed and can go on from there", async () => {
    const column = await newColumn();
    await column.handIn();
    const [one, two] = [await column.signIn(["editor"], { name: "甲" }), await column.signIn(["director"], { name: "乙" })];
    const record = await only(column, one);
    await column.step(one, record, "accept", { office });
    const late = await column.step<Conflict>(two, record, "reject", { reason: "重复" });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "conflict", current: { state: "accepted", office, version: 2, steps: [{ name: "甲" }] } },
    });
    expect((await column.step(two, late.body.current, "reject", { reason: "重复" })).status).toBe(200);
  });

  test("of many at the same moment one wins, and the others see its record", async () => {
    const column = await newColumn();
    await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const record = await only(column, cookie);
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => column.step<FeedbackRecord & Conflict>(cookie, record, "correct", { text: `第${n}种改法` })),
    );
    const won = all.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status, body } of all)
      if (status !== 200) expect(body).toMatchObject({ code: "conflict", current: { text: won[0]!.body.text, version: 2 } });
    expect(column.audit().filter(({ action }) => action === "feedback.correct")).toHaveLength(1);
  });
});

describe("name and contact", () => {
  const given = { name: "张三", contact: "13800000000", consent: true };

  test("come by their own call, which is logged each time", async () => {
    const column = await newColumn();
    await column.handIn(given);
    const cookie = await column.signIn(["editor"]);
    const record = await only(column, cookie);
    expect(record.hasContact).toBe(true);
    expect(JSON.stringify(record)).not.toMatch(/张三|138/);
    for (let n = 0; n < 2; n++) {
      const contact = await column.call("GET", `/api/staff/feedback/${record.id}/contact`, { cookie });
      expect([contact.status, contact.headers.get("cache-control"), contact.body]).toEqual([
        200,
        "no-store",
        { name: "张三", contact: "13800000000" },
      ]);
    }
    expect(column.audit().filter(({ action }) => action === "feedback.contact")).toHaveLength(2);
  });

  test("go when the retention after the last change of state is over, and the record says so", async () => {
    const column = await newColumn();
    await column.handIn(given);
    column.time.now += 100 * DAY;
    const first = await column.signIn(["editor"]);
    const finished = (await column.step(first, await only(column, first), "reject", { reason: "重复" })).body;
    column.time.now += 180 * DAY - 1000;
    const look = async () => {
      const cookie = await column.signIn(["editor"]);
      const { hasContact } = (await column.call<FeedbackRecord>("GET", `/api/staff/feedback/${finished.id}`, { cookie })).body;
      return [hasContact, (await column.call("GET", `/api/staff/feedback/${finished.id}/contact`, { cookie })).status];
    };
    expect(await look()).toEqual([true, 200]);
    column.time.now += 1000;
    expect(await look()).toEqual([false, 404]);
    // Accepting it again brings nothing back.
    const cookie = await column.signIn(["editor"]);
    expect((await column.step(cookie, finished, "accept")).body.hasContact).toBe(false);
    expect(await look()).toEqual([false, 404]);
    while ((await (column.store as SqliteStore).sweepExpired()) > 0);
    expect(JSON.stringify(column.rows("feedback"))).not.toMatch(/张三|138/);
  });

  test("a feedback without them has no such page", async () => {
    const column = await newColumn();
    await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const { id, hasContact } = await only(column, cookie);
    expect(hasContact).toBe(false);
    expect((await column.call("GET", `/api/staff/feedback/${id}/contact`, { cookie })).status).toBe(404);
  });
});

describe("whose feedback is whose", () => {
  test("a 组室负责人 sees and answers what is assigned to the own 组室, the rest is as if it were not there", async () => {
    const column = await newColumn();
    for (const text of ["给干部科", "给办公室", "未分配"]) {
      await column.handIn({ text });
      column.time.now += 1000;
    }
    const editor = await column.signIn(["editor"]);
    const [first, second, third] = (await column.queue(editor)).items as [FeedbackRecord, FeedbackRecord, FeedbackRecord];
    const mine = (await column.step(editor, first, "accept", { office })).body;
    const theirs = (await column.step(editor, second, "accept", { office: "办公室" })).body;
    const lead = await column.signIn(["lead", "cadre"], { office });
    const texts = async (more: string) => (await column.queue(lead, more)).items.map(({ text }) => text);
    expect(await texts("?state=accepted")).toEqual(["给干部科"]);
    expect(await texts("?state=pending")).toEqual([]);
    expect((await column.call("GET", `/api/staff/feedback?state=accepted${query("办公室")}`, { cookie: lead })).status).toBe(403);
    for (const foreign of [theirs, third]) {
      expect((await column.call("GET", `/api/staff/feedback/${foreign.id}`, { cookie: lead })).status).toBe(404);
      expect((await column.step(lead, foreign, "answer", { office, answer: "好" })).status).toBe(404);
    }
    expect(column.audit().filter(({ action, note }) => action === "refused" && note === "other-office")).toHaveLength(4);
    expect((await column.step(lead, mine, "answer", { office: "办公室", answer: "好" })).status).toBe(403);
    for (const [step, body] of [
      ["accept", {}],
      ["assign", { office }],
      ["reject", { reason: "不" }],
      ["correct", { text: "改动" }],
    ] as const) {
      expect((await column.step(lead, mine, step, body)).status).toBe(403);
    }
    expect((await column.call("GET", `/api/staff/feedback/${mine.id}/contact`, { cookie: lead })).status).toBe(403);
    expect((await column.step(lead, mine, "answer", { office, answer: "好" })).status).toBe(200);
    expect(await texts("?state=answered")).toEqual(["给干部科"]);
  });

  test("a lead who loses a feedback in the middle learns no more about it", async () => {
    const column = await newColumn();
    await column.handIn();
    const editor = await column.signIn(["editor"]);
    const record = (await column.step(editor, await only(column, editor), "accept", { office })).body;
    const lead = await column.signIn(["lead"], { office });
    await column.step(editor, record, "assign", { office: "办公室" });
    expect((await column.step(lead, record, "answer", { office, answer: "好" })).status).toBe(404);
  });

  test("a lead without a 组室 has an empty queue", async () => {
    const column = await newColumn();
    await column.handIn();
    const lead = await column.signIn(["lead"]);
    expect(await column.queue(lead)).toEqual({ items: [] });
  });

  test("a unit follows what came under its own name, without what staff note for themselves", async () => {
    const column = await newColumn();
    await column.handIn({ text: "山市的建议", unit: "shanshi", name: "张三", consent: true });
    await column.handIn({ text: "长汀的建议", unit: "changting" });
    await column.handIn({ text: "访客的建议" });
    const editor = await column.signIn(["editor"], { name: "李编辑" });
    const record = (await column.queue(editor)).items.find(({ unit }) => unit === "shanshi")!;
    await column.step(editor, record, "accept", { office });
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    const own = await column.call<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback/own", { cookie: unit });
    expect(own.body.items).toMatchObject([{ text: "山市的建议", state: "accepted", steps: [], flagged: [], hasContact: false }]);
    expect(own.text).not.toMatch(/长汀|访客|张三|李编辑/);
    expect((await column.call("GET", "/api/staff/feedback/own?unit=changting", { cookie: unit })).status).toBe(400);
    for (const path of ["/api/staff/feedback", `/api/staff/feedback/${record.id}`, `/api/staff/feedback/${record.id}/contact`]) {
      expect((await column.call("GET", path, { cookie: unit })).status).toBe(403);
    }
    const nobody = await column.signIn(["unit"]);
    expect((await column.call("GET", "/api/staff/feedback/own", { cookie: nobody })).body).toEqual({ items: [] });
  });

  test("nothing of it opens without a session, nor changes from a foreign page", async () => {
    const column = await newColumn();
    await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const record = await only(column, cookie);
    expect((await column.call("GET", "/api/staff/feedback")).status).toBe(401);
    expect((await column.call("GET", `/api/staff/feedback/${record.id}`)).status).toBe(401);
    const foreign = { cookie, body: { version: 1 }, headers: { origin: "https://evil.test" } };
    expect((await column.call("POST", `/api/staff/feedback/${record.id}/accept`, foreign)).status).toBe(403);
    expect(await only(column, cookie)).toEqual(record);
  });
});

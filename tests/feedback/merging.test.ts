import { describe, expect, test } from "vitest";
import type { FeedbackProgress, PublicFeedbackList, Statistics } from "../../functions/feedback/contract.ts";
import { mostJoined } from "../../functions/feedback/rules.ts";
import type { Duplicates, FeedbackQueue, FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { DAY, HOUR, isoTime, MINUTE } from "../../functions/platform/clock.ts";
import { type Column, newColumn, START } from "./support.ts";

const office = "干部科";
const NOTE = "（与同类留言合并办理）";
type Refused = FeedbackRecord & { code: string; allowed: string[]; errors: { field: string; code: string }[] };

/** A column with so many waiting feedbacks, a minute apart; texts and codes by place. */
async function columnWith(count: number, more: object = {}) {
  const column = await newColumn();
  const codes: string[] = [];
  for (let n = 0; n < count; n++) {
    codes.push((await column.handIn({ text: `第${n}条`, ...more })).body.code);
    column.time.now += MINUTE;
  }
  const editor = await column.signIn(["editor"], { name: "李编辑" });
  return { column, editor, codes, records: (await column.queue(editor)).items };
}
const again = async (column: Column, cookie: string, { id }: { id: string }) =>
  (await column.call<FeedbackRecord>("GET", `/api/staff/feedback/${id}`, { cookie })).body;
const progress = async (column: Column, code: string) =>
  (await column.call<FeedbackProgress>("GET", `/api/feedback/receipts/${code}`)).body;
const statistics = async (column: Column) => (await column.call<Statistics>("GET", "/api/statistics")).body;

describe("合并", () => {
  test("the answer to one is the answer to both, counted for both, public once", async () => {
    const { column, editor, codes, records } = await columnWith(2);
    const merged = (await column.step(editor, records[1]!, "merge", { into: records[0]!.id })).body;
    expect(merged).toMatchObject({ state: "merged", mergedInto: records[0]!.id, allowed: ["unmerge"] });
    expect(await progress(column, codes[1]!)).toEqual({
      kind: "建议",
      state: "pending",
      text: "第1条",
      receivedAt: isoTime(START + MINUTE),
    });
    column.time.now = START + 2 * DAY;
    const cookie = await column.signIn(["editor"]);
    const target = await again(column, cookie, records[0]!);
    expect(target.joined).toEqual([{ id: merged.id, receivedAt: merged.receivedAt }]);
    const accepted = (await column.step(cookie, target, "accept", { office })).body;
    expect(await progress(column, codes[1]!)).toMatchObject({ state: "accepted", office, acceptedAt: isoTime(column.time.now) });
    const answered = (await column.step(cookie, accepted, "answer", { office, answer: "一并答复" })).body;
    expect(await progress(column, codes[1]!)).toMatchObject({ state: "answered", text: "第1条", answer: `${NOTE}\n一并答复`, office });
    expect((await progress(column, codes[0]!)).answer).toBe("一并答复");
    const { items } = (await column.call<PublicFeedbackList>("GET", "/api/feedback")).body;
    expect(items.map(({ text }) => text)).toEqual(["第0条"]);
    expect(await statistics(column)).toMatchObject({ received: 2, answered: 2 });
    // A better answer reaches both and counts for neither.
    await column.step(cookie, answered, "answer", { office, answer: "更好的答复" });
    expect((await progress(column, codes[1]!)).answer).toBe(`${NOTE}\n更好的答复`);
    expect(await statistics(column)).toMatchObject({ answered: 2 });
    const late = await column.step<Refused>(cookie, await again(column, cookie, merged), "unmerge");
    expect(late).toMatchObject({ status: 409, body: { code: "illegal-step", allowed: [] } });
  });

  test("is undone while nothing is answered, and both are as before", async () => {
    const { column, editor, records } = await columnWith(2);
    const accepted = (await column.step(editor, records[1]!, "accept", { office })).body;
    const merged = (await column.step(editor, accepted, "merge", { into: records[0]!.id })).body;
    expect((await column.queue(editor, `?state=accepted&office=${encodeURIComponent(office)}`)).items).toEqual([]);
    const back = (await column.step(editor, merged, "unmerge")).body;
    expect(back).toMatchObject({ state: "accepted", office });
    expect(back).not.toHaveProperty("mergedInto");
    expect(await again(column, editor, records[0]!)).not.toHaveProperty("joined");
    expect((await column.queue(editor, `?state=accepted&office=${encodeURIComponent(office)}`)).items).toHaveLength(1);
    expect(
      column
        .audit()
        .map(({ action }) => action)
        .filter((action) => /merge|join|part/.test(action)),
    ).toEqual(expect.arrayContaining(["feedback.merge", "feedback.join", "feedback.unmerge", "feedback.part"]));
  });

  test("is refused, with the reason, where it would make a chain, a circle, or join what no longer waits", async () => {
    const { column, editor, records } = await columnWith(4);
    const [a, b, c, d] = records as [FeedbackRecord, FeedbackRecord, FeedbackRecord, FeedbackRecord];
    const refused = async (from: FeedbackRecord, into: string) => {
      const { status, body } = await column.step<Refused>(editor, from, "merge", { into });
      return [status, body.code, body.errors?.[0]?.code];
    };
    expect(await refused(a, a.id)).toEqual([409, "illegal-step", "same"]);
    expect(await refused(a, "nothing-here")).toEqual([404, "not-found", undefined]);
    await column.step(editor, b, "merge", { into: a.id });
    // a has b with it: no chain in either direction.
    expect(await refused(await again(column, editor, a), c.id)).toEqual([409, "illegal-step", undefined]);
    expect(await refused(c, b.id)).toEqual([409, "illegal-step", "state"]);
    await column.step(editor, d, "reject", { reason: "重复" });
    expect(await refused(c, d.id)).toEqual([409, "illegal-step", "state"]);
    expect((await column.step<Refused>(editor, { id: c.id, version: 7 }, "merge", { into: a.id })).body).toMatchObject({
      code: "conflict",
      current: { version: 1 },
    });
  });

  test("many join one at the same moment, up to what one transaction can give back, and come back when it is withdrawn", async () => {
    const { column, editor, codes, records } = await columnWith(mostJoined + 2, { name: "张三", contact: "13800000000", consent: true });
    const [target, ...others] = records as [FeedbackRecord, ...FeedbackRecord[]];
    for (const other of others.slice(0, 5)) await column.step(editor, other, "accept", { office });
    const results = await Promise.all(others.slice(5, 9).map((other) => column.step<Refused>(editor, other, "merge", { into: target.id })));
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const other of [...others.slice(0, 5), ...others.slice(9)]) {
      const { status, body } = await column.step<Refused>(editor, await again(column, editor, other), "merge", { into: target.id });
      if (other === others.at(-1)) expect([status, body.errors]).toEqual([409, [{ field: "into", code: "full" }]]);
      else expect(status).toBe(200);
    }
    expect((await again(column, editor, target)).joined).toHaveLength(mostJoined);
    expect((await column.call("DELETE", `/api/feedback/receipts/${codes[0]}`)).status).toBe(204);
    expect((await column.queue(editor, "?state=merged")).items).toEqual([]);
    expect((await column.queue(editor, "?state=accepted")).items).toHaveLength(5);
    expect((await column.queue(editor)).items).toHaveLength(mostJoined + 1 - 5);
    expect((await column.queue(editor)).items[0]!.steps.at(-1)).toMatchObject({ action: "release", name: "访客" });
  });

  test("who had an answer that was withdrawn is answered anew, and not counted twice", async () => {
    const { column, editor, codes, records } = await columnWith(2);
    await column.step(editor, records[1]!, "merge", { into: records[0]!.id });
    const accepted = (await column.step(editor, await again(column, editor, records[0]!), "accept")).body;
    await column.step(editor, accepted, "answer", { office, answer: "答复一" });
    await column.call("DELETE", `/api/feedback/receipts/${codes[0]}`);
    expect(await progress(column, codes[1]!)).toMatchObject({ state: "pending", text: "第1条" });
    const back = (await column.step(editor, await again(column, editor, records[1]!), "accept")).body;
    await column.step(editor, back, "answer", { office, answer: "答复二" });
    expect(await progress(column, codes[1]!)).toMatchObject({ state: "answered", answer: "答复二" });
    expect(await statistics(column)).toMatchObject({ received: 2, answered: 2 });
  });

  test("a joined one that is withdrawn leaves no trace with the other, whose answer stays public", async () => {
    const { column, editor, codes, records } = await columnWith(2);
    await column.step(editor, records[1]!, "merge", { into: records[0]!.id });
    const accepted = (await column.step(editor, await again(column, editor, records[0]!), "accept")).body;
    await column.step(editor, accepted, "answer", { office, answer: "答复" });
    expect((await column.call("DELETE", `/api/feedback/receipts/${codes[1]}`)).status).toBe(204);
    expect(await again(column, editor, records[0]!)).not.toHaveProperty("joined");
    expect(await again(column, editor, records[1]!)).toMatchObject({ state: "withdrawn", text: "", allowed: [] });
    expect((await column.call<PublicFeedbackList>("GET", "/api/feedback")).body.items).toHaveLength(1);
    expect(JSON.stringify(column.rows("feedback"))).not.toContain("第1条");
  });

  test("a 组室 that answers sees what is joined to its own; a unit sees the answer under its own words", async () => {
    const { column, editor, records } = await columnWith(2, { unit: "shanshi" });
    const merged = (await column.step(editor, records[1]!, "merge", { into: records[0]!.id })).body;
    const accepted = (await column.step(editor, await again(column, editor, records[0]!), "accept", { office })).body;
    const lead = await column.signIn(["lead"], { office });
    expect(await again(column, lead, merged)).toMatchObject({ text: "第1条", allowed: [] });
    const other = await column.signIn(["lead"], { office: "办公室" });
    expect((await column.call("GET", `/api/staff/feedback/${merged.id}`, { cookie: other })).status).toBe(404);
    await column.step(lead, accepted, "answer", { office, answer: "一并答复" });
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    const { items } = (await column.call<FeedbackQueue>("GET", "/api/staff/feedback/own", { cookie: unit })).body;
    expect(items.map(({ state, text, answer }) => [state, text, answer])).toEqual([
      ["answered", "第1条", `${NOTE}\n一并答复`],
      ["answered", "第0条", "一并答复"],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/mergedInto|joined|李编辑/);
  });

  test("the lamp of an answer that serves several counts from the earliest", async () => {
    const { column, editor, records } = await columnWith(2);
    column.time.now = START + 8 * DAY;
    const late = (await column.handIn({ text: "刚刚到的" })).body;
    expect(late.code).toBeTruthy();
    const cookie = await column.signIn(["editor"]);
    const fresh = (await column.queue(cookie)).items.find(({ text }) => text === "刚刚到的")!;
    expect(fresh.age).toEqual({ days: 0, workingDays: 0, lamp: "none" });
    await column.step(cookie, records[0]!, "merge", { into: fresh.id });
    expect((await again(column, cookie, fresh)).age).toEqual({ days: 8, workingDays: 6, lamp: "amber" });
    expect(editor).toBeTruthy();
  });
});

describe("what may be merged", () => {
  test("the same material first, then what shares most words; never itself, nor what is done", async () => {
    const column = await newColumn();
    const texts: [string, boolean][] = [
      ["字太小，老同志看不清", true],
      ["字太小了，老同志看不清楚", false],
      ["建议组织实地参观", true],
      ["食堂的菜太咸", false],
      ["字太小，老同志看不清", false],
    ];
    for (const [text, about] of texts) {
      await column.handIn({ text, ...(about ? { material: column.material } : {}) });
      column.time.now += HOUR / 60;
    }
    const editor = await column.signIn(["editor"]);
    const { items } = await column.queue(editor);
    await column.step(editor, items[4]!, "reject", { reason: "重复" });
    const path = `/api/staff/feedback/${items[0]!.id}/duplicates`;
    const found = (await column.call<Duplicates>("GET", path, { cookie: editor })).body.items;
    expect(found.map(({ text, sameMaterial }) => [text, sameMaterial])).toEqual([
      ["建议组织实地参观", true],
      ["字太小了，老同志看不清楚", false],
      ["食堂的菜太咸", false],
    ]);
    expect(found[1]!.overlap).toBeGreaterThan(60);
    expect(found[2]!.overlap).toBe(0);
    const searched = (await column.call<Duplicates>("GET", `${path}?q=${encodeURIComponent("看 不清")}`, { cookie: editor })).body.items;
    expect(searched.map(({ text }) => text)).toEqual(["字太小了，老同志看不清楚"]);
  });
});

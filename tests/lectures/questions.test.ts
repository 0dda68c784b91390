import { describe, expect, test } from "vitest";
import type { Today } from "../../functions/today/contract.ts";
import { createUnit } from "../../functions/units/table.ts";
import type { newColumn } from "../support/column.ts";
import { withLectures } from "./support.ts";

const systemActor = { id: "system", name: "系统" };
const waiting = async (column: Pick<Awaited<ReturnType<typeof newColumn>>, "call">, cookie: string) =>
  (await column.call<Today>("GET", "/api/staff/today", { cookie })).body.groups.find(({ kind }) => kind === "lecture-questions");

async function withQuestion() {
  const column = await withLectures();
  await createUnit(column.deps, systemActor, { name: "山市镇", kind: "乡镇", villages: [] }, "shanshi");
  const cadre = await column.signIn(["cadre"], { id: "asker", name: "吴调研", office: "研究室" });
  const unit = await column.signIn(["unit"], { unit: "shanshi", name: "联络员甲" });
  const { body: lecture } = await column.plan();
  const { body: page } = await column.ask(cadre, lecture.id, "怎样用到驻村工作里？");
  return { ...column, cadre, unit, lecture, question: page.questions[0]! };
}

describe("questions under a lecture", () => {
  test("are asked by name, by a unit under its own, and answered by the speaker by name", async () => {
    const column = await withQuestion();
    const { lecture, question } = column;
    column.time.now += 60_000;
    const { body: asked, status } = await column.ask(column.unit, lecture.id, "讲稿能发给我们学吗？");
    expect(status).toBe(201);
    expect(asked.questions.map(({ from, office, mine }) => [from, office, mine])).toEqual([
      ["吴调研", "研究室", false],
      ["山市镇", "", true],
    ]);
    expect(JSON.stringify(asked)).not.toContain("联络员甲");
    expect(await waiting(column, column.speaker)).toMatchObject({
      count: 2,
      lines: [{ id: `${lecture.id}.${question.id}`, title: "怎样用到驻村工作里？", from: "吴调研" }, { from: "山市镇" }],
    });
    expect(await waiting(column, column.cadre)).toBeUndefined();
    expect(await waiting(column, column.editor)).toBeUndefined();

    const answer = (cookie: string, text: string, version: number) =>
      column.act(cookie, "POST", `${lecture.id}/questions/${question.id}/answer`, { answer: text, version });
    for (const cookie of [column.cadre, column.editor]) expect((await answer(cookie, "替答", 1)).status).toBe(403);
    expect((await answer(column.speaker, "从一户一策做起。", 1)).body.questions[0]).toMatchObject({
      answer: "从一户一策做起。",
      answeredBy: "周宣讲",
    });
    expect((await answer(column.speaker, "晚到的", 1)).body).toMatchObject({ code: "conflict" });
    expect((await answer(column.speaker, "从一户一策做起，每月一访。", 2)).body.questions[0]!.answer).toContain("每月一访");
    expect(await waiting(column, column.speaker)).toMatchObject({ count: 1 });
    expect((await column.roster(column.unit)).items[0]).toMatchObject({ asked: 2, open: 1 });
  });

  test("to a speaker from outside are answered by an editor on their behalf, and wait on the editors' first screen", async () => {
    const column = await withQuestion();
    const { body: guest } = await column.plan({ person: "", guestName: "某教授", guestUnit: "某党校" });
    const { body: page } = await column.ask(column.cadre, guest.id, "能再讲一次吗？");
    expect(await waiting(column, column.editor)).toMatchObject({ count: 1, lines: [{ title: "能再讲一次吗？" }] });
    const path = `${guest.id}/questions/${page.questions[0]!.id}/answer`;
    expect((await column.act(column.speaker, "POST", path, { answer: "我来答", version: 1 })).status).toBe(403);
    const { body } = await column.act(column.editor, "POST", path, { answer: "可以。", version: 1 });
    expect(body.questions[0]).toMatchObject({ answeredBy: "某教授", onBehalf: true });
    expect(await waiting(column, column.editor)).toBeUndefined();
  });

  test("that are unfit are hidden with a reason: who asked learns it, others see nothing, the log has no text", async () => {
    const column = await withQuestion();
    const { lecture, question } = column;
    const path = `${lecture.id}/questions/${question.id}`;
    expect((await column.act(column.speaker, "POST", `${path}/hide`, { reason: "不想答", version: 1 })).status).toBe(403);
    const { body: hidden } = await column.act(column.editor, "POST", `${path}/hide`, { reason: "涉及个人隐私", version: 1 });
    expect(hidden.questions[0]).toMatchObject({ hidden: "涉及个人隐私", allowed: ["show"] });
    expect((await column.page(column.cadre, lecture.id)).questions[0]).toMatchObject({ hidden: "涉及个人隐私", allowed: [] });
    for (const cookie of [column.speaker, column.unit, await column.signIn(["lead"])])
      expect(JSON.stringify(await column.page(cookie, lecture.id))).not.toMatch(/驻村工作|个人隐私/);
    expect((await column.act(column.speaker, "POST", `${path}/answer`, { answer: "答", version: 2 })).status).toBe(404);
    expect(await waiting(column, column.speaker)).toBeUndefined();
    const log = JSON.stringify(column.rows("audit"));
    expect(log).toContain("lecture.hide");
    expect(log).not.toMatch(/驻村工作|个人隐私/);
    const { body: shown } = await column.act(column.editor, "POST", `${path}/show`, { version: 2 });
    expect(shown.questions[0]!.hidden).toBeUndefined();
    expect(await waiting(column, column.speaker)).toMatchObject({ count: 1 });
  });

  test("are asked once per key, not of oneself, not under a cancelled lecture, not by a contact without a unit", async () => {
    const column = await withQuestion();
    const { lecture } = column;
    for (let time = 0; time < 2; time++) await column.ask(column.unit, lecture.id, "同一个问题？", "one-key-of-a-form");
    expect((await column.page(column.unit, lecture.id)).questions).toHaveLength(2);
    expect((await column.ask(column.speaker, lecture.id, "问自己？")).status).toBe(403);
    expect((await column.ask(await column.signIn(["unit"]), lecture.id, "没有单位")).status).toBe(403);
    expect((await column.ask(await column.signIn(["unit"], { unit: "nowhere" }), lecture.id, "没有单位")).body).toMatchObject({
      code: "unknown-unit",
    });
    await column.act(column.editor, "POST", `${lecture.id}/state`, { state: "cancelled", reason: "改期", version: 1 });
    expect((await column.ask(column.cadre, lecture.id, "还讲吗？")).body).toMatchObject({ code: "illegal-step" });
    expect((await column.act(column.cadre, "POST", "nothing/questions", { text: "有吗" })).status).toBe(404);
  });

  test("end at 300 under one lecture", async () => {
    const column = await withQuestion();
    const { lecture } = column;
    await column.store.add({ table: "activities", key: { pk: `lecture#${lecture.id}`, sk: "counts" }, amounts: { asked: 299 } });
    expect((await column.ask(column.cadre, lecture.id, "第三百零一个？")).body).toMatchObject({ code: "too-many" });
    expect((await column.page(column.cadre, lecture.id)).questions).toHaveLength(1);
  });

  test("of the public about the published 讲稿 are shown as they were answered, and nothing of what waits", async () => {
    const column = await withQuestion();
    const material = await column.publish({ title: "讲稿", category: "讲课稿" });
    await column.act(column.speaker, "POST", `${column.lecture.id}/script`, { version: 1, material: material.id });
    const { putEntry, cardOperations } = await import("../../functions/feedback/table.ts");
    const base = { kind: "提问" as const, material: material.id, flagged: [], receivedAt: "2026-11-01T01:00:00.000Z", version: 1 };
    const waits = { ...base, id: "waits", state: "accepted" as const, text: "等着的提问", steps: [] };
    const done = {
      ...base,
      id: "done",
      state: "answered" as const,
      text: "答过的提问",
      acceptedAt: "2026-11-02T01:00:00.000Z",
      answeredAt: "2026-11-03T01:00:00.000Z",
      office: "办公室",
      answer: "见讲稿第二部分。",
      steps: [],
    };
    const { cards: _, ...fresh } = { ...done, cards: undefined };
    await column.store.transact([putEntry(waits), putEntry(done), ...cardOperations(fresh, done)]);
    const page = await column.page(column.unit, column.lecture.id);
    expect(page.visitors).toMatchObject([{ from: "访客", text: "答过的提问", answer: "见讲稿第二部分。" }]);
    expect(JSON.stringify(page)).not.toContain("等着的提问");
  });
});

describe("questions of visitors about a published 讲稿", () => {
  /** A lecture with its published 讲稿, and a visitor's question about it that an editor has accepted. */
  async function withVisitor() {
    const column = await withLectures();
    const { body: lecture } = await column.plan();
    const material = await column.publish({ title: "培养健康心态", category: "讲课稿" });
    const { body: linked } = await column.act(column.speaker, "POST", `${lecture.id}/script`, {
      material: material.id,
      version: lecture.version,
    });
    const hand = async (text: string, kind: string) => {
      const { formToken } = (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
      column.time.now += 5000;
      const sent = { kind, text, material: material.id, formToken };
      expect((await column.call("POST", "/api/feedback", { body: sent })).status).toBe(201);
    };
    await hand("怎样坚持下去？", "提问");
    await hand("讲得好。", "意见");
    const { body: queue } = await column.call<{ items: { id: string; text: string; version: number }[] }>("GET", "/api/staff/feedback", {
      cookie: column.editor,
    });
    return { ...column, lecture: linked, material, queue: queue.items };
  }

  test("reach the speaker once an editor has accepted them, and are answered in public by the speaker's name", async () => {
    const column = await withVisitor();
    const { lecture, material, queue } = column;
    expect((await column.page(column.speaker, lecture.id)).visitorsWaiting).toEqual([]);
    for (const { id, version } of queue)
      expect((await column.call("POST", `/api/staff/feedback/${id}/accept`, { cookie: column.editor, body: { version } })).status).toBe(
        200,
      );
    const { visitorsWaiting } = await column.page(column.speaker, lecture.id);
    expect(visitorsWaiting.map(({ from, text }) => [from, text])).toEqual([["访客", "怎样坚持下去？"]]);
    expect((await column.page(column.editor, lecture.id)).visitorsWaiting).toEqual([]);
    expect(await waiting(column, column.speaker)).toMatchObject({ count: 1, lines: [{ title: "怎样坚持下去？", from: "访客" }] });

    const [question] = visitorsWaiting;
    const path = `${lecture.id}/visitors/${question!.id}/answer`;
    const other = await column.signIn(["cadre"], { name: "旁人" });
    expect((await column.act(other, "POST", path, { answer: "替答", version: question!.version })).status).toBe(403);
    const opinion = queue.find(({ text }) => text === "讲得好。")!;
    expect(
      (await column.act(column.speaker, "POST", `${lecture.id}/visitors/${opinion.id}/answer`, { answer: "谢谢", version: 2 })).status,
    ).toBe(404);
    expect((await column.act(column.speaker, "POST", path, { answer: "旧版", version: 1 })).body.code).toBe("conflict");
    const { body: page } = await column.act(column.speaker, "POST", path, { answer: "每天一小步。", version: question!.version });
    expect(page.visitorsWaiting).toEqual([]);
    expect(page.visitors).toMatchObject([{ text: "怎样坚持下去？", office: "干部科", answer: "每天一小步。\n\n讲课人：周宣讲" }]);
    const { body: open } = await column.call<{ items: { answer: string }[] }>("GET", `/api/materials/${material.id}/feedback`);
    expect(open.items.map(({ answer }) => answer)).toEqual(["每天一小步。\n\n讲课人：周宣讲"]);
    expect((await column.act(column.speaker, "POST", path, { answer: "再答", version: question!.version + 1 })).body.code).toBe("conflict");
    expect(await waiting(column, column.speaker)).toBeUndefined();
  });
});

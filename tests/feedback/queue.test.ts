import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaysOf, workingDaysBetween } from "../../functions/calendar/rules.ts";
import { ageOf } from "../../functions/feedback/age.rules.ts";
import { obstacleOf } from "../../functions/feedback/bulk.rules.ts";
import { feedbackKinds, feedbackStates } from "../../functions/feedback/contract.ts";
import { overlapWith } from "../../functions/feedback/overlap.rules.ts";
import { fits } from "../../functions/feedback/queue.ts";
import type { Entry } from "../../functions/feedback/rules.ts";
import type { AnswerTemplates, BulkResult, FeedbackDesk, FeedbackQueue, FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { DAY, isoTime, MINUTE } from "../../functions/platform/clock.ts";
import { readSettings, writeSettings } from "../../functions/settings/table.ts";
import { type Column, newColumn, START } from "./support.ts";

const entry = (more: Partial<Entry> = {}): Entry => ({
  id: "feedback-1",
  kind: "意见",
  state: "pending",
  text: "原文",
  flagged: [],
  receivedAt: isoTime(START),
  steps: [],
  version: 1,
  ...more,
});
const limits = { feedbackAmberDays: 5, feedbackRedDays: 15 };
/** Every page of a queue, to its end. */
async function whole(column: Column, cookie: string, query: string) {
  const pages: FeedbackRecord[][] = [];
  let cursor: string | undefined;
  do {
    const page: FeedbackQueue = await column.queue(cookie, `?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    pages.push(page.items);
    ({ cursor } = page);
  } while (cursor);
  return pages;
}

describe("filters", () => {
  test("find every feedback that fits, in order, however they are mixed", { timeout: 60_000 }, async () => {
    const made = fc.record({
      kind: fc.constantFrom(...feedbackKinds),
      unit: fc.constantFrom(undefined, "shanshi", "changting"),
      word: fc.constantFrom("字太小", "ＡＢＣ", "双周学习"),
      office: fc.constantFrom(undefined, "办公室", "干部科"),
    });
    const asked = fc.record({
      state: fc.constantFrom("pending", "accepted"),
      kind: fc.constantFrom(undefined, ...feedbackKinds),
      unit: fc.constantFrom(undefined, "shanshi", "changting"),
      office: fc.constantFrom(undefined, "办公室", "干部科"),
      q: fc.constantFrom(undefined, "字 太，小", "abc", "没有的词", "！！"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { minLength: 1, maxLength: 8 }),
        fc.array(asked, { minLength: 6, maxLength: 6 }),
        async (all, queries) => {
          const column = await newColumn();
          const editor = await column.signIn(["editor"]);
          for (const [place, { kind, unit, word }] of all.entries()) {
            await column.handIn({ kind, text: `${place}号：${word}。`, ...(unit ? { unit } : {}) });
            column.time.now += 1000;
          }
          const { items } = await column.queue(editor);
          for (const [place, { office }] of all.entries())
            if (office) expect((await column.step(editor, items[place]!, "accept", { office })).status).toBe(200);
          const plain: Record<string, string> = { "字 太，小": "字太小", abc: "ＡＢＣ", 没有的词: "没有的词", "！！": "" };
          for (const query of queries) {
            const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])));
            const found = (await whole(column, editor, search.toString())).flat().map(({ text }) => text);
            const expected = all.flatMap(({ kind, unit, word, office }, place) => {
              const state = office ? "accepted" : "pending";
              const right =
                state === query.state &&
                (!query.kind || kind === query.kind) &&
                (!query.unit || unit === query.unit) &&
                (!query.office || office === query.office) &&
                (!query.q || word.includes(plain[query.q]!));
              return right ? [`${place}号：${word}。`] : [];
            });
            expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test("a request looks through a bounded number, and its cursor goes on though nothing was found yet", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    for (let n = 0; n < 430; n++) {
      await column.handIn({ text: n === 425 ? "藏在后面的一条" : `第${n}条` });
      column.time.now += 1;
    }
    const pages = await whole(column, editor, `q=${encodeURIComponent("藏在后面")}`);
    expect(pages.map((page) => page.length)).toEqual([0, 1]);
  }, 30_000);

  test("the text is looked for in answer, unit and material too, and nowhere else", () => {
    const about = entry({ answer: "已安排", unitName: "山市镇", materialTitle: "创新三题", office: "办公室", reason: "理由" });
    const found = (q: string) => fits({ state: "pending", q })(about);
    expect(["原文", "安排", "山市", "创新三题"].map(found)).toEqual([true, true, true, true]);
    expect(["办公室", "理由", "意见"].map(found)).toEqual([false, false, false]);
  });

  test("rows are bounded in length: one step, no answer, no original text", async () => {
    const column = await newColumn();
    await column.handIn();
    const editor = await column.signIn(["editor"]);
    let record = (await column.queue(editor)).items[0]!;
    record = (await column.step(editor, record, "accept")).body;
    record = (await column.step(editor, record, "correct", { text: "改过" })).body;
    await column.step(editor, record, "answer", { office: "办公室", answer: "好" });
    const row = (await column.queue(editor, "?state=answered")).items[0]!;
    expect(row.steps).toHaveLength(1);
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(["answer"]));
    expect(row).not.toHaveProperty("originalText");
  });
});

describe("age and lamp", () => {
  test("working days by the calendar, amber and red at their limits, none once it is done", () => {
    fc.assert(
      fc.property(fc.nat(60 * 24), fc.constantFrom(...feedbackStates), (hours, state) => {
        const now = START + hours * 60 * MINUTE;
        const holidays = holidaysOf([]);
        const age = ageOf(entry({ state }), { limits, holidays }, now);
        const waits = state === "pending" || state === "accepted";
        const workingDays = waits ? workingDaysBetween(isoTime(START), isoTime(now), holidays) : 0;
        expect(age).toEqual({
          days: waits ? Math.floor(hours / 24) : 0,
          workingDays,
          lamp: !waits || workingDays < 5 ? "none" : workingDays < 15 ? "amber" : "red",
        });
      }),
    );
  });

  test("follow the limits and holidays of the settings", async () => {
    const column = await newColumn();
    await column.handIn();
    column.time.now += 3 * DAY;
    const cookie = await column.signIn(["editor"]);
    const lamp = async () => (await column.queue(cookie)).items[0]!.age;
    expect(await lamp()).toEqual({ days: 3, workingDays: 3, lamp: "none" });
    const { version, ...settings } = await readSettings(column.store);
    const by = { id: "p1", name: "管理员" };
    await writeSettings(
      column.deps,
      by,
      { ...settings, limits: { ...settings.limits, feedbackAmberDays: 2, feedbackRedDays: 3 } },
      version,
    );
    expect(await lamp()).toEqual({ days: 3, workingDays: 3, lamp: "red" });
  });
});

describe("批量受理", () => {
  test("what stands in the way of one", () => {
    expect(obstacleOf(entry(), START)).toBeUndefined();
    expect(obstacleOf(entry({ state: "accepted" }), START)).toBe("illegal-step");
    expect(obstacleOf(entry({ flagged: ["发票"] }), START)).toBe("flagged");
    expect(obstacleOf(entry({ contactUntil: START / 1000 + 60 }), START)).toBe("contact");
    for (const text of ["电话 0453-7220000", "１３８ ０００ ０００００", "见 https://a.test", "写信 a@b.test", "身份证231083199001010011"])
      expect([text, obstacleOf(entry({ text }), START)]).toEqual([text, "details"]);
    for (const text of ["2026 年 11 月第 3 期第 12 页", "建议每 2 周 1 次", "A@"])
      expect([text, obstacleOf(entry({ text }), START)]).toEqual([text, undefined]);
  });

  test("each is judged, written and logged by itself", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    const texts = ["好的一条", "又一条", "电话 0453-7220000", "留了名字", "已受理的", "改过的"];
    for (const text of texts) {
      await column.handIn({ text, ...(text === "留了名字" ? { name: "张三", consent: true } : {}) });
      column.time.now += 1000;
    }
    const { items } = await column.queue(editor);
    expect(items.map(({ harmless }) => harmless)).toEqual([true, true, false, false, true, true]);
    await column.step(editor, items[4]!, "accept");
    await column.step(editor, items[5]!, "correct", { text: "改过一字" });
    const sent = [...items.map(({ id, version }) => ({ id, version })), { id: "nothing-here", version: 1 }];
    const { body } = await column.call<BulkResult>("POST", "/api/staff/feedback/bulk-accept", {
      cookie: editor,
      body: { items: sent, office: "办公室" },
    });
    expect(body.results.map(({ outcome }) => outcome)).toEqual([
      "accepted",
      "accepted",
      "details",
      "contact",
      "conflict",
      "conflict",
      "not-found",
    ]);
    expect((await column.queue(editor, "?state=accepted")).items.filter(({ office }) => office === "办公室")).toHaveLength(2);
    expect(column.audit().filter(({ action }) => action === "feedback.accept")).toHaveLength(3);
    const twice = { items: [sent[0], sent[0]] };
    for (const wrong of [{ items: [] }, twice, { items: Array.from({ length: 51 }, (_, n) => ({ id: `id-${n}`, version: 1 })) }])
      expect((await column.call("POST", "/api/staff/feedback/bulk-accept", { cookie: editor, body: wrong })).status).toBe(400);
  });
});

describe("退回", () => {
  test("a lead gives back what is not the own 组室's; it keeps waiting without one", async () => {
    const column = await newColumn();
    await column.handIn();
    const editor = await column.signIn(["editor"]);
    const accepted = (await column.step(editor, (await column.queue(editor)).items[0]!, "accept", { office: "干部科" })).body;
    expect(accepted.allowed).toEqual(["assign", "answer", "reject", "correct", "merge"]);
    // Who may do everything assigns anew instead.
    expect((await column.step(editor, accepted, "return", { reason: "不归" })).status).toBe(403);
    const director = await column.signIn(["director", "lead"], { office: "办公室" });
    expect((await column.step(director, accepted, "return", { reason: "不归" })).status).toBe(409);
    const lead = await column.signIn(["lead"], { office: "干部科" });
    const seen = (await column.call<FeedbackRecord>("GET", `/api/staff/feedback/${accepted.id}`, { cookie: lead })).body;
    expect(seen.allowed).toEqual(["return", "answer"]);
    expect((await column.step(lead, accepted, "return", {})).status).toBe(400);
    const returned = (await column.step(lead, accepted, "return", { reason: "归机关党委" })).body;
    expect(returned).toMatchObject({ state: "accepted", allowed: [] });
    expect(returned).not.toHaveProperty("office");
    expect((await column.call("GET", `/api/staff/feedback/${accepted.id}`, { cookie: lead })).status).toBe(404);
    const [row] = (await column.queue(editor, "?state=accepted")).items;
    expect(row!.steps).toMatchObject([{ action: "return", note: "归机关党委" }]);
    expect((await column.step(editor, row!, "assign", { office: "办公室" })).status).toBe(200);
  });
});

describe("the desk", () => {
  test("counts what is in each state; for a lead those of the own 组室", async () => {
    const column = await newColumn();
    for (let n = 0; n < 4; n++) await column.handIn();
    const editor = await column.signIn(["editor"]);
    const { items } = await column.queue(editor);
    await column.step(editor, items[0]!, "accept", { office: "干部科" });
    await column.step(editor, items[1]!, "reject", { reason: "重复" });
    const desk = async (cookie: string) => (await column.call<FeedbackDesk>("GET", "/api/staff/feedback/desk", { cookie })).body;
    const none = { pending: 0, accepted: 0, answered: 0, rejected: 0, withdrawn: 0, merged: 0 };
    expect(await desk(editor)).toMatchObject({
      counts: { ...none, pending: 2, accepted: 1, rejected: 1 },
      units: [{ id: "changting" }, { id: "shanshi" }],
    });
    expect((await desk(await column.signIn(["lead"], { office: "干部科" }))).counts).toEqual({ ...none, accepted: 1 });
    expect((await desk(await column.signIn(["lead"]))).counts).toEqual(none);
  });
});

describe("templates", () => {
  test("come with the product, are replaced whole, and two people do not overwrite each other", async () => {
    const column = await newColumn();
    const path = "/api/staff/feedback/templates";
    const editor = await column.signIn(["editor"]);
    const first = (await column.call<AnswerTemplates>("GET", path, { cookie: editor })).body;
    expect(first.version).toBe(0);
    expect(first.templates).toHaveLength(3);
    for (const { text } of first.templates) expect(text.replace(/\{(类别|单位|资料)\}/g, "")).not.toMatch(/[{}]/);
    const templates = [{ name: "简短", text: "{单位}，谢谢。", kind: "建议" as const }];
    expect((await column.call("PUT", path, { cookie: editor, body: { templates, version: 0 } })).body).toEqual({ templates, version: 1 });
    const late = await column.call("PUT", path, { cookie: editor, body: { templates: [], version: 0 } });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict", current: { templates, version: 1 } } });
    const lead = await column.signIn(["lead"], { office: "干部科" });
    expect((await column.call("GET", path, { cookie: lead })).status).toBe(200);
    expect((await column.call("PUT", path, { cookie: lead, body: { templates, version: 1 } })).status).toBe(403);
    const wrong = [
      [
        { name: "同", text: "一" },
        { name: "同", text: "二" },
      ],
      [{ name: "", text: "一" }],
      Array.from({ length: 51 }, (_, n) => ({ name: `${n}`, text: "一" })),
    ];
    for (const list of wrong)
      expect((await column.call("PUT", path, { cookie: editor, body: { templates: list, version: 1 } })).status).toBe(400);
    expect(column.audit().filter(({ action }) => action === "feedback.templates")).toMatchObject([{ note: "1" }]);
  });
});

describe("how much two texts share", () => {
  test("all of itself, the same both ways, nothing with what has no pair in common", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const shared = overlapWith(one)(other);
        expect(shared).toBe(overlapWith(other)(one));
        expect(shared).toBeGreaterThanOrEqual(0);
        expect(shared).toBeLessThanOrEqual(1);
      }),
    );
    expect(overlapWith("字太小，看不清")("字太小看不清！")).toBe(1);
    expect(overlapWith("字太小")("菜太咸")).toBe(0);
    expect(overlapWith("")("")).toBe(0);
  });
});

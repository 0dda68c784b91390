import { describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { withLectures } from "./support.ts";

describe("the roster", () => {
  test("has the year in the order of its days, and says by 组室 and name who has no turn yet", async () => {
    const column = await withLectures();
    await column.signIn(["cadre"], { id: "second", name: "乙", office: "办公室" });
    await column.signIn(["lead"], { id: "third", name: "丙", office: "办公室" });
    await column.plan({ date: "2026-12-04" });
    await column.plan({ person: "", guestName: "某教授", guestUnit: "某党校", topic: "专题辅导", date: "2026-03-06" });
    await column.plan({ person: "second", date: "2027-01-08" });
    const roster = await column.roster(column.speaker);
    expect(roster.items.map(({ date, speaker }) => [date, speaker])).toEqual([
      ["2026-03-06", { name: "某教授", from: "某党校" }],
      ["2026-12-04", { person: "speaker", name: "周宣讲", from: "干部科" }],
    ]);
    expect(roster.waiting.map(({ name, office }) => [office, name])).toEqual([
      ["办公室", "丙"],
      ["办公室", "乙"],
    ]);
    expect([roster.mayPlan, (await column.roster(column.editor)).mayPlan]).toEqual([false, true]);
    expect((await column.roster(column.speaker, 2027)).waiting.map(({ id }) => id)).toEqual(["third", "speaker"]);
  });

  test("gives a turn back that was cancelled, and shows the reason to staff alone", async () => {
    const column = await withLectures();
    const { body: lecture } = await column.plan();
    const cancel = (reason: string, version: number) =>
      column.act(column.editor, "POST", `${lecture.id}/state`, { state: "cancelled", reason, version });
    expect((await cancel(" ", 1)).body.errors).toEqual([{ field: "reason", code: "non_empty" }]);
    expect((await cancel("当天防汛", 1)).body).toMatchObject({ state: "cancelled", reason: "当天防汛", version: 2 });
    expect((await column.roster(column.speaker)).waiting.map(({ id }) => id)).toEqual(["speaker"]);
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    const seen = await column.roster(unit);
    expect(seen.items[0]).toMatchObject({ state: "cancelled" });
    expect(JSON.stringify(seen)).not.toContain("防汛");
    expect(seen.waiting).toEqual([]);
    const back = await column.act(column.editor, "POST", `${lecture.id}/state`, { state: "planned", version: 2 });
    expect(back.body).toMatchObject({ state: "planned", version: 3 });
    expect(back.body.reason).toBeUndefined();
  });

  test("takes a lecture for held from its day on, and not twice", async () => {
    const column = await withLectures();
    const { body: later } = await column.plan({ date: "2026-11-24" });
    let cookie = column.editor;
    const hold = (id: string, version: number) => column.act(cookie, "POST", `${id}/state`, { state: "held", version });
    // It is the 23rd in Beijing.
    expect((await hold(later.id, 1)).body).toMatchObject({ code: "illegal-step" });
    column.time.now = Date.parse("2026-11-23T16:00:00Z");
    cookie = await column.sessionOf("editor");
    expect((await hold(later.id, 1)).body).toMatchObject({ state: "held", version: 2 });
    expect((await hold(later.id, 2)).body).toMatchObject({ code: "illegal-step" });
    expect((await hold(later.id, 1)).body).toMatchObject({ code: "conflict", current: { state: "held" } });
  });

  test.each([
    [{ person: "", guestName: "" }, "person", "one_speaker"],
    [{ guestName: "某教授" }, "guestName", "one_speaker"],
    [{ person: "nobody" }, "person", "unknown"],
    [{ person: "editor" }, "person", "unknown"],
    [{ date: "2026-02-30" }, "date", "check"],
    [{ date: "1999-12-31" }, "date", "check"],
    [{ topic: "题".repeat(121) }, "topic", "max_length"],
    [{ state: "held" }, "state", "strict_object"],
  ])("refuses %j by name", async (wrong, field, code) => {
    const column = await withLectures();
    const { status, body } = await column.plan(wrong);
    expect([status, (body as unknown as { errors: unknown }).errors]).toEqual([400, [{ field, code }]]);
  });

  test("plans once per key; of two editors who change one plan the second sees the first's", async () => {
    const column = await withLectures();
    const first = await column.plan({}, column.editor, "the-key-of-a-form");
    expect((await column.plan({}, column.editor, "the-key-of-a-form")).body).toEqual(first.body);
    expect((await column.roster(column.editor)).items).toHaveLength(1);
    const change = (place: string, version: number) =>
      column.act(column.editor, "PUT", first.body.id, { person: "speaker", topic: "新题", date: "2026-12-18", place, version });
    expect((await change("一楼", 1)).body).toMatchObject({ place: "一楼", date: "2026-12-18", topic: "新题", version: 2 });
    expect((await change("二楼", 1)).body).toMatchObject({ code: "conflict", current: { place: "一楼" } });
  });

  test("keeps a speaker who has left the department, and lets nobody else answer for one who was asked", async () => {
    const column = await withLectures();
    await column.signIn(["cadre"], { id: "second", name: "乙" });
    const { body: lecture } = await column.plan();
    await column.ask(column.editor, lecture.id, "下一步怎么做？");
    const change = (body: object) =>
      column.act(column.editor, "PUT", lecture.id, { person: "speaker", date: "2026-12-18", version: 1, ...body });
    expect((await change({ person: "second" })).body.errors).toEqual([{ field: "person", code: "questions_asked" }]);
    expect((await change({ person: "", guestName: "某教授" })).body.errors).toEqual([{ field: "guestName", code: "questions_asked" }]);
    const account = (await column.store.get("people", { pk: "person#speaker", sk: "account" }))!;
    const closed = { ...account, account: { ...(account["account"] as object), disabled: true } };
    await column.store.put("people", closed, { ifVersion: account.version });
    expect((await change({})).body).toMatchObject({ speaker: { name: "周宣讲" }, version: 2 });
  });
});

describe("the 讲稿", () => {
  test("is begun by the speaker as a draft under the topic, and goes the three steps like any other", async () => {
    const column = await withLectures();
    const { body: lecture } = await column.plan({ topic: "" });
    const write = (cookie: string, version: number) => column.act(cookie, "POST", `${lecture.id}/script`, { version });
    expect((await write(column.speaker, 1)).body).toMatchObject({ code: "illegal-step" });
    const named = await column.act(column.speaker, "PUT", `${lecture.id}/topic`, { topic: "笑对种种不如意", version: 1 });
    expect(named.body).toMatchObject({ topic: "笑对种种不如意", version: 2 });
    expect((await write(column.editor, 2)).status).toBe(403);
    const { body: begun } = await write(column.speaker, 2);
    expect(begun.script).toMatchObject({ title: "笑对种种不如意", state: "draft", live: false });
    expect((await write(column.speaker, 3)).body).toMatchObject({ code: "illegal-step" });
    const { body: draft } = await column.call<Material>("GET", `/api/staff/materials/${begun.script!.id}`, { cookie: column.speaker });
    expect(draft).toMatchObject({ title: "笑对种种不如意", category: "讲课稿", author: "周宣讲", state: "draft" });

    const other = await column.signIn(["cadre"]);
    expect((await column.page(other, lecture.id)).script).toEqual({ title: "笑对种种不如意", state: "draft", live: false });
    const { body: provided } = await column.step(column.speaker, draft, "provide");
    const { body: reviewed } = await column.step(column.editor, provided, "review");
    await column.step(await column.signIn(["director"]), reviewed, "sign");
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    expect((await column.page(unit, lecture.id)).script).toMatchObject({ id: draft.id, state: "published", live: true });
  });

  test("may be a material that exists, if the person may see it; an editor begins it for a speaker from outside", async () => {
    const column = await withLectures();
    const published = await column.publish({ title: "既有讲稿", category: "讲课稿" });
    const { body: lecture } = await column.plan();
    const link = (material: string) => column.act(column.speaker, "POST", `${lecture.id}/script`, { version: 1, material });
    const foreign = await column.call<Material>("POST", "/api/staff/materials", {
      cookie: column.editor,
      body: { title: "别人的草稿", category: "讲课稿" },
    });
    expect((await link(foreign.body.id)).body).toMatchObject({ code: "unknown-material" });
    expect((await link("no-such-material")).body).toMatchObject({ code: "unknown-material" });
    expect((await link(published.id)).body.script).toMatchObject({ id: published.id, title: "既有讲稿", live: true });
    const { body: guest } = await column.plan({ person: "", guestName: "某教授" });
    const { body: begun } = await column.act(column.editor, "POST", `${guest.id}/script`, { version: 1 });
    expect(begun.script).toMatchObject({ state: "draft" });
  });
});

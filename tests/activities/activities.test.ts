import { describe, expect, test } from "vitest";
import type { Activity } from "../../functions/activities/contract.ts";
import { withActivities } from "./support.ts";

const inputOf = ({ kind, title, date, place, unit, village, people, others, topics, content, findings, problems, next }: Activity) => {
  const rest = { kind, title, date, place, unit, village, others, topics, content, findings, problems, next };
  return { ...rest, people: people.map(({ id }) => id) };
};

describe("an activity", () => {
  test("is logged with names as they are today, once per key, and read by all staff", async () => {
    const column = await withActivities();
    const first = await column.log({ others: "镇党委书记", content: "看了两户。" }, column.author, "key-of-the-form");
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      unitName: "山市镇",
      people: [{ id: "author", name: "甲", office: "组织科" }],
      byName: "甲",
      office: "组织科",
      mayChange: true,
      version: 1,
    });
    const again = await column.log({ others: "镇党委书记", content: "看了两户。" }, column.author, "key-of-the-form");
    expect(again.body).toEqual(first.body);
    const director = await column.signIn(["director"]);
    expect((await column.list(director)).items).toMatchObject([{ title: "走访山市镇", mayChange: false }]);
    expect((await column.list(director, "year=2025")).items).toEqual([]);
    expect((await column.list(director, "year=2026&kind=座谈讨论")).items).toEqual([]);
    expect((await column.list(director, "year=2026&person=other")).items).toEqual([]);
    expect((await column.list(director, "year=2026&person=author&kind=下基层")).items).toHaveLength(1);
  });

  test.each([
    [{ date: "2026-11-24" }, "date", "future"],
    [{ people: [] }, "people", "non_empty"],
    [{ people: ["author", "author"] }, "people", "repeated"],
    [{ people: ["nobody"] }, "people", "unknown"],
    [{ unit: "nowhere", village: "" }, "unit", "unknown"],
    [{ unit: "" }, "unit", "non_empty"],
    [{ village: "别处的村" }, "village", "unknown"],
    [{ topics: ["找差距"] }, "topics", "other_kind"],
    [{ kind: "打牌" }, "kind", "picklist"],
    [{ problems: [{ text: "路灯不亮", solvedOn: "2026-11-19" }] }, "problems.0.solvedOn", "before_activity"],
    [{ problems: [{ text: "路灯不亮", solvedOn: "2026-11-24" }] }, "problems.0.solvedOn", "future"],
    [{ problems: [{ text: "路灯不亮", id: "aaaaaaaaaaaaaaaa" }] }, "problems", "unknown"],
    [{ kind: "座谈讨论", problems: [{ text: "会风不实", solvedOn: "2026-11-20" }] }, "problems.0.solvedOn", "other_kind"],
  ])("is refused with %j by name", async (wrong, field, code) => {
    const column = await withActivities();
    const { status, body } = await column.log(wrong);
    expect([status, body.errors]).toEqual([400, [{ field, code }]]);
  });

  test("of a symposium has topics and problems, each of which keeps its id through changes", async () => {
    const column = await withActivities();
    const symposium = { kind: "座谈讨论", unit: "", village: "", topics: ["找差距", "指问题"] };
    const { body: logged } = await column.log({ ...symposium, problems: [{ text: "会风不实" }, { text: "走访少" }] });
    const [one, two] = logged.problems;
    expect(one!.id).toMatch(/^[0-9a-z]{16}$/);
    const changed = await column.act(column.author, "PUT", `/${logged.id}`, {
      ...inputOf(logged),
      problems: [{ text: "新问题" }, { ...two, text: "走访太少" }],
      version: 1,
    });
    expect(changed.body.problems[1]).toMatchObject({ id: two!.id, text: "走访太少" });
    expect(changed.body.problems[0]!.id).not.toBe(one!.id);
    const gone = await column.act(column.author, "PUT", `/${logged.id}`, { ...inputOf(logged), problems: [one], version: 2 });
    expect(gone.body.errors).toEqual([{ field: "problems", code: "unknown" }]);
  });

  test("of a visit has a problem solved later, on a day between the visit and today", async () => {
    const column = await withActivities();
    const { body: logged } = await column.log({ problems: [{ text: "路灯不亮" }] });
    const problems = [{ ...logged.problems[0], solvedOn: "2026-11-22" }];
    const { body } = await column.act(column.author, "PUT", `/${logged.id}`, { ...inputOf(logged), problems, version: 1 });
    expect(body.problems).toEqual([{ id: logged.problems[0]!.id, text: "路灯不亮", solvedOn: "2026-11-22" }]);
  });

  test("is changed by two at once without a loss, and deleted at its version with an audit line", async () => {
    const column = await withActivities();
    const { body: logged } = await column.log();
    const change = (cookie: string, title: string, version: number) =>
      column.act(cookie, "PUT", `/${logged.id}`, { ...inputOf(logged), title, version });
    expect((await change(column.lead, "由负责人改", 1)).body).toMatchObject({ title: "由负责人改", version: 2 });
    expect((await change(column.author, "由本人改", 1)).body).toMatchObject({ code: "conflict", current: { title: "由负责人改" } });
    expect((await column.act(column.author, "DELETE", `/${logged.id}`, { version: 1 })).status).toBe(409);
    expect((await column.act(column.author, "DELETE", `/${logged.id}`, { version: 2 })).status).toBe(204);
    expect((await column.act(column.author, "GET", `/${logged.id}`)).status).toBe(404);
    const log = JSON.stringify(column.rows("audit"));
    for (const action of ["activity.create", "activity.change", "activity.delete"]) expect(log).toContain(action);
    expect(log).not.toContain("由负责人改");
  });

  test("keeps those who have left and a village that is no longer listed", async () => {
    const column = await withActivities();
    const { body: logged } = await column.log({ people: ["author", "other"] });
    const account = (await column.store.get("people", { pk: "person#other", sk: "account" }))!;
    await column.store.put("people", { ...account, account: { ...(account["account"] as object), disabled: true } }, { ifVersion: 1 });
    const unit = (await column.store.get("materials", { pk: "unit", sk: "shanshi" }))!;
    const retired = { ...(unit["unit"] as object), villages: [], retired: true };
    await column.store.put("materials", { ...unit, unit: retired }, { ifVersion: unit.version });
    const { body } = await column.act(column.author, "PUT", `/${logged.id}`, { ...inputOf(logged), title: "补记", version: 1 });
    expect(body).toMatchObject({ title: "补记", people: [{ id: "author" }, { name: "乙" }], village: "山市镇01村" });
    expect((await column.log()).body.errors).toMatchObject([{ field: "unit" }, { field: "village" }]);
  });

  test("has photos, which only those who may change it add or take away", async () => {
    const column = await withActivities();
    const { body: logged } = await column.log();
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
    const attach = async (cookie: string, version: number) =>
      column.act(cookie, "POST", `/${logged.id}/photos`, { upload: await column.upload(cookie, "现场.png", bytes), version });
    expect((await attach(column.other, 1)).status).toBe(403);
    const { body, status } = await attach(column.author, 1);
    expect([status, body.photos.length, body.version]).toEqual([201, 1, 2]);
    const path = `/${logged.id}/photos/${body.photos[0]!.id}`;
    const shown = await column.act(column.other, "GET", path);
    expect([shown.status, shown.headers.get("content-type"), shown.bytes.length]).toEqual([200, "image/png", bytes.length]);
    expect((await column.act(await column.signIn(["unit"]), "GET", path)).status).toBe(403);
    expect((await column.act(column.other, "DELETE", path, { version: 2 })).status).toBe(403);
    expect((await column.act(column.lead, "DELETE", path, { version: 2 })).body).toMatchObject({ photos: [], version: 3 });
    expect((await column.act(column.author, "GET", path)).status).toBe(404);
  });
});

test("the list goes on from its cursor, newest day first", async () => {
  const column = await withActivities();
  for (let day = 1; day <= 55; day++) {
    const date = new Date(Date.UTC(2026, 8, day)).toISOString().slice(0, 10);
    await column.log({ date, title: `第${day}次` });
  }
  const first = await column.list(column.other);
  const second = await column.list(column.other, `year=2026&cursor=${first.cursor}`);
  const titles = [...first.items, ...second.items].map(({ title }) => title);
  expect(titles).toEqual(Array.from({ length: 55 }, (_, place) => `第${55 - place}次`));
  expect(second.cursor).toBeUndefined();
});

import { describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { roles, type Role } from "../../functions/people/contract.ts";
import type { Topic, TopicList } from "../../functions/research/contract.ts";
import { newColumn } from "../support/column.ts";

async function withTopics() {
  const column = await newColumn();
  const author = await column.signIn(["cadre"], { id: "author", name: "甲", office: "组织科" });
  const act = <T = Topic>(cookie: string, method: string, path: string, body?: object, key?: string) =>
    column.call<T & { code?: string; current?: Topic; errors?: object[] }>(method, `/api/staff/research${path}`, {
      cookie,
      ...(body ? { body } : {}),
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    });
  const register = (more: object = {}, cookie = author, key?: string) =>
    act(cookie, "POST", "", { title: "村级民主治理怎样落到实处", ties: ["中心工作"], year: 2026, ...more }, key);
  const list = async (cookie: string, year = 2026) => (await act<TopicList>(cookie, "GET", `?year=${year}`)).body;
  return { ...column, author, act, register, list };
}

describe("a 调研课题", () => {
  test("goes from 拟题 to its article, which goes the three steps, and is 已成文 with it alone", async () => {
    const column = await withTopics();
    const { body: topic, status } = await column.register();
    expect([status, topic.state, topic.allowed]).toEqual([201, "planned", ["change", "article", "underway", "remove"]]);
    const step = (state: string, version: number) => column.act(column.author, "POST", `/${topic.id}/state`, { state, version });
    expect((await step("written", 1)).body).toMatchObject({ code: "illegal-step" });
    const { body: begun } = await column.act(column.author, "POST", `/${topic.id}/article`, { version: 1 });
    expect(begun).toMatchObject({ state: "underway", article: { title: topic.title, state: "draft", live: false } });
    const { body: draft } = await column.call<Material>("GET", `/api/staff/materials/${begun.article!.id}`, { cookie: column.author });
    expect(draft).toMatchObject({ title: topic.title, category: "调研文章", author: "甲", ties: ["中心工作"], state: "draft" });
    expect((await column.act(column.author, "POST", `/${topic.id}/article`, { version: 2 })).body).toMatchObject({ code: "illegal-step" });
    expect((await column.act(column.author, "DELETE", `/${topic.id}`, { version: 2 })).body).toMatchObject({ code: "illegal-step" });
    expect((await step("written", 2)).body).toMatchObject({ state: "written", version: 3 });
    expect((await step("underway", 3)).body).toMatchObject({ state: "underway" });
    expect((await column.list(column.author)).items).toMatchObject([{ id: topic.id, article: { state: "draft" } }]);
  });

  test("is registered once per key, counted beside the target, moved to another year, taken back without an article", async () => {
    const column = await withTopics();
    const first = await column.register({}, column.author, "key-of-the-form");
    expect((await column.register({}, column.author, "key-of-the-form")).body.id).toBe(first.body.id);
    const { target, people, mayAdd } = await column.list(column.author);
    expect([target, mayAdd, people]).toEqual([2, true, [{ id: "author", name: "甲", office: "组织科", topics: 1 }]]);
    const change = (year: number, version: number) =>
      column.act(column.author, "PUT", `/${first.body.id}`, { title: "新题", year, version });
    expect((await change(2027, 1)).body).toMatchObject({ title: "新题", year: 2027, ties: [] });
    expect((await change(2026, 1)).body).toMatchObject({ code: "conflict", current: { year: 2027 } });
    expect((await column.list(column.author)).items).toEqual([]);
    expect((await column.list(column.author, 2027)).items).toHaveLength(1);
    expect((await column.act(column.author, "DELETE", `/${first.body.id}`, { version: 2 })).status).toBe(204);
    expect((await column.list(column.author, 2027)).items).toEqual([]);
  });

  test("may name an article that exists, if its author may see it; fields are held to their bounds", async () => {
    const column = await withTopics();
    const published = await column.publish({ title: "既有文章", category: "调研文章" });
    const { body: topic } = await column.register();
    const link = (material: string) => column.act(column.author, "POST", `/${topic.id}/article`, { version: 1, material });
    expect((await link("no-such-material")).body).toMatchObject({ code: "unknown-material" });
    expect((await link(published.id)).body).toMatchObject({ article: { title: "既有文章", live: true } });
    for (const wrong of [{ title: " " }, { ties: ["别的"] }, { year: 1999 }, { outline: "长".repeat(1001) }, { state: "written" }])
      expect((await column.register(wrong)).status, JSON.stringify(wrong)).toBe(400);
  });
});

/** Who reads the topic of a cadre of 组织科, by role and whether in that 组室; nobody but the author changes it. */
const reads: Record<Role, { own: boolean; other: boolean }> = {
  unit: { own: false, other: false },
  cadre: { own: false, other: false },
  lead: { own: true, other: false },
  editor: { own: false, other: false },
  director: { own: true, other: true },
  admin: { own: false, other: false },
};

describe.each(roles)("as %s", (role) => {
  test.each([
    ["组织科", reads[role].own],
    ["干部科", reads[role].other],
    ["", reads[role].other],
  ])("of 组室 '%s' another person's topic: %s", async (office, may) => {
    const column = await withTopics();
    const { body: topic } = await column.register();
    const cookie = await column.signIn([role], { office });
    const { status, text } = await column.act(cookie, "GET", `/${topic.id}`);
    expect(status).toBe(may ? 200 : ["unit", "editor", "admin"].includes(role) ? 403 : 404);
    expect(text.includes(topic.title)).toBe(may);
    const { text: list } = await column.act(cookie, "GET", "?year=2026");
    expect(list.includes(topic.title)).toBe(may);
    const before = column.rows("activities");
    const tries = [
      ["PUT", "", { title: "改", year: 2026, version: 1 }],
      ["DELETE", "", { version: 1 }],
      ["POST", "/state", { state: "underway", version: 1 }],
      ["POST", "/article", { version: 1 }],
    ] as const;
    for (const [method, path, body] of tries)
      expect([403, 404], `${method} ${path}`).toContain((await column.act(cookie, method, `/${topic.id}${path}`, body)).status);
    expect(column.rows("activities")).toEqual(before);
  });
});

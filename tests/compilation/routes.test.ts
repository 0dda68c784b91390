import { expect, test } from "vitest";
import { roles, type Role } from "../../functions/people/contract.ts";
import type { Compilation, CompilationList } from "../../functions/compilation/contract.ts";
import { newColumn } from "../support/column.ts";

type Refusal = { code: string; current: Compilation; errors: { field: string; code: string }[] };

async function withCompilations() {
  const column = await newColumn();
  const editor = await column.signIn(["editor"], { name: "张编辑" });
  const cover = { title: "《海林党建》专刊", issue: "第1期", date: "2026-11-24", department: "办公室", preface: "𠮷䶮㛃" };
  const create = (body: object = {}, key?: string, cookie = editor) =>
    column.call<Compilation & Refusal>("POST", "/api/staff/compilations", {
      cookie,
      body: { ...cover, ...body },
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    });
  const change = (id: string, body: object, cookie = editor) =>
    column.call<Compilation & Refusal>("PUT", `/api/staff/compilations/${id}`, { cookie, body: { ...cover, ...body } });
  const list = async (year: number) =>
    (await column.call<CompilationList>("GET", `/api/staff/compilations?year=${year}`, { cookie: editor })).body.items;
  return { ...column, editor, cover, create, change, list };
}

test("a 专刊 keeps its materials in the chosen order, also one that is withdrawn later, and lists by the year of its cover", async () => {
  const column = await withCompilations();
  const first = await column.publish({ title: "甲", author: "王㛃", category: "讲课稿" });
  const second = await column.publish({ title: "乙" });
  const { body: made, status } = await column.create({ entries: [second.id, first.id] });
  expect(status).toBe(201);
  expect(made.entries.map(({ title, author, published }) => [title, author, published])).toEqual([
    ["乙", "", true],
    ["甲", "王㛃", true],
  ]);
  expect(made.preface).toBe("𠮷䶮㛃");
  const { body: turned } = await column.change(made.id, { entries: [first.id, second.id], version: made.version, date: "2025-12-31" });
  expect(turned.entries.map(({ title }) => title)).toEqual(["甲", "乙"]);
  expect(await column.list(2026)).toEqual([]);
  expect((await column.list(2025)).map(({ id, entries, updatedBy }) => [id, entries, updatedBy])).toEqual([[made.id, 2, "张编辑"]]);

  const withdrawn = await column.call("POST", `/api/staff/materials/${second.id}/withdraw`, {
    cookie: column.editor,
    body: { version: second.version, reason: "有误" },
  });
  expect(withdrawn.status).toBe(200);
  const { body: kept, status: saved } = await column.change(made.id, { entries: [second.id, first.id], version: turned.version });
  expect(saved).toBe(200);
  expect(kept.entries.map(({ title, published }) => [title, published])).toEqual([
    ["乙", false],
    ["甲", true],
  ]);
  const actions = column.rows("audit").map(({ data }) => (JSON.parse(data) as { action?: string }).action);
  expect(actions.filter((action) => action?.startsWith("compilation."))).toHaveLength(3);
});

test("drafts, unknown ids and the same material twice are refused; so is a change of what somebody else has changed", async () => {
  const column = await withCompilations();
  const { body: draft } = await column.call<{ id: string }>("POST", "/api/staff/materials", {
    cookie: column.editor,
    body: { title: "草稿", category: "讲课稿" },
  });
  for (const entries of [[draft.id], ["nothing-here"]]) {
    const { status, body } = await column.create({ entries });
    expect([status, body.code]).toEqual([400, "unknown-material"]);
  }
  const { id } = await column.publish();
  expect((await column.create({ entries: [id, id] })).body.code).toBe("invalid-body");
  expect((await column.create({ date: "2026-02-30" })).status).toBe(400);

  const { body: made } = await column.create();
  expect((await column.change(made.id, { issue: "第2期", version: 1 })).status).toBe(200);
  const late = await column.change(made.id, { issue: "第3期", version: 1 });
  expect([late.status, late.body.code, late.body.current.issue]).toEqual([409, "conflict", "第2期"]);
});

test("the same key creates once", async () => {
  const column = await withCompilations();
  const [one, two] = await Promise.all([column.create({}, "key-of-one-form"), column.create({}, "key-of-one-form")]);
  expect(one.body.id).toBe(two.body.id);
  expect(await column.list(2026)).toHaveLength(1);
});

const may: Record<Role, boolean> = { unit: false, cadre: false, lead: false, editor: true, director: true, admin: false };
test.each(roles)("%s and 专刊", async (role) => {
  const column = await withCompilations();
  const { body: made } = await column.create();
  const cookie = await column.signIn([role]);
  const ok = may[role] ? 200 : 403;
  expect((await column.call("GET", "/api/staff/compilations", { cookie })).status).toBe(ok);
  expect((await column.call("GET", `/api/staff/compilations/${made.id}`, { cookie })).status).toBe(ok);
  expect((await column.create({}, undefined, cookie)).status).toBe(may[role] ? 201 : 403);
  expect((await column.change(made.id, { version: 1 }, cookie)).status).toBe(ok);
});

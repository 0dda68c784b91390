import { beforeEach, describe, expect, test } from "vitest";
import type { Overview, Task, TaskList } from "../../functions/study-tasks/contract.ts";
import type { Today } from "../../functions/today/contract.ts";
import { createUnit } from "../../functions/units/table.ts";
import { notesOf } from "../notes/support.ts";
import { newColumn, type Column } from "../support/column.ts";

const PATH = "/api/staff/study-tasks";
const DAY = 24 * 3_600_000;

let column: Column;
let editor: string;
let ids: string[];
const input = (more: object = {}) => ({
  title: "十月学习任务",
  materials: ids,
  audience: { people: "all", offices: [], units: ["shanshi", "hailin"] },
  deadline: "2026-11-30",
  noteCharacters: 5000,
  reflections: 1,
  note: "结合本职工作。",
  ...more,
});
const create = (body: object, cookie = editor, key = "a-key-of-this-form") =>
  column.call<Task>("POST", PATH, { cookie, body, headers: { "idempotency-key": key } });
const mark = (cookie: string, task: string, material: string, done = true) =>
  column.call<Task>("POST", `${PATH}/${task}/marks`, { cookie, body: { material, done } });

beforeEach(async () => {
  column = await newColumn();
  editor = await column.signIn(["editor"], { name: "编辑" });
  ids = [];
  for (const title of ["论语心得", "创新三题", "人生当如水"]) ids.push((await column.publish({ title })).id);
  const actor = { id: "system", name: "系统" };
  for (const [row, [id, name]] of [
    ["hailin", "海林镇"],
    ["shanshi", "山市镇"],
    ["other", "柴河镇"],
  ].entries())
    await createUnit(column.deps, actor, { name: name!, kind: "乡镇", villages: [] }, id, row);
});

describe("setting a study task", () => {
  test("once per key; with titles, units in their own order; changed at a version; closed for good", async () => {
    const first = await create(input());
    const again = await create(input());
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await create(input({ title: "另一个" }))).status).toBe(422);
    expect(first.body).toMatchObject({ state: "open", createdBy: "编辑", version: 1, withdrawn: [] });
    expect(first.body.materials.map(({ title }) => title)).toEqual(["论语心得", "创新三题", "人生当如水"]);
    expect(first.body.units.map(({ name }) => name)).toEqual(["海林镇", "山市镇"]);
    expect(first.body.mine).toBeUndefined();

    const put = (version: number, more: object) =>
      column.call<Task & { current: Task }>("PUT", `${PATH}/${first.body.id}`, { cookie: editor, body: { ...input(more), version } });
    expect((await put(1, { title: "十一月学习任务" })).body).toMatchObject({ title: "十一月学习任务", version: 2 });
    const late = await put(1, { title: "两人同改" });
    expect([late.status, late.body.current.title]).toEqual([409, "十一月学习任务"]);
    const close = (version: number) => column.call<Task>("POST", `${PATH}/${first.body.id}/close`, { cookie: editor, body: { version } });
    expect((await close(2)).body.state).toBe("closed");
    expect((await put(3, {})).status).toBe(409);
  });

  test("refuses what is not published, unknown units, nobody as audience; a withdrawn material stays and says so", async () => {
    expect((await create(input({ materials: ["nothing-here"] }))).body).toMatchObject({ code: "unknown-material" });
    expect((await create(input({ materials: [] }))).status).toBe(400);
    expect((await create(input({ audience: { people: "all", offices: [], units: ["nowhere"] } }))).body).toMatchObject({
      code: "unknown-unit",
    });
    expect((await create(input({ audience: { people: "none", offices: [], units: [] } }))).status).toBe(400);
    expect((await create(input({ deadline: "2026-11-22" }))).status).toBe(400);
    const { body } = await create(input());
    const { body: record } = await column.call<{ id: string; version: number }>("GET", `/api/staff/materials/${ids[1]}`, {
      cookie: editor,
    });
    await column.step(editor, record, "withdraw", { reason: "有误" });
    const { body: read } = await column.call<Task>("GET", `${PATH}/${body.id}`, { cookie: editor });
    expect([read.withdrawn, read.materials.length]).toEqual([[ids[1]], 3]);
    const put = { ...input({ title: "换题" }), version: 1 };
    expect((await column.call("PUT", `${PATH}/${body.id}`, { cookie: editor, body: put })).status).toBe(200);
  });
});

describe("working on a study task", () => {
  test("each marks for itself, takes back until the deadline, and a task is found among what is open, then among what is past", async () => {
    const cadre = await column.signIn(["cadre"]);
    const { body: task } = await create(input());
    await mark(cadre, task.id, ids[0]!);
    expect((await mark(cadre, task.id, ids[0]!)).body.mine).toEqual([ids[0]]);
    await mark(cadre, task.id, ids[1]!);
    expect((await mark(cadre, task.id, ids[0]!, false)).body.mine).toEqual([ids[1]]);
    expect((await mark(cadre, task.id, "nothing-here")).status).toBe(404);
    const list = () => column.call<TaskList>("GET", PATH, { cookie: cadre });
    expect((await list()).body.open.map(({ id, mine }) => [id, mine])).toEqual([[task.id, [ids[1]]]]);
    column.time.now += 10 * DAY;
    const cookie = await column.signIn(["cadre"], { id: "late-one" });
    expect((await mark(cookie, task.id, ids[0]!)).body).toMatchObject({ state: "past", mine: [ids[0]] });
    expect((await mark(cookie, task.id, ids[0]!, false)).status).toBe(409);
    const { body } = await column.call<TaskList>("GET", PATH, { cookie });
    expect([body.open.length, body.past.map(({ id }) => id)]).toEqual([0, [task.id]]);
    // Marks of two at once: one item each, and each act in the audit log.
    expect(column.rows("activities").filter(({ sk }) => sk.startsWith("mark#")).length).toBe(2);
    expect(column.rows("audit").filter(({ data }) => data.includes("study-task.unmark")).length).toBe(1);
  });

  test("the contacts of a unit mark together for it", async () => {
    const one = await column.signIn(["unit"], { unit: "shanshi" });
    const two = await column.signIn(["unit"], { unit: "shanshi" });
    const { body: task } = await create(input());
    await mark(one, task.id, ids[0]!);
    expect((await mark(two, task.id, ids[1]!)).body.mine?.toSorted()).toEqual([ids[0], ids[1]].toSorted());
    const { body } = await column.call<Overview>("GET", `${PATH}/${task.id}/overview`, { cookie: editor });
    expect(body.units).toEqual([
      { id: "hailin", name: "海林镇", done: [] },
      { id: "shanshi", name: "山市镇", done: [ids[0], ids[1]] },
    ]);
  });
});

describe("privacy of marks: role × own or another's", () => {
  test("the overview holds exactly whom the reader may follow, in the order of 组室 and name", async () => {
    await column.signIn(["cadre"], { id: "org-b", office: "组织科", name: "丙" });
    await column.signIn(["cadre"], { id: "org-a", office: "组织科", name: "甲" });
    await column.signIn(["cadre"], { id: "cad-a", office: "干部科", name: "乙" });
    await column.signIn(["cadre"], { id: "none-a", office: "", name: "丁" });
    await column.signIn(["lead"], { id: "lead-o", office: "组织科", name: "庚" });
    await column.signIn(["lead"], { id: "lead-c", office: "干部科", name: "辛" });
    await column.signIn(["lead"], { id: "lead-n", office: "", name: "壬" });
    const { body: task } = await create(input());
    const marker = await column.sessionOf("org-b");
    await mark(marker, task.id, ids[2]!);
    const everybody = ["none-a", "lead-n", "lead-c", "cad-a", "org-b", "lead-o", "org-a"];
    const table: [string, string, string[] | number, number][] = [
      ["director", await column.signIn(["director"]), everybody, 2],
      ["editor", editor, everybody, 2],
      ["lead of 组织科", await column.sessionOf("lead-o"), ["org-b", "lead-o", "org-a"], 0],
      ["lead of 干部科", await column.sessionOf("lead-c"), ["lead-c", "cad-a"], 0],
      ["lead of none", await column.sessionOf("lead-n"), ["lead-n"], 0],
      ["cadre", marker, 403, 0],
      ["unit", await column.signIn(["unit"], { unit: "shanshi" }), 403, 0],
      ["admin", await column.signIn(["admin"]), 403, 0],
    ];
    for (const [who, cookie, expected, units] of table) {
      const { status, body } = await column.call<Overview>("GET", `${PATH}/${task.id}/overview`, { cookie });
      if (typeof expected === "number") expect(status, who).toBe(expected);
      else {
        // Those who publish the materials of this test study too.
        const seen = body.people.filter(({ name }) => name !== "某人");
        expect(
          seen.map(({ id }) => id),
          who,
        ).toEqual(expected);
        expect(body.units.length, who).toBe(units);
        for (const { id, done } of seen) expect(done, `${who} ${id}`).toEqual(id === "org-b" ? [ids[2]] : []);
      }
    }
    // One's own answer never holds another's marks.
    const other = await column.sessionOf("org-a");
    expect((await column.call<Task>("GET", `${PATH}/${task.id}`, { cookie: other })).body.mine).toEqual([]);
  });

  test("a task that is not addressed to somebody is not there for him", async () => {
    const { body: task } = await create(input({ audience: { people: "offices", offices: ["组织科"], units: ["shanshi"] } }));
    const table: [string, string, number][] = [
      ["cadre of the 组室", await column.signIn(["cadre"], { office: "组织科" }), 200],
      ["cadre of another", await column.signIn(["cadre"], { office: "干部科" }), 404],
      ["lead of another", await column.signIn(["lead"], { office: "干部科" }), 404],
      ["contact of the unit", await column.signIn(["unit"], { unit: "shanshi" }), 200],
      ["contact of another", await column.signIn(["unit"], { unit: "other" }), 404],
      ["editor", editor, 200],
      ["director", await column.signIn(["director"]), 200],
    ];
    for (const [who, cookie, expected] of table) {
      expect((await column.call("GET", `${PATH}/${task.id}`, { cookie })).status, who).toBe(expected);
      const { body } = await column.call<TaskList>("GET", PATH, { cookie });
      expect(body.open.length, who).toBe(expected === 200 ? 1 : 0);
      if (expected === 404) expect((await mark(cookie, task.id, ids[0]!)).status, who).toBe(404);
    }
  });
});

describe("today", () => {
  const told = async (cookie: string) =>
    (await column.call<Today>("GET", "/api/staff/today", { cookie })).body.groups.filter(({ kind }) => kind === "study-task");

  test("tells those who are asked of a task from a week before its deadline until it is done", async () => {
    const cadre = await column.signIn(["cadre"], { id: "cadre-one" });
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    const { body: task } = await create(input({ materials: [ids[0]], deadline: "2026-12-01" }));
    expect(await told(cadre)).toEqual([]);
    await column.call("PUT", `${PATH}/${task.id}`, {
      cookie: editor,
      body: { ...input({ materials: [ids[0]], deadline: "2026-11-30" }), version: 1 },
    });
    for (const cookie of [cadre, unit]) expect(await told(cookie)).toMatchObject([{ count: 1, amber: 0, lines: [{ at: "2026-11-30" }] }]);
    expect(await told(editor)).toEqual([]);
    column.time.now += 5 * DAY;
    const later = await column.sessionOf("cadre-one");
    expect(await told(later)).toMatchObject([{ count: 1, amber: 1 }]);
    await mark(later, task.id, ids[0]!);
    expect(await told(later)).toEqual([]);
  });
});

describe("what one has written towards a task", () => {
  test("are one's own notes about it or its materials, from the day it was set to its deadline", async () => {
    const { body: task } = await create(input({ deadline: "2026-12-10" }));
    const cadre = await column.signIn(["cadre"], { id: "writer", office: "组织科" });
    const other = notesOf(column, await column.signIn(["cadre"], { office: "组织科" }));
    const { create: write } = notesOf(column, cadre);
    const aboutTask = { kind: "task", id: task.id, title: task.title } as const;
    const aboutMaterial = { kind: "material", id: ids[1]!, title: "创新三题" } as const;
    const days = { set: "2026-11-23", last: "2026-12-10" };
    await write({ text: "五个汉字呀", day: days.set, about: aboutTask });
    await write({ text: "再写四字", day: days.last, about: aboutMaterial });
    await write({ text: "心得一篇", day: days.last, kind: "reflection", about: aboutTask });
    // Of other things, of other days, of others.
    await write({ text: "无关", day: days.set });
    await write({ text: "无关", day: days.set, about: { kind: "material", id: "another-material", title: "别的" } });
    await write({ text: "太早", day: "2026-11-22", about: aboutTask });
    await write({ text: "太晚", day: "2026-12-11", about: aboutTask });
    await other.create({ text: "别人写的", day: days.set, about: aboutTask });
    const seen = async (cookie: string, id = task.id) => (await column.call<Task>("GET", `${PATH}/${id}`, { cookie })).body.written;
    expect(await seen(cadre)).toEqual({ characters: 9, reflections: 1 });
    // Nobody is told of another's, neither who follows the task nor a unit; without a target there is nothing to tell.
    expect([await seen(editor), await seen(await column.signIn(["unit"], { unit: "shanshi" }))]).toEqual([undefined, undefined]);
    const { body: plain } = await create(input({ noteCharacters: 0, reflections: 0 }), editor, "another-key-of-a-form");
    expect(await seen(cadre, plain.id)).toBeUndefined();
  });
});

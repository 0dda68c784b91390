import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeSheet } from "../../functions/inspection/making.ts";
import type { ReminderKind } from "../../functions/reminders/contract.ts";
import type { Due } from "../../functions/reminders/rules.ts";
import { sources } from "../../functions/reminders/sources.ts";
import { HOUR, DAY } from "../../functions/platform/clock.ts";
import { screens } from "../../widgets/staff/shell/screens.ts";
import { newColumn, type Column } from "../support/column.ts";

const SECRET_TEXT = "我家住在㛃𠮷巷三号，请不要外传";

async function dueOf(column: Column, kind: ReminderKind): Promise<Due[]> {
  const found = await Promise.all(sources.map((source) => source(column.deps, column.time.now)));
  return found.flat().filter((due) => due.kind === kind);
}
const folder = new URL("../../functions/reminders/", import.meta.url);
const sourceTexts = () =>
  readdirSync(folder)
    .filter((file) => file.startsWith("source-"))
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
const at = (day: string) => Date.parse(`${day}T09:00:00+08:00`);

async function handIn(column: Column): Promise<void> {
  const { formToken } = (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
  column.time.now += 5000;
  const body = { kind: "建议", text: SECRET_TEXT, name: "赵某", contact: "13800000000", consent: true, formToken };
  expect((await column.call("POST", "/api/feedback", { body })).status).toBe(201);
}

describe("feedback", () => {
  test("is counted by its colour, each day anew, and never quoted", async () => {
    const column = await newColumn();
    column.time.now = at("2026-03-02");
    await handIn(column);
    expect(await dueOf(column, "feedback")).toEqual([]);
    const words: [day: string, title: string | undefined, urgent: boolean][] = [
      ["2026-03-06", undefined, false],
      ["2026-03-09", "有反馈快到期限", false],
      ["2026-03-23", "有反馈超过期限", false],
      ["2026-05-06", "有反馈严重超期，请今天就办理", true],
    ];
    for (const [day, title, urgent] of words) {
      column.time.now = at(day);
      const due = await dueOf(column, "feedback");
      expect(due.map((each) => [each.title, each.urgent, each.period])).toEqual(title ? [[title, urgent, day]] : []);
      expect(JSON.stringify(due)).not.toMatch(/㛃|赵某|138/);
    }
    expect((await dueOf(column, "feedback"))[0]!.text).toBe("还没有答复的反馈：1 条已等 60 天以上，超过三个月会被一票否决。");
  });
});

test("the column is late from its fourteenth day without anything new, not before it was opened", async () => {
  const column = await newColumn();
  expect(await dueOf(column, "column")).toEqual([]);
  await column.publish();
  column.time.now += 14 * DAY - 12 * HOUR;
  const before = await dueOf(column, "column");
  column.time.now += 12 * HOUR;
  expect([before, (await dueOf(column, "column")).map(({ text }) => text)]).toEqual([
    [],
    ["最近一次发布是 14 天前，已到 14 天的提醒线，请尽快发布新资料。"],
  ]);
});

test("a material is counted while it waits for 保密审查, and named only when it has passed it", async () => {
  const column = await newColumn();
  const [cadre, editor] = [await column.signIn(["cadre"]), await column.signIn(["editor"])];
  const body = { title: "还没审查的题目", category: "评论文章", body: "<p>内容</p>" };
  const { body: draft } = await column.call<{ id: string; version: number }>("POST", "/api/staff/materials", { cookie: cadre, body });
  expect(await dueOf(column, "materials")).toEqual([]);
  const { body: provided } = await column.step(cadre, draft, "provide");
  expect((await dueOf(column, "materials")).map(({ text }) => text)).toEqual(["1 篇等保密审查。"]);
  await column.step(editor, provided, "review");
  expect((await dueOf(column, "materials")).map(({ text }) => text)).toEqual(["1 篇等签发：《还没审查的题目》。"]);
});

test("the study day of tomorrow, also one that was moved; none that was called off", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  column.time.now = at("2026-11-25");
  expect(await dueOf(column, "study-day")).toEqual([]);
  column.time.now = at("2026-11-26");
  expect(await dueOf(column, "study-day")).toMatchObject([{ object: "2026-11-27", text: "2026-11-27 14:00—16:30。", urgent: true }]);
  column.time.now = at("2026-11-23");
  const move = { date: "2026-11-26", reason: "机关大会", version: 0 };
  expect((await column.call("POST", "/api/staff/study-days/2026-11-27/move", { cookie: editor, body: move })).status).toBe(200);
  column.time.now = at("2026-11-26");
  expect(await dueOf(column, "study-day")).toEqual([]);
  column.time.now = at("2026-11-25");
  expect(await dueOf(column, "study-day")).toMatchObject([{ object: "2026-11-27", period: "2026-11-26" }]);
  column.time.now = at("2026-11-23");
  const cancel = { reason: "外出", version: 1 };
  expect((await column.call("POST", "/api/staff/study-days/2026-11-27/cancel", { cookie: editor, body: cancel })).status).toBe(200);
  column.time.now = at("2026-11-25");
  expect(await dueOf(column, "study-day")).toEqual([]);
});

test("the lecture of tomorrow by speaker and topic, and how many questions wait where, never what is asked", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  await column.signIn(["cadre"], { id: "speaker", name: "㛃某" });
  const body = { person: "speaker", topic: "端正话风", date: "2026-11-27", place: "三楼会议室" };
  const planned = await column.call<{ id: string }>("POST", "/api/staff/lectures", { cookie: editor, body });
  expect(planned.status, planned.text).toBe(201);
  column.time.now = at("2026-11-26");
  const asker = await column.signIn(["cadre"], { name: "李某" });
  const asked = await column.call("POST", `/api/staff/lectures/${planned.body.id}/questions`, {
    cookie: asker,
    body: { text: SECRET_TEXT },
  });
  expect(asked.status, asked.text).toBe(201);
  const due = await dueOf(column, "lectures");
  expect(due.map(({ title, text }) => [title, text])).toEqual([
    ["明天讲课", "2026-11-27，㛃某讲《端正话风》，三楼会议室。"],
    ["讲课下面有提问等着解答", "㛃某《端正话风》 1 条。请讲课人解答。"],
  ]);
  expect(JSON.stringify(due)).not.toMatch(/巷三号|李某/);
});

test("a year without its holidays is told once a week, Monday to Sunday", async () => {
  const column = await newColumn();
  column.time.now = at("2027-12-06");
  const [first] = await dueOf(column, "holidays");
  const periods = [];
  for (let day = 0; day < 14; day++) {
    periods.push((await dueOf(column, "holidays"))[0]!.period);
    column.time.now += DAY;
  }
  expect(first!.title).toMatch(/缺少 202\d 年的节假日安排/);
  expect(periods).toEqual([...Array<string>(7).fill(periods[0]!), ...Array<string>(7).fill(periods[7]!)]);
  expect(periods[0]).not.toBe(periods[7]);
});

test("a study task is told of once in its last three days and once more at the end; a closed one is not", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  const { id } = await column.publish({ title: "创新三题" });
  const audience = { people: "all", offices: [], units: [] };
  const input = { title: "十一月学习任务", materials: [id], audience, deadline: "2026-11-30", noteCharacters: 0, reflections: 0, note: "" };
  const task = await column.call<{ id: string; version: number }>("POST", "/api/staff/study-tasks", { cookie: editor, body: input });
  expect(task.status, task.text).toBe(201);
  const periods = new Map<string, string[]>();
  for (const day of ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01"]) {
    column.time.now = at(day);
    periods.set(
      day,
      (await dueOf(column, "study-tasks")).map(({ period, urgent }) => `${period} ${urgent}`),
    );
  }
  expect(Object.fromEntries(periods)).toEqual({
    "2026-11-26": [],
    "2026-11-27": ["2026-11-30 near false"],
    "2026-11-28": ["2026-11-30 near false"],
    "2026-11-29": ["2026-11-30 last true"],
    "2026-11-30": ["2026-11-30 last true"],
    "2026-12-01": [],
  });
  column.time.now = at("2026-11-30");
  expect((await dueOf(column, "study-tasks"))[0]!.text).toBe("“十一月学习任务”（1 篇资料）今天是最后一天，还没有学完的请抓紧。");
  const cookie = await column.signIn(["editor"]);
  const closed = await column.call("POST", `/api/staff/study-tasks/${task.body.id}/close`, { cookie, body: { version: 1 } });
  expect(closed.status, closed.text).toBe(200);
  expect(await dueOf(column, "study-tasks")).toEqual([]);
});

test("a sheet that waits for its signature is told of once a week", async () => {
  const column = await newColumn();
  await column.signIn(["cadre"], { id: "writer", name: "李某" });
  await makeSheet(column.deps, "2026-10");
  const [due] = await dueOf(column, "inspections");
  expect(due).toMatchObject({ object: "2026-10", text: "2026 年 10 月的检查表还没有签字。", urgent: false });
  column.time.now += 4 * DAY;
  expect((await dueOf(column, "inspections"))[0]!.period).toBe(due!.period);
  column.time.now += 3 * DAY;
  expect((await dueOf(column, "inspections"))[0]!.period).not.toBe(due!.period);
});

test("every link leads to a screen that there is", async () => {
  const text = sourceTexts();
  const paths = Array.from(text.matchAll(/path: [`"]([^`"]+)[`"]/g), ([, path]) => path!.replace(/\$\{\w+\}/g, ":id"));
  expect(paths.length).toBeGreaterThanOrEqual(9);
  const known = screens.map(({ path }) => path.replace(/:\w+/g, ":id"));
  // A section of the settings is a screen with a parameter.
  for (const path of paths) expect(known, path).toContain(path.replace(/^(\/settings)\/.*$/, "$1/:id"));
});

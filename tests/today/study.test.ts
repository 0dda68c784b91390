import { describe, expect, test } from "vitest";
import type { StudyPanel, Today } from "../../functions/today/contract.ts";
import { notesOf } from "../notes/support.ts";
import { withReviews } from "../review/support.ts";
import { newColumn } from "./support.ts";

/** A department at the clock's 23 November with a task for all and one unit, a study day, a lecture and a note. */
async function studying() {
  const column = await newColumn();
  const editor = await column.signIn(["editor"], { id: "editor" });
  const cadre = await column.signIn(["cadre"], { id: "cadre", name: "甲", office: "组织科" });
  const same = await column.signIn(["cadre"], { id: "same", name: "乙", office: "组织科" });
  await column.signIn(["cadre"], { id: "far", name: "丙", office: "办公室" });
  const unit = await column.signIn(["unit"], { unit: "shanshi" });
  const make = async <T = { id: string }>(method: string, path: string, body: object, cookie = editor) => {
    const answer = await column.call<T>(method, `/api/staff/${path}`, { cookie, body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const task = await make("POST", "study-tasks", {
    title: "学一篇",
    materials: [column.material],
    audience: { people: "all", offices: [], units: ["shanshi"] },
    deadline: "2026-12-20",
    noteCharacters: 0,
    reflections: 0,
    note: "",
  });
  const mark = (cookie: string) => make("POST", `study-tasks/${task.id}/marks`, { material: column.material, done: true }, cookie);
  const panel = async (cookie: string) => (await column.today(cookie)).study;
  return { ...column, editor, cadre, same, unit, make, task, mark, panel };
}

const shownTask = (panel: StudyPanel | undefined) => panel?.tasks[0];

describe("today: what lies ahead in study", () => {
  test("a cadre finds the next afternoon, the open tasks, the own turn to lecture, the own 字数 beside the targets", async () => {
    const column = await studying();
    const { cadre, make, panel, task, mark } = column;
    await make("POST", "lectures", { person: "cadre", topic: "", date: "2026-12-01" });
    await make("POST", "lectures", { person: "same", topic: "别人的讲课", date: "2026-12-01" });
    await notesOf(column, cadre).create({ text: "五个汉字呀", day: "2026-11-02" });
    await notesOf(column, cadre).create({ text: "去年的", day: "2025-11-02" });
    expect(await panel(cadre)).toEqual({
      day: { slot: "2026-11-27", date: "2026-11-27", startsAt: "14:00", endsAt: "16:30", place: "", topic: "" },
      tasks: [{ id: task.id, title: "学一篇", deadline: "2026-12-20", materials: 1, marked: 0 }],
      lectures: [{ id: expect.any(String) as string, topic: "", date: "2026-12-01" }],
      notes: { characters: 5, charactersTarget: 5000, reflections: 0, reflectionsTarget: 1 },
    });
    await make("POST", "study-days/2026-11-27/cancel", { version: 0, reason: "会议" });
    await mark(cadre);
    const later = await panel(cadre);
    expect([later!.day!.slot, shownTask(later)!.marked]).toEqual(["2026-12-11", 1]);
  });

  test("the last afternoon of a year is followed by the first of the next", async () => {
    const { panel, time, sessionOf } = await studying();
    time.now = Date.parse("2026-12-25T15:00:00+08:00");
    expect((await panel(await sessionOf("cadre")))!.day!.slot).toBe("2026-12-25");
    time.now = Date.parse("2026-12-26T10:00:00+08:00");
    expect((await panel(await sessionOf("cadre")))!.day!.slot).toBe("2027-01-08");
  });

  // Those who study are the three, the lead, and who has written the material.
  test("who follows the tasks finds how many have finished: all for the director, the own 组室 for its lead, without a name", async () => {
    const { cadre, same, unit, panel, mark, signIn, call } = await studying();
    const director = await signIn(["director"]);
    const lead = await signIn(["lead"], { office: "组织科", name: "组长" });
    for (const cookie of [cadre, same]) await mark(cookie);
    expect(shownTask(await panel(director))!.finished).toEqual({ people: { done: 2, of: 5 }, units: { done: 0, of: 1 } });
    await mark(unit);
    expect(shownTask(await panel(director))!.finished!.units).toEqual({ done: 1, of: 1 });
    expect(shownTask(await panel(lead))).toMatchObject({ marked: 0, finished: { people: { done: 2, of: 3 }, units: { done: 0, of: 0 } } });
    const { text } = await call<Today>("GET", "/api/staff/today", { cookie: director });
    expect(text).not.toMatch(/"(甲|乙|丙)"/);
  });

  test("a unit finds its own tasks and nothing else, an administrator nothing at all", async () => {
    const { unit, panel, signIn } = await studying();
    expect(await panel(unit)).toMatchObject({ tasks: [{ title: "学一篇", marked: 0 }], lectures: [] });
    expect(Object.keys((await panel(unit))!)).toEqual(["lectures", "tasks"]);
    expect(await panel(await signIn(["admin"]))).toBeUndefined();
    expect((await panel(await signIn(["unit"], { unit: "changting" })))!.tasks).toEqual([]);
  });
});

test("a reviewer is told what is left to score, until it is scored or over", async () => {
  const column = await withReviews();
  const review = await column.opened();
  const waits = async (cookie: string) =>
    (await column.call<Today>("GET", "/api/staff/today", { cookie })).body.groups.find(({ kind }) => kind === "review-scores")?.lines;
  // The first reviewer bears the name of the article's author: only the lecture is left.
  expect(await waits(column.one)).toMatchObject([{ id: review.id, title: "年度评审（还有 1 篇没有打分）", at: review.closesAt }]);
  expect(await waits(column.two)).toMatchObject([{ title: "年度评审（还有 2 篇没有打分）" }]);
  await column.score(column.one, review.id, column.lecture.id, [80, 90]);
  expect(await waits(column.one)).toBeUndefined();
  expect(await waits(await column.signIn(["cadre"]))).toBeUndefined();
  column.time.now = Date.parse(review.closesAt);
  expect(await waits(await column.sessionOf("reviewer-2"))).toBeUndefined();
});

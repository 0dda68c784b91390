import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import type { Attendance, Attendee, CalendarLink, StudyDay } from "../../functions/study-days/contract.ts";
import { newColumn } from "../support/column.ts";

const SLOT = "2026-11-27";
const PATH = `/api/staff/study-days/${SLOT}`;

async function start() {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  const cadre = await column.signIn(["cadre"], { name: "㛃某", office: "组织科", id: "cadre-one" });
  const plan = {
    topic: "学习报告",
    agenda: "先读后议",
    place: "四楼会议室",
    startsAt: "14:30",
    endsAt: "16:00",
    materials: [] as string[],
    open: true,
  };
  const put = (body: object, cookie = editor) => column.call<StudyDay>("PUT", PATH, { cookie, body });
  return { column, editor, cadre, plan, put };
}

const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));

describe("the study calendar", () => {
  test("has 26 or 27 Fridays a year, and a plan stays with its own", async () => {
    const { column, cadre, plan, put } = await start();
    const material = await column.publish({ title: "创新三题" });
    const { status, body } = await put({ ...plan, version: 0, materials: [material.id] });
    expect([status, body.version, body.topic, body.materials]).toEqual([200, 1, "学习报告", [{ id: material.id, title: "创新三题" }]]);
    const { body: year } = await column.call<{ items: StudyDay[] }>("GET", "/api/staff/study-days?year=2026", { cookie: cadre });
    expect(year.items).toHaveLength(26);
    expect(year.items.filter(({ topic }) => topic !== "").map(({ slot }) => slot)).toEqual([SLOT]);
    // In the Spring Festival, on Labour Day and in the National Day week: to be moved by hand.
    expect(year.items.filter(({ holiday }) => holiday).map(({ slot }) => slot)).toEqual(["2026-02-20", "2026-05-01", "2026-10-02"]);
  });

  test("two editors on one day: the second sees what is there", async () => {
    const { plan, put } = await start();
    await put({ ...plan, version: 0 });
    const late = await put({ ...plan, topic: "另一题目", version: 0 });
    expect([late.status, (late.body as unknown as { current: StudyDay }).current.topic]).toEqual([409, "学习报告"]);
  });

  test("other days than the rhythm's, unknown materials and an end before the start are refused", async () => {
    const { column, editor, plan, put } = await start();
    expect((await column.call("GET", "/api/staff/study-days/2026-11-20", { cookie: editor })).status).toBe(404);
    expect((await column.call("GET", "/api/staff/study-days/nonsense", { cookie: editor })).status).toBe(404);
    expect((await put({ ...plan, version: 0, materials: ["nothing-here"] })).status).toBe(400);
    expect((await put({ ...plan, version: 0, endsAt: "14:00" })).status).toBe(400);
  });

  test("moved, cancelled and restored with reasons; cadres only read", async () => {
    const { column, editor, cadre } = await start();
    const step = (name: string, body: object, cookie = editor) => column.call<StudyDay>("POST", `${PATH}/${name}`, { cookie, body });
    expect((await step("move", { version: 0, date: "2026-11-26", reason: "大会" }, cadre)).status).toBe(403);
    const moved = await step("move", { version: 0, date: "2026-11-26", reason: "大会" });
    expect(moved.body).toMatchObject({ date: "2026-11-26", state: "moved", reason: "大会", version: 1 });
    const off = await step("cancel", { version: 1, reason: "防汛" });
    expect(off.body).toMatchObject({ state: "cancelled", version: 2 });
    expect((await step("move", { version: 2, date: "2026-11-26", reason: "改" })).status).toBe(409);
    expect((await step("restore", { version: 2 })).body).toMatchObject({ state: "planned", date: SLOT, reason: "" });
  });
});

describe("attendance", () => {
  test("is ticked one by one, by the list or by the code while it is open; a cadre sees only the own line", async () => {
    const { column, editor, cadre } = await start();
    const other = await column.signIn(["lead", "cadre"], { name: "另一人", office: "组织科", id: "lead-one" });
    const { body: list } = await column.call<Attendance>("GET", `${PATH}/attendance`, { cookie: editor });
    expect(list.people.map(({ name, present }) => [name, present])).toEqual(
      expect.arrayContaining([
        ["㛃某", false],
        ["另一人", false],
      ]),
    );
    const code = list.checkIn!.split("/").at(-1)!;
    expect(list.checkIn).toBe(`http://column.test/staff/#/calendar/${SLOT}/check-in/${code}`);

    const tick = (person: string, present: boolean) =>
      column.call<Attendee>("POST", `${PATH}/attendance`, { cookie: editor, body: { person, present } });
    expect((await tick("lead-one", true)).body).toMatchObject({ present: true, by: "list" });
    expect((await tick("lead-one", true)).status).toBe(200);
    expect((await tick("nobody-here", true)).status).toBe(404);

    const checkIn = (cookie: string, sent = code) => column.call("POST", `${PATH}/check-in`, { cookie, body: { code: sent } });
    expect((await checkIn(cadre)).status).toBe(409);
    column.time.now = Date.parse(`${SLOT}T14:05:00+08:00`);
    const late = await column.sessionOf("cadre-one");
    expect((await checkIn(late, "another-code-00")).status).toBe(404);
    expect((await checkIn(late)).status).toBe(200);
    expect((await checkIn(late)).status).toBe(200);
    expect((await column.call<Attendance>("GET", `${PATH}/attendance`, { cookie: late })).body).toEqual({
      people: [{ id: "cadre-one", name: "㛃某", office: "组织科", present: true, by: "code" }],
    });
    expect((await column.call("POST", `${PATH}/attendance`, { cookie: late, body: { person: "lead-one", present: false } })).status).toBe(
      403,
    );
    void other;
  });
});

describe("calendars to subscribe to", () => {
  test("the public one, read by an independent parser: times, moved and cancelled days, no agenda, none that is not open", async () => {
    const { column, plan, put, editor } = await start();
    await put({ ...plan, version: 0 });
    await column.call("POST", "/api/staff/study-days/2026-12-11/cancel", { cookie: editor, body: { version: 0, reason: "年终" } });
    await column.call("PUT", "/api/staff/study-days/2026-12-25", { cookie: editor, body: { ...plan, version: 0, open: false } });
    const { headers, text } = await column.call("GET", "/calendar.ics");
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const all = events(text);
    const find = (slot: string) => all.find(({ uid }) => uid.startsWith(`study-${slot}@`));
    expect(find(SLOT)!.summary).toBe("集中学习：学习报告");
    expect(find(SLOT)!.location).toBe("四楼会议室");
    expect(find(SLOT)!.startDate.toJSDate().toISOString()).toBe("2026-11-27T06:30:00.000Z");
    expect(find(SLOT)!.endDate.toJSDate().toISOString()).toBe("2026-11-27T08:00:00.000Z");
    expect(find(SLOT)!.description).toBeNull();
    expect(find("2026-12-11")!.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(find("2026-12-25")).toBeUndefined();
    expect(all.length).toBeGreaterThan(70);
    expect(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  });

  test("the private one belongs to one person, is shown once, ends when replaced, revoked or when the account closes", async () => {
    const { column, plan, put, cadre } = await start();
    await put({ ...plan, version: 0, open: false });
    const link = (method: string) => column.call<CalendarLink>(method, "/api/staff/calendar-link", { cookie: cadre });
    expect((await link("GET")).body).toEqual({ active: false });
    const { body: made } = await link("POST");
    const read = (address: string) => column.call("GET", new URL(address).pathname);
    const first = await read(made.link!);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(events(first.text).find(({ uid }) => uid.startsWith(`study-${SLOT}@`))!.description).toBe("先读后议");
    expect((await link("GET")).body).toEqual({ active: true, createdAt: made.createdAt });
    const { body: second } = await link("POST");
    expect((await read(made.link!)).status).toBe(404);
    expect((await read(second.link!)).status).toBe(200);
    const token = new URL(second.link!).pathname.split("/").at(-1)!.replace(".ics", "");
    expect(JSON.stringify(column.rows("people"))).not.toContain(token);
    const admin = await column.signIn(["admin"]);
    await column.call("POST", "/api/staff/people/cadre-one/disable", { cookie: admin, body: {} });
    expect((await read(second.link!)).status).toBe(404);
    await column.call("POST", "/api/staff/people/cadre-one/enable", { cookie: admin, body: {} });
    expect((await read(second.link!)).status).toBe(200);
    await column.call("DELETE", "/api/staff/calendar-link", { cookie: await column.sessionOf("cadre-one") });
    expect((await read(second.link!)).status).toBe(404);
  });
});

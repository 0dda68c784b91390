import { describe, expect, test } from "vitest";
import { readHolidays } from "../../functions/calendar/table.ts";
import { verdictOf, type Counted } from "../../functions/figures/rules.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { beijing, newColumn } from "./support.ts";

describe("figures: feedback", () => {
  test("answered in time: 15 working days over the Spring Festival, the day of receipt not counted", async () => {
    const column = await newColumn();
    const holidays = await readHolidays(column.store);
    const iso = (text: string) => new Date(beijing(text)).toISOString();
    const entry = (change: Partial<Counted>): Counted => ({
      id: "f1",
      kind: "建议",
      state: "answered",
      receivedAt: iso("2026-02-13T16:30"),
      ...change,
    });
    const verdict = (change: Partial<Counted>, now = "2026-12-01T00:00") => {
      const it = entry(change);
      return verdictOf(it, it, { limitDays: 15, holidays, nowIso: iso(now) });
    };
    expect(verdict({ answeredAt: iso("2026-02-13T17:00") })).toEqual({ is: "inTime", days: 0 });
    expect(verdict({ answeredAt: iso("2026-03-12T23:59") })).toEqual({ is: "inTime", days: 15 });
    expect(verdict({ answeredAt: iso("2026-03-13T00:00") })).toEqual({ is: "late", days: 16 });
    expect(verdict({ state: "accepted" }, "2026-03-12T23:59")).toEqual({ is: "open" });
    expect(verdict({ state: "pending" }, "2026-03-13T00:00")).toEqual({ is: "overdue" });
    for (const state of ["rejected", "withdrawn"] as const) expect(verdict({ state })).toEqual({ is: "closed" });
    const target = entry({ id: "f2", answeredAt: iso("2026-03-02T09:00") });
    const judge = { limitDays: 15, holidays, nowIso: iso("2026-12-01T00:00") };
    expect(verdictOf(entry({ state: "merged", mergedInto: "f2" }), target, judge)).toEqual({ is: "inTime", days: 7 });
  });

  test("by month of receipt, kind, unit and category; late ones are those answered late and those still open past the limit", async () => {
    const column = await newColumn();
    const hand = async (moment: string, more: object = {}) => {
      column.time.now = beijing(moment);
      await column.handIn(more);
    };
    await hand("2026-09-01T09:00", { kind: "提问", unit: "shanshi" });
    await hand("2026-09-02T09:00", { kind: "意见", material: column.material });
    await hand("2026-10-12T09:00", { unit: "shanshi" });
    await hand("2026-11-20T09:00");
    await hand("2026-11-20T10:00");
    const editor = async () => column.signIn(["editor"]);
    const answer = async (place: number, moment: string) => {
      column.time.now = beijing(moment);
      const cookie = await editor();
      const record = (await column.queue(cookie)).items[place]!;
      const accepted = (await column.step(cookie, record, "accept")).body;
      expect((await column.step(cookie, accepted, "answer", { office: "办公室", answer: "好。" })).status).toBe(200);
    };
    // Nine working days after the first of September; the second one only in November, after 20 September's worked Sunday.
    await answer(0, "2026-09-14T09:00");
    await answer(0, "2026-11-03T09:00");
    column.time.now = beijing("2026-11-23T09:00");
    const cookie = await editor();
    const [, second] = (await column.queue(cookie)).items.slice(-2);
    await column.step(cookie, second!, "reject", { reason: "重复" });
    const figures = await column.figures("?from=2026-09&to=2026-11");
    expect(figures.months).toMatchObject([
      { month: "2026-09", received: 2, answered: 2, inTime: 1, late: 1, open: 0, closed: 0 },
      { month: "2026-10", received: 1, answered: 0, inTime: 0, late: 1, open: 0, closed: 0 },
      { month: "2026-11", received: 2, answered: 0, inTime: 0, late: 0, open: 1, closed: 1 },
    ]);
    expect(figures.limitDays).toBe(15);
    expect(figures.months[0]!.medianDays).toBe((9 + 40) / 2);
    expect(figures.medianDays).toBe((9 + 40) / 2);
    expect(figures.months[1]!.medianDays).toBeUndefined();
    const of = (rows: { name: string; received: number[] }[], name: string) => rows.find((row) => row.name === name)!.received;
    expect(of(figures.kinds, "提问")).toEqual([1, 0, 0]);
    expect(of(figures.kinds, "建议")).toEqual([0, 1, 2]);
    expect(of(figures.units, "山市镇")).toEqual([1, 1, 0]);
    expect(of(figures.units, "未注明单位")).toEqual([1, 0, 2]);
    expect(of(figures.categories, "评论文章")).toEqual([1, 0, 0]);
    expect(of(figures.categories, "不针对具体材料")).toEqual([1, 1, 2]);
    expect(figures.partial).toBe(false);
  });

  test("a longer limit makes late ones in time: the rule is asked, not remembered", async () => {
    const column = await newColumn();
    column.time.now = beijing("2026-10-12T09:00");
    await column.handIn();
    column.time.now = beijing("2026-11-03T09:00");
    const cookie = await column.signIn(["editor"]);
    const accepted = (await column.step(cookie, (await column.queue(cookie)).items[0]!, "accept")).body;
    await column.step(cookie, accepted, "answer", { office: "办公室", answer: "好。" });
    expect((await column.figures()).months.at(-2)).toMatchObject({ inTime: 0, late: 1 });
    const admin = await column.signIn(["admin"]);
    const { body: settings } = await column.call<{ limits: object }>("GET", "/api/staff/settings", { cookie: admin });
    const limits = { ...settings.limits, feedbackRedDays: 20 };
    expect((await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...settings, limits } })).status).toBe(200);
    expect((await column.figures()).months.at(-2)).toMatchObject({ inTime: 1, late: 0 });
  });

  test("periods that cannot be are refused; those without a from or to are twelve months", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["lead"]);
    const status = async (query: string) => (await column.call("GET", `/api/staff/figures${query}`, { cookie })).status;
    expect(await status("?from=2026-12&to=2026-11")).toBe(400);
    expect(await status("?from=2020-01&to=2026-11")).toBe(400);
    expect(await status("?from=2026-13")).toBe(400);
    expect(await status("?from=2023-12&to=2026-11")).toBe(200);
    expect((await column.figures("?from=2026-01")).to).toBe("2026-12");
    expect((await column.figures("?to=2026-03")).from).toBe("2025-04");
    column.time.now += 31 * DAY;
    expect((await column.figures()).to).toBe("2026-12");
    expect((await column.call("GET", "/api/staff/figures", { cookie: await column.signIn(["cadre"]) })).status).toBe(403);
  });
});

import { describe, expect, test } from "vitest";
import type { HolidayTable } from "../../functions/calendar/contract.ts";
import { readHolidays } from "../../functions/calendar/table.ts";
import { isWorkingDay } from "../../functions/calendar/rules.ts";
import { newColumn } from "../support/column.ts";

interface Tables {
  items: HolidayTable[];
  missing: number[];
}
const PATH = "/api/staff/holidays";
const next: HolidayTable = {
  year: 2027,
  source: "演示通知〔2026〕1号",
  holidays: [{ name: "元旦", from: "2027-01-01", to: "2027-01-03" }],
  workdays: ["2027-01-09"],
  version: 0,
};

describe("the holiday table", () => {
  test("everybody who is signed in reads it; the years that ship come with version 0", async () => {
    const column = await newColumn();
    const { body } = await column.call<Tables>("GET", PATH, { cookie: await column.signIn(["unit"]) });
    expect(body.items.map(({ year, version }) => [year, version])).toEqual([
      [2025, 0],
      [2026, 0],
    ]);
    expect(body.missing).toEqual([]);
    column.time.now = Date.parse("2026-12-01T00:00:00+08:00");
    expect((await column.call<Tables>("GET", PATH, { cookie: await column.signIn(["cadre"]) })).body.missing).toEqual([2027]);
  });

  test("the administrator adds a year: it counts at once, has its audit line, and is missing no more", async () => {
    const column = await newColumn();
    column.time.now = Date.parse("2026-12-01T00:00:00+08:00");
    const cookie = await column.signIn(["admin"], { id: "admin-1" });
    expect(isWorkingDay("2027-01-01", await readHolidays(column.store))).toBe(true);
    const written = await column.call<HolidayTable>("PUT", PATH, { cookie, body: next });
    expect(written.body).toEqual({ ...next, version: 1 });
    const calendar = await readHolidays(column.store);
    expect(isWorkingDay("2027-01-01", calendar)).toBe(false);
    expect(isWorkingDay("2027-01-09", calendar)).toBe(true);
    const { body } = await column.call<Tables>("GET", PATH, { cookie });
    expect(body.missing).toEqual([]);
    expect(body.items.map(({ year }) => year)).toEqual([2025, 2026, 2027]);
    const lines = column.rows("audit").filter(({ data }) => data.includes("holidays.write"));
    expect(lines.map(({ data }) => data.includes("holidays#2027"))).toEqual([true]);
  });

  test("an edit of a shipped year stands before it; a second editor gets what is there now", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["admin"]);
    const edited: HolidayTable = { ...next, year: 2026, holidays: [], workdays: [] };
    expect((await column.call("PUT", PATH, { cookie, body: edited })).status).toBe(200);
    expect(isWorkingDay("2026-10-01", await readHolidays(column.store))).toBe(true);
    const late = await column.call<{ code: string; current: HolidayTable }>("PUT", PATH, { cookie, body: { ...edited, source: "另一个" } });
    expect([late.status, late.body.code]).toEqual([409, "conflict"]);
    expect(late.body.current).toEqual({ ...edited, version: 1 });
    expect((await column.call("PUT", PATH, { cookie, body: { ...edited, version: 1 } })).status).toBe(200);
    // Version 1 of a year that nobody has edited is nobody's either.
    expect((await column.call("PUT", PATH, { cookie, body: { ...edited, year: 2025, version: 1 } })).status).toBe(409);
  });

  test("what cannot be is refused with its field and changes nothing", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["admin"]);
    const wrong = await column.call<{ errors: object[] }>("PUT", PATH, { cookie, body: { ...next, workdays: ["2027-01-04"] } });
    expect([wrong.status, wrong.body.errors]).toEqual([400, [{ field: "workdays.0", code: "weekday" }]]);
    expect((await column.call("PUT", PATH, { cookie, body: { ...next, year: 1999 } })).status).toBe(400);
    expect(column.rows("materials").filter(({ pk }) => pk === "holidays")).toEqual([]);
  });
});

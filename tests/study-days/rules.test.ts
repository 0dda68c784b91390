import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancel, checkInOpen, isSlot, momentOf, move, restore, studyFridays, type StoredDay } from "../../functions/study-days/rules.ts";

const anchor = "2026-01-09";
const day: StoredDay = {
  slot: "2026-11-27",
  date: "2026-11-27",
  state: "planned",
  reason: "",
  topic: "",
  agenda: "",
  place: "",
  startsAt: "14:00",
  endsAt: "16:30",
  materials: [],
  open: true,
  minutes: "",
};
const codeOf = (run: () => unknown) => {
  try {
    run();
    return "done";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("every second Friday from the anchor", () => {
  test("goes on across the 53 weeks of ISO year 2026, where the parity of weeks breaks", () => {
    // 2026-12-25 is in ISO week 52, 2027-01-08 in week 1: an odd-or-even rule would skip or double one.
    expect(studyFridays(anchor, "2026-12-01", "2027-02-01")).toEqual(["2026-12-11", "2026-12-25", "2027-01-08", "2027-01-22"]);
    expect(studyFridays(anchor, "2032-12-01", "2033-01-31")).toEqual([
      "2032-12-03",
      "2032-12-17",
      "2032-12-31",
      "2033-01-14",
      "2033-01-28",
    ]);
  });

  test("reaches back before the anchor, and gives nothing where nothing lies", () => {
    expect(studyFridays(anchor, "2025-12-20", "2026-01-09")).toEqual(["2025-12-26", "2026-01-09"]);
    expect(studyFridays(anchor, "2026-01-10", "2026-01-22")).toEqual([]);
    expect(isSlot(anchor, "2026-01-16")).toBe(false);
  });

  test("property: all are Fridays, 14 days apart, within bounds, none left out", () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(Date.UTC(2010, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const to = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
        const found = studyFridays(anchor, from, to);
        for (const [place, one] of found.entries()) {
          expect(new Date(`${one}T00:00:00Z`).getUTCDay()).toBe(5);
          expect(one >= from && one <= to).toBe(true);
          if (place > 0) expect(Date.parse(one) - Date.parse(found[place - 1]!)).toBe(14 * 86_400_000);
        }
        expect(found.length).toBeGreaterThanOrEqual(Math.floor((length + 1) / 14));
        expect(found.length).toBeLessThanOrEqual(Math.ceil((length + 1) / 14));
      }),
    );
  });
});

describe("a study day", () => {
  test("moves with a reason, at most 13 days, never into the past, and home again", () => {
    expect(move(day, "2026-11-26", "机关大会", "2026-11-24")).toMatchObject({ date: "2026-11-26", state: "moved", reason: "机关大会" });
    expect(codeOf(() => move(day, "2026-12-11", "太远", "2026-11-24"))).toBe("invalid-body");
    expect(codeOf(() => move(day, "2026-11-23", "昨天", "2026-11-24"))).toBe("invalid-body");
    expect(move(move(day, "2026-11-26", "机关大会", "2026-11-24"), "2026-11-27", "照旧", "2026-11-24")).toEqual(day);
    expect(restore(move(day, "2026-11-26", "机关大会", "2026-11-24"))).toEqual(day);
    expect(codeOf(() => restore(day))).toBe("illegal-step");
  });

  test("is called off with a reason, unless it has minutes; a cancelled one cannot move", () => {
    const off = cancel(day, "防汛");
    expect(off).toMatchObject({ state: "cancelled", reason: "防汛" });
    expect(codeOf(() => move(off, "2026-11-26", "改", "2026-11-24"))).toBe("illegal-step");
    expect(codeOf(() => cancel(off, "再次"))).toBe("illegal-step");
    expect(codeOf(() => cancel({ ...day, minutes: "学习了。" }, "防汛"))).toBe("illegal-step");
    expect(restore(off)).toEqual(day);
  });

  test("takes check-ins from an hour before to half an hour after, in Beijing's time, never when cancelled", () => {
    expect(new Date(momentOf("2026-11-27", "14:00")).toISOString()).toBe("2026-11-27T06:00:00.000Z");
    const at = (time: string) => checkInOpen(day, Date.parse(`2026-11-27T${time}:00+08:00`));
    expect([at("12:59"), at("13:00"), at("17:00"), at("17:01")]).toEqual([false, true, true, false]);
    expect(checkInOpen(cancel(day, "防汛"), momentOf("2026-11-27", "14:00"))).toBe(false);
  });
});

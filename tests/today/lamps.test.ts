import { describe, expect, test } from "vitest";
import type { Lamps } from "../../functions/today/contract.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { beijing, newColumn } from "./support.ts";

describe("today: lamps", () => {
  test("the column is amber from day 14 without a new material, and no sooner", async () => {
    const column = await newColumn();
    const published = column.time.now;
    for (const [days, colour] of [
      [0, "none"],
      [13, "none"],
      [14, "amber"],
      [15, "amber"],
      [89, "amber"],
    ] as const) {
      column.time.now = published + days * DAY;
      const { lamps } = await column.today(await column.signIn(["editor"]));
      expect(lamps.column, String(days)).toMatchObject({ colour, days, limitDays: 14 });
    }
    await column.publish({ title: "新的一篇" });
    expect((await column.today(await column.signIn(["cadre"]))).lamps).toMatchObject({ column: { colour: "none", days: 0 } });
    expect((await column.today(await column.signIn(["unit"], { unit: "shanshi" }))).lamps).toEqual({});
  });

  test("feedback counts working days: the Spring Festival and its worked Saturdays, amber at 5 and red at 15", async () => {
    const column = await newColumn();
    // The Friday before: Saturday 14 February is worked, 15 to 23 are off, Saturday 28 is worked.
    column.time.now = beijing("2026-02-13T16:30");
    await column.handIn();
    const colourAt = async (moment: string) => {
      column.time.now = beijing(moment);
      const { lamps } = await column.today(await column.signIn(["editor"]));
      return [lamps.feedback!.colour, lamps.feedback!.oldest!.workingDays, lamps.feedback!.oldest!.days];
    };
    expect(await colourAt("2026-02-14T09:00")).toEqual(["none", 1, 1]);
    expect(await colourAt("2026-02-23T23:59")).toEqual(["none", 1, 10]);
    expect(await colourAt("2026-02-26T23:59")).toEqual(["none", 4, 13]);
    expect(await colourAt("2026-02-27T00:00")).toEqual(["amber", 5, 14]);
    expect(await colourAt("2026-03-11T23:59")).toEqual(["amber", 14, 26]);
    expect(await colourAt("2026-03-12T00:00")).toEqual(["red", 15, 27]);
    // 60 natural days after 13 February.
    expect(await colourAt("2026-04-13T23:59")).toEqual(["red", 36, 59]);
    expect(await colourAt("2026-04-14T00:00")).toEqual(["alarm", 37, 60]);
    const { lamps } = await column.today(await column.signIn(["director"]));
    expect(lamps.feedback!.oldest!.due).toBe("2026-03-12");
    const same = await column.call<Lamps>("GET", "/api/staff/lamps", { cookie: await column.signIn(["director"]) });
    expect(same.body).toEqual(lamps);
  });

  test("limits of the settings move the lamps", async () => {
    const column = await newColumn();
    const admin = await column.signIn(["admin"]);
    const { body: settings } = await column.call<{ limits: object }>("GET", "/api/staff/settings", { cookie: admin });
    const limits = { columnAmberDays: 3, feedbackAmberDays: 1, feedbackRedDays: 2, feedbackAlarmDays: 50 };
    await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...settings, limits } });
    // Monday evening to Wednesday: two working days.
    await column.handIn();
    column.time.now += 2 * DAY;
    const { lamps } = await column.today(await column.signIn(["editor"]));
    expect(lamps.feedback).toMatchObject({ colour: "red", redDays: 2, waiting: 1 });
    expect(lamps.column).toMatchObject({ colour: "none", limitDays: 3 });
  });

  test("an answer puts the lamp out; the group counts what is amber and what is red", async () => {
    const column = await newColumn();
    column.time.now = beijing("2026-11-02T09:00");
    await column.handIn();
    column.time.now = beijing("2026-11-16T09:00");
    await column.handIn();
    column.time.now = beijing("2026-11-24T09:00");
    await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const { groups, lamps } = await column.today(cookie);
    expect(groups).toMatchObject([{ kind: "accept", count: 3, amber: 1, red: 1 }]);
    expect(groups[0]!.lines.map(({ lamp, workingDays }) => [lamp, workingDays])).toEqual([
      ["red", 16],
      ["amber", 6],
      ["none", 0],
    ]);
    expect(lamps.feedback!.colour).toBe("red");
    for (const line of (await column.queue(cookie)).items) {
      const { body } = await column.step(cookie, line, "accept");
      await column.step(cookie, body, "answer", { office: "办公室", answer: "谢谢。" });
    }
    expect((await column.today(cookie)).lamps.feedback).toEqual({
      colour: "none",
      amberDays: 5,
      redDays: 15,
      alarmDays: 60,
      waiting: 0,
      more: false,
    });
    expect((await column.today(cookie)).groups).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { medianOf } from "../../functions/feedback/statistics.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { newColumn } from "./support.ts";

describe("statistics", () => {
  test("the median of the histogram is the median of the days", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { minLength: 1, maxLength: 40 }), (days) => {
        const histogram = Array.from({ length: 91 }, (_, day) => days.filter((one) => one === day).length);
        const sorted = days.toSorted((a, b) => a - b);
        const [low, high] = [sorted[Math.floor((days.length - 1) / 2)]!, sorted[Math.floor(days.length / 2)]!];
        expect(medianOf(histogram)).toBe((low + high) / 2);
      }),
    );
    expect(medianOf([0, 0])).toBeUndefined();
  });

  test("count received, answered and days; a second answer counts no more, a withdrawal no less", async () => {
    const column = await newColumn();
    const read = async () => column.call("GET", "/api/statistics");
    expect((await read()).body).toEqual({ received: 0, answered: 0 });
    expect((await read()).headers.get("cache-control")).toContain("s-maxage");
    const codes: string[] = [];
    for (let n = 0; n < 5; n++) codes.push((await column.handIn()).body.code);
    for (const [place, days] of [2, 7, 400].entries()) {
      column.time.now += (days - [0, 2, 7][place]!) * DAY;
      const cookie = await column.signIn(["editor"]);
      const record = (await column.queue(cookie)).items[0]!;
      const accepted = (await column.step(cookie, record, "accept")).body;
      const answered = (await column.step(cookie, accepted, "answer", { office: "办公室", answer: "好" })).body;
      expect((await column.step(cookie, answered, "answer", { office: "办公室", answer: "更好" })).status).toBe(200);
    }
    expect((await read()).body).toEqual({ received: 5, answered: 3, medianDays: 7 });
    for (const code of codes) expect((await column.call("DELETE", `/api/feedback/receipts/${code}`)).status).toBe(204);
    expect((await read()).body).toEqual({ received: 5, answered: 3, medianDays: 7 });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { medianOf } from "../../functions/feedback/statistics.ts";
import { recountFeedback } from "../../functions/feedback/recount.ts";
import type { FeedbackDesk } from "../../functions/feedback/staff.contract.ts";
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

  test("an installation older than the counts of states is counted once, beside what goes on", async () => {
    const column = await newColumn();
    for (let n = 0; n < 4; n++) await column.handIn();
    const cookie = await column.signIn(["editor"]);
    const { items } = await column.queue(cookie);
    await column.step(cookie, items[0]!, "accept");
    await column.step(cookie, items[1]!, "reject", { reason: "重复" });
    const counts = async () => (await column.call<FeedbackDesk>("GET", "/api/staff/feedback/desk", { cookie })).body.counts;
    const right = await counts();
    await column.store.delete("feedback", { pk: "statistics", sk: "states" });
    expect(await counts()).not.toEqual(right);
    await column.step(cookie, items[2]!, "accept");
    expect(await recountFeedback(column.deps)).toBe(4);
    expect(await recountFeedback(column.deps)).toBe(0);
    expect(await counts()).toEqual({ ...right, pending: 1, accepted: 2 });
    await column.handIn();
    await column.step(cookie, items[3]!, "accept");
    expect(await counts()).toEqual({ ...right, pending: 1, accepted: 3 });
  });
});

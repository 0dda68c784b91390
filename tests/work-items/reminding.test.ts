import { describe, expect, test } from "vitest";
import { workItemsDue } from "../../functions/reminders/source-work-items.ts";
import type { Today } from "../../functions/today/contract.ts";
import { withWork } from "../support/work-items.ts";

type Work = Awaited<ReturnType<typeof withWork>>;

async function groups(work: Work, who: Parameters<Work["act"]>[0]): Promise<string[]> {
  const { body } = await work.act<Today>(who, "GET", "/today");
  return body.groups.map(({ kind, amber, red, lines }) => `${kind} ${lines.map(({ title }) => title).join("、")} ${amber}/${red}`);
}

describe("with a clock that moves, an item", () => {
  test("turns amber, owes a report, turns red and is supervised: told to those whom it concerns, again and again", async () => {
    const work = await withWork();
    const item = await work.underway({ title: "甲事", rhythm: "weekly", end: "2026-03-20", members: ["member"] });
    const draft = await work.plan({ title: "乙事" }, "owner");
    expect(draft.status).toBe(201);
    expect(await groups(work, "owner")).toEqual([]);
    expect(await groups(work, "lead")).toEqual(["work-decide 乙事 0/0"]);
    await work.on("2026-03-03");
    expect(await groups(work, "owner")).toEqual(["work-report 甲事 1/0"]);
    expect(await groups(work, "lead2")).toEqual([]);
    await work.on("2026-03-13");
    expect(await groups(work, "member")).toEqual(["work-report 甲事 0/1", "work-due 甲事 1/0"]);
    await work.act("director", "POST", `/work-items/${item.id}/supervision`, { text: "请说明", answerBy: "2026-03-16" });
    expect(await groups(work, "owner")).toContain("work-supervision 甲事 0/0");
    await work.on("2026-03-17");
    expect(await groups(work, "director")).toContain("work-supervision 甲事 0/1");
    await work.on("2026-03-21");
    expect(await groups(work, "owner")).toEqual(["work-supervision 甲事 0/1", "work-overdue 甲事 0/1", "work-report 甲事 0/1"]);
    expect(await groups(work, "member")).toEqual(["work-report 甲事 0/1"]);
    expect(await groups(work, "editor")).toEqual([]);
    for (const who of ["owner", "lead", "director"] as const) expect(await groups(work, who)).toContain("work-overdue 甲事 0/1");
  });

  test("is counted for the channels by 组室 in fixed order, never named, the same however often it is asked", async () => {
    const work = await withWork();
    const item = await work.underway({ title: "不外传的题目", rhythm: "weekly", end: "2026-03-20" });
    await work.underway({ title: "别科的题目", office: "干部科", owner: "lead2", members: [], end: "2026-03-19" }, "lead2");
    await work.act("director", "POST", `/work-items/${item.id}/supervision`, { text: "请说明", answerBy: "2026-03-16" });
    const told = async (day: string) => {
      await work.on(day);
      const due = await workItemsDue(work.deps, work.time.now);
      expect(await workItemsDue(work.deps, work.time.now)).toEqual(due);
      expect(due.every(({ period }) => period === day)).toBe(true);
      expect(JSON.stringify(due)).not.toMatch(/题目|请说明/);
      return due.map(({ object, text }) => `${object}：${text.split("。")[0]}`);
    };
    expect(await told("2026-03-03")).toEqual([]);
    expect(await told("2026-03-13")).toEqual(["due：干部科 1 项，组织科 1 项", "reports：组织科 1 项"]);
    expect(await told("2026-03-16")).toContain("supervision：组织科 1 项");
    // Days late, as after a server that was off.
    expect(await told("2026-04-02")).toEqual([
      "overdue：干部科 1 项，组织科 1 项",
      "reports：干部科 1 项，组织科 1 项",
      "supervision：组织科 1 项",
    ]);
    const overdue = await work.read(item.id);
    await work.step(overdue, "delay", { reason: "雪", measures: "加人", until: "2026-05-29" }, "owner");
    expect(await told("2026-04-02")).toContain("overdue：干部科 1 项");
  });
});

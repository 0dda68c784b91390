import { describe, expect, test } from "vitest";
import type { Activity } from "../../functions/activities/contract.ts";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import type { WorkLinks } from "../../functions/work-items/menu.contract.ts";
import { withWork } from "../support/work-items.ts";

type Work = Awaited<ReturnType<typeof withWork>>;
const TEXT = "活动室太冷，请修取暖设备";

async function handIn(work: Work): Promise<FeedbackRecord> {
  const { formToken } = (await work.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
  work.time.now += 5000;
  const body = { kind: "意见", text: TEXT, name: "赵某", contact: "13800000000", consent: true, formToken };
  expect((await work.call("POST", "/api/feedback", { body })).status).toBe(201);
  return (await work.act<{ items: FeedbackRecord[] }>("editor", "GET", "/feedback?state=pending")).body.items[0]!;
}

const links = (work: Work, who: Parameters<Work["act"]>[0], query: string) => work.act<WorkLinks>(who, "GET", `/work-items/links?${query}`);

describe("an item from feedback", () => {
  test("is drafted by the editor once it was accepted; its result is the draft of the answer", async () => {
    const work = await withWork();
    const feedback = await handIn(work);
    const source = { kind: "feedback", feedback: feedback.id };
    const plan = (who: "editor" | "lead" | "lead2" | "owner") => work.plan({ kind: "整改", title: "修取暖设备", source }, who);
    expect((await plan("editor")).body.errors).toEqual([{ field: "source.feedback", code: "not_accepted" }]);
    await work.act("editor", "POST", `/feedback/${feedback.id}/accept`, { version: feedback.version, office: "组织科" });
    expect((await plan("owner")).body.errors).toEqual([{ field: "source.feedback", code: "unknown" }]);
    expect((await work.plan({ office: "干部科", source }, "lead2")).body.errors).toEqual([{ field: "source.feedback", code: "unknown" }]);
    const { body: draft } = await plan("editor");
    expect(draft).toMatchObject({ source: { ...source, label: `意见：${TEXT}` }, allowed: ["change", "discard"] });
    expect((await links(work, "editor", `feedback=${feedback.id}`)).body).toMatchObject({
      mayMake: true,
      items: [{ id: draft.id, from: true, opens: true }],
    });

    const { body: started } = await work.step(draft, "start");
    expect((await work.act("editor", "GET", `/work-items/${draft.id}`)).body.allowed).toEqual([]);
    await work.step(started, "close", { result: "设备已更换，室温正常。" });
    const { body: after } = await links(work, "editor", `feedback=${feedback.id}`);
    expect(after).toMatchObject({ answerDraft: "设备已更换，室温正常。", items: [{ state: "closed", result: "设备已更换，室温正常。" }] });
    // Who has nothing to do with the feedback does not learn of it this way.
    for (const who of ["owner", "lead2"] as const) expect((await links(work, who, `feedback=${feedback.id}`)).status).toBe(404);
    expect((await links(work, "lead", `feedback=${feedback.id}`)).status).toBe(200);
  });

  test("holds no word of the feedback of its own, so that what its author withdraws is gone", async () => {
    const work = await withWork();
    const { formToken } = (await work.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
    work.time.now += 5000;
    const { body: receipt } = await work.call<{ code: string }>("POST", "/api/feedback", { body: { kind: "意见", text: TEXT, formToken } });
    const [feedback] = (await work.act<{ items: FeedbackRecord[] }>("editor", "GET", "/feedback?state=pending")).body.items;
    await work.act("editor", "POST", `/feedback/${feedback!.id}/accept`, { version: feedback!.version });
    const item = await work.underway({ source: { kind: "feedback", feedback: feedback!.id } }, "director");
    expect(JSON.stringify(work.rows("work-items"))).not.toContain("取暖");
    expect((await work.call("DELETE", `/api/feedback/receipts/${receipt.code}`)).status).toBe(204);
    expect((await work.read(item.id, "owner")).source).toEqual({ kind: "feedback", feedback: feedback!.id, label: "" });
  });
});

describe("an item from an activity", () => {
  const log = async (work: Work, kind: string) =>
    (
      await work.act<Activity>("owner", "POST", "/activities", {
        kind,
        title: "走访",
        date: "2026-03-01",
        people: ["owner"],
        problems: [{ text: "活动室取暖设备损坏" }, { text: "远教设备无人会用" }],
      })
    ).body;

  test("solves the problem of a visit on the day of its 注销, and not twice", async () => {
    const work = await withWork();
    const visit = await log(work, "包村走访");
    const [problem, other] = visit.problems;
    const source = { kind: "visit", activity: visit.id, problem: problem!.id };
    expect((await work.plan({ source: { ...source, kind: "symposium" } })).body.errors).toEqual([
      { field: "source.activity", code: "unknown" },
    ]);
    expect((await work.plan({ source: { ...source, problem: "no-such-problem" } })).body.errors).toEqual([
      { field: "source.problem", code: "unknown" },
    ]);
    const item = await work.underway({ kind: "整改", source });
    expect(item.source.label).toBe("活动室取暖设备损坏");
    await work.on("2026-03-10");
    expect((await work.step(item, "close", { result: "已修好" })).body.state).toBe("closed");
    const { body: after } = await work.act<Activity>("owner", "GET", `/activities/${visit.id}`);
    expect(after.problems.map(({ solvedOn }) => solvedOn)).toEqual(["2026-03-10", ""]);
    const { body: linked } = await links(work, "member", `activity=${visit.id}`);
    expect(linked.items).toMatchObject([{ problem: problem!.id, state: "closed", endedOn: "2026-03-10", opens: true }]);
    expect(linked.items.some(({ problem: one }) => one === other!.id)).toBe(false);

    const again = await work.underway({ kind: "整改", source });
    await work.on("2026-03-12");
    await work.step(again, "close", { result: "又修" });
    expect((await work.act<Activity>("owner", "GET", `/activities/${visit.id}`)).body.version).toBe(after.version);
  });

  test("of a 座谈 shows how far its problem is; a visit that is deleted takes no item with it", async () => {
    const work = await withWork();
    const talk = await log(work, "座谈讨论");
    const item = await work.underway({ source: { kind: "symposium", activity: talk.id, problem: talk.problems[0]!.id } });
    expect((await links(work, "owner", `activity=${talk.id}`)).body).toMatchObject({
      mayMake: true,
      items: [{ state: "underway", lamp: "green" }],
    });
    await work.act("owner", "DELETE", `/activities/${talk.id}`, { version: talk.version });
    expect((await work.read(item.id)).source.label).toBe("");
    expect((await work.step(item, "close", { result: "成果" })).status).toBe(200);
    expect((await links(work, "owner", `activity=${talk.id}`)).status).toBe(404);
  });
});

test("a material is linked both ways, and only by those who see it", async () => {
  const work = await withWork();
  const live = await work.publish({ title: "绩效考评办法" });
  await work.on("2026-03-02");
  const item = await work.underway({ materials: [live.id] });
  expect(item.materials).toEqual([{ id: live.id, title: "绩效考评办法", live: true, opens: true }]);
  expect((await links(work, "lead2", `material=${live.id}`)).body.items).toMatchObject([{ id: item.id, from: false, opens: false }]);
  await work.act("lead", "PUT", `/work-items/${item.id}`, { ...work.input, version: item.version });
  expect((await links(work, "lead", `material=${live.id}`)).body.items).toEqual([]);
});

import { describe, expect, test } from "vitest";
import type { WorkMenu, WorkOverview, WorkTimeline } from "../../functions/work-items/menu.contract.ts";
import type { ReportResults, WorkReports } from "../../functions/work-items/reports.contract.ts";
import { withWork } from "../support/work-items.ts";

const three = { reason: "大雪封路", measures: "改为视频会商，加派一人", until: "2026-07-31" };

describe("a work item", () => {
  test("goes from 草拟 to 注销, reported on the way, and is then read-only through every path", async () => {
    const work = await withWork();
    const { body: draft, status } = await work.plan({}, "lead", "key-of-the-form");
    expect([status, draft.state, draft.allowed]).toEqual([201, "draft", ["start", "change", "discard", "pledge"]]);
    expect((await work.plan({}, "lead", "key-of-the-form")).body.id).toBe(draft.id);
    expect((await work.plan({ title: "别的" }, "lead", "key-of-the-form")).body.code).toBe("idempotency-mismatch");
    const { body: started } = await work.step(draft, "start");
    expect(started).toMatchObject({
      state: "underway",
      lamp: "green",
      startedOn: "2026-03-02",
      owed: [{ due: "2026-03-31", late: false }],
    });

    expect((await work.step(draft, "close", { result: "早了" })).body).toMatchObject({ code: "conflict", current: { state: "underway" } });
    const { body: reported } = await work.report(draft.id, "2026-03-31", { next: "下月试点" });
    expect(reported).toMatchObject({ reports: [{ due: "2026-03-31", late: false, byName: "甲" }], owed: [] });
    expect((await work.report(draft.id, "2026-03-31", {}, "member")).body).toMatchObject({ code: "conflict" });
    expect((await work.report(draft.id, "2026-04-30")).status).toBe(409);
    await work.on("2026-05-04");
    expect((await work.read(draft.id)).owed).toEqual([
      { due: "2026-04-30", late: true },
      { due: "2026-05-31", late: false },
    ]);
    expect((await work.report(draft.id, "2026-04-30", {}, "member", "key-of-april")).body.reports[0]).toMatchObject({ late: true });
    expect((await work.report(draft.id, "2026-04-30", {}, "member", "key-of-april")).status).toBe(201);

    const { body: now } = await work.act("lead", "GET", `/work-items/${draft.id}`);
    expect((await work.step(now, "resume")).body).toMatchObject({ code: "illegal-step", allowed: now.allowed });
    expect((await work.step(now, "close", { result: "三个村已推开" }, "owner")).status).toBe(403);
    const { body: closed } = await work.step(now, "close", { result: "三个村已推开" });
    expect(closed).toMatchObject({ state: "closed", result: "三个村已推开", endedOn: "2026-05-04", lamp: "none", owed: [], allowed: [] });
    expect(closed.history.map(({ action, number }) => `${number} ${action}`).toReversed()).toEqual([
      "1 create",
      "2 start",
      "3 report",
      "4 report",
      "5 close",
    ]);
    const before = work.rows("work-items");
    const { version, id } = closed;
    const tries: [Parameters<typeof work.act>[0], string, string, object][] = [
      ["lead", "PUT", "", { ...work.input, version }],
      ["lead", "DELETE", "", { version }],
      ["lead", "POST", "/steps", { step: "start", version }],
      ["lead", "POST", "/steps", { step: "delay", version, ...three }],
      ["lead", "POST", "/steps", { step: "resume", version }],
      ["lead", "POST", "/steps", { step: "close", version, result: "又" }],
      ["director", "POST", "/steps", { step: "cancel", version, reason: "不办" }],
      ["lead", "POST", "/reports", { due: "2026-05-31", done: "又" }],
      ["lead", "PUT", "/responsibility", { version, text: "又" }],
      ["owner", "POST", "/signatures", { revision: 1 }],
      ["director", "POST", "/supervision", { text: "又", answerBy: "2026-06-01" }],
      ["lead", "PUT", "/milestones/abcdefghijklmnop", { version, doneOn: "2026-05-04" }],
    ];
    for (const [who, method, path, body] of tries) {
      const refused = await work.act(who, method, `/work-items/${id}${path}`, body);
      expect([refused.status, refused.body.code, refused.body.allowed], `${method} ${path}`).toEqual([409, "illegal-step", []]);
    }
    const many = await work.act<ReportResults>("lead", "POST", "/work-reports", { reports: [{ item: id, due: "2026-05-31", done: "又" }] });
    expect(many.body.results).toEqual([{ item: id, outcome: "illegal-step" }]);
    expect(work.rows("work-items")).toEqual(before);
  });

  test("past its date goes nowhere without all three; the old date stays in its history", async () => {
    const work = await withWork();
    const item = await work.underway({ end: "2026-03-20" });
    await work.on("2026-03-23");
    const overdue = await work.read(item.id, "lead");
    expect(overdue).toMatchObject({ overdue: true, lamp: "red", allowed: ["delay", "change", "pledge"] });
    for (const [name, more, who] of [
      ["close", { result: "成果" }, "lead"],
      ["cancel", { reason: "不办" }, "director"],
    ] as const)
      expect((await work.step(overdue, name, more, who)).body).toMatchObject({
        code: "explanation-needed",
        allowed: expect.arrayContaining(["delay"]),
      });
    expect((await work.report(item.id, "2026-03-31")).body).toMatchObject({ code: "explanation-needed" });
    for (const missing of ["reason", "measures", "until"] as const) {
      const { [missing]: _, ...two } = three;
      const refused = await work.step(overdue, "delay", two, "owner");
      expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, missing]);
    }
    expect((await work.step(overdue, "delay", { ...three, until: "2026-03-23" }, "owner")).body.errors).toEqual([
      { field: "until", code: "past" },
    ]);

    // With the report, in one step.
    expect((await work.report(item.id, "2026-03-31", { explanation: three }, "member")).status).toBe(403);
    const { body: late } = await work.report(item.id, "2026-03-31", { explanation: three });
    expect(late).toMatchObject({ state: "unfinished", end: "2026-07-31", deadlines: ["2026-03-20"], lamp: "green", explanation: three });
    expect((await work.step(late, "close", { result: "成果" })).body).toMatchObject({ code: "illegal-step" });
    const { body: again } = await work.step(late, "resume");
    expect(again).toMatchObject({ state: "underway", end: "2026-07-31" });
    await work.on("2026-08-03");
    const { body: twice } = await work.step(again, "delay", { ...three, until: "2026-09-30" }, "owner");
    expect(twice.deadlines).toEqual(["2026-03-20", "2026-07-31"]);
    expect(twice.history.filter(({ action }) => action === "delay").map(({ from, until, reason }) => [from, until, reason])).toEqual([
      ["2026-07-31", "2026-09-30", three.reason],
      ["2026-03-20", "2026-07-31", three.reason],
    ]);
  });

  test("is planned by those who may, within its bounds, and changed as long as nothing was promised", async () => {
    const work = await withWork();
    const faults: [object, string][] = [
      [{ end: "2026-03-01" }, "end before_start"],
      [{ owner: "nobody-here" }, "owner unknown"],
      [{ members: ["owner"] }, "members repeated"],
      [{ kind: "包村" }, "unit non_empty"],
      [{ unit: "no-such-unit" }, "unit unknown"],
      [{ kind: "常规性", milestones: [{ title: "启动", date: "2026-03-02" }] }, "milestones other_kind"],
      [{ milestones: [{ title: "启动", date: "2026-03-01" }] }, "milestones.0.date before_start"],
      [{ materials: ["no-such-material"] }, "materials unknown"],
      [{ source: { kind: "symposium", activity: "no-such", problem: "none" } }, "source.activity unknown"],
    ];
    for (const [more, fault] of faults) {
      const { body } = await work.plan(more);
      expect(
        body.errors?.map(({ field, code }) => `${field} ${code}`),
        JSON.stringify(more),
      ).toContain(fault);
    }
    expect((await work.plan({ office: "干部科" })).status).toBe(403);
    expect((await work.plan({ office: "无此科" }, "director")).body.errors).toEqual([{ field: "office", code: "unknown" }]);
    expect((await work.plan({}, "owner")).status).toBe(201);
    expect((await work.plan({ owner: "member" }, "owner")).status).toBe(403);
    expect((await work.plan({}, "editor")).status).toBe(403);

    const { body: draft } = await work.plan({ milestones: [{ title: "启动", date: "2026-03-09" }] });
    const change = (version: number, more: object) =>
      work.act("lead", "PUT", `/work-items/${draft.id}`, { ...work.input, version, ...more });
    const { body: moved } = await change(1, { start: "2027-01-04", end: "2027-03-31", milestones: [] });
    expect(moved).toMatchObject({ year: 2027, milestones: [] });
    expect((await change(1, {})).body).toMatchObject({ code: "conflict", current: { year: 2027 } });
    const { body: back } = await change(2, {});
    const { body: started } = await work.step(back, "start");
    const { body: fixed } = await change(started.version, { end: "2026-12-31", rhythm: "weekly", title: "改名" });
    expect(fixed.errors).toEqual(
      expect.arrayContaining([
        { field: "rhythm", code: "fixed" },
        { field: "end", code: "fixed" },
      ]),
    );
    const { body: named } = await change(started.version, { title: "改名", members: [] });
    expect([named.title, named.history[0]]).toEqual(["改名", expect.objectContaining({ action: "change", text: "title members" })]);

    const { body: thrown } = await work.plan({ title: "写错了" });
    expect((await work.act("lead", "DELETE", `/work-items/${thrown.id}`, { version: 1 })).status).toBe(204);
    expect((await work.act("lead", "GET", `/work-items/${thrown.id}`)).status).toBe(404);
    expect(work.rows("work-items").filter(({ pk }) => pk.includes(thrown.id))).toEqual([]);
  });
});

describe("a project", () => {
  test("has its 目标责任 signed by everybody, anew when it is rewritten, and its milestones", async () => {
    const work = await withWork();
    const item = await work.underway({
      milestones: [
        { title: "启动", date: "2026-03-09" },
        { title: "验收", date: "2026-06-15" },
      ],
    });
    const path = `/work-items/${item.id}`;
    const { body: pledged } = await work.act("owner", "PUT", `${path}/responsibility`, { version: item.version, text: "六月底前建成" });
    expect(pledged.responsibility).toEqual({ text: "六月底前建成", revision: 1, signatures: [], unsigned: ["甲", "乙"] });
    const signed = await Promise.all(
      (["owner", "member"] as const).map((who) => work.act(who, "POST", `${path}/signatures`, { revision: 1 })),
    );
    expect(signed.map(({ status }) => status)).toEqual([201, 201]);
    expect((await work.act("owner", "POST", `${path}/signatures`, { revision: 1 })).body).toMatchObject({ code: "illegal-step" });
    const now = await work.read(item.id);
    expect([now.responsibility?.unsigned, now.responsibility?.signatures.map(({ name }) => name).toSorted()]).toEqual([
      [],
      ["乙", "甲"].toSorted(),
    ]);
    await work.act("lead", "PUT", `${path}/responsibility`, { version: now.version, text: "七月底前建成" });
    expect((await work.act("member", "POST", `${path}/signatures`, { revision: 1 })).body).toMatchObject({ code: "conflict" });
    const rewritten = await work.read(item.id);
    expect([rewritten.responsibility?.revision, rewritten.responsibility?.signatures]).toEqual([2, []]);

    const [first] = rewritten.milestones;
    const mark = (doneOn: string, version: number) => work.act("owner", "PUT", `${path}/milestones/${first!.id}`, { version, doneOn });
    expect((await mark("2026-03-03", rewritten.version)).body.errors).toEqual([{ field: "doneOn", code: "future" }]);
    const { body: done } = await mark("2026-03-02", rewritten.version);
    expect(done.milestones.map(({ doneOn, lamp }) => [doneOn, lamp])).toEqual([
      ["2026-03-02", "none"],
      ["", "green"],
    ]);
    const { body: timeline } = await work.act<WorkTimeline>("member", "GET", "/work-items/timeline?year=2026");
    expect(timeline.items).toMatchObject([
      { line: { id: item.id, mine: "member", milestones: [1, 2] }, milestones: [{ title: "启动" }, { title: "验收" }] },
    ]);
  });
});

describe("a 督办", () => {
  test("is the director's, must be answered by its day, once", async () => {
    const work = await withWork();
    const item = await work.underway();
    const path = `/work-items/${item.id}/supervision`;
    const note = { text: "进度偏慢，请说明", answerBy: "2026-03-05" };
    expect((await work.act("lead", "POST", path, note)).status).toBe(403);
    expect((await work.act("director", "POST", path, { ...note, answerBy: "2026-03-01" })).body.errors).toEqual([
      { field: "answerBy", code: "past" },
    ]);
    const { body: asked } = await work.act("director", "POST", path, note, "key-of-the-note");
    const { body: again } = await work.act("director", "POST", path, note, "key-of-the-note");
    expect([asked.supervision.length, again.supervision.length, asked.supervision[0]!.lamp]).toEqual([1, 1, "green"]);
    const overview = async () => (await work.act<WorkOverview>("director", "GET", "/work-items/overview")).body;
    expect((await overview()).supervised).toMatchObject([{ id: item.id, answerBy: "2026-03-05" }]);
    await work.on("2026-03-06");
    expect((await work.read(item.id)).supervision[0]!.lamp).toBe("red");
    const answer = (who: "owner" | "member" | "lead") =>
      work.act(who, "POST", `${path}/${asked.supervision[0]!.id}/answer`, { answer: "已加派人手" });
    expect((await answer("member")).status).toBe(403);
    expect((await answer("owner")).body.supervision).toMatchObject([{ answer: "已加派人手", answeredByName: "甲", lamp: "none" }]);
    expect((await answer("lead")).body).toMatchObject({ code: "conflict" });
    expect((await overview()).supervised).toEqual([]);
  });
});

describe("the account of a 组室", () => {
  test("is settled in one request in which each report has an end of its own", async () => {
    const work = await withWork();
    const [first, second, third, fourth] = await Promise.all(
      ["一", "二", "三", "四"].map((title) => work.underway({ title, rhythm: "weekly", ...(title === "三" ? { end: "2026-03-10" } : {}) })),
    );
    const other = await work.underway({ title: "别科", office: "干部科", owner: "lead2", members: [] }, "lead2");
    await work.on("2026-03-11");
    await work.report(second!.id, "2026-03-06", {}, "owner");
    const { body: account } = await work.act<WorkReports>("lead", "GET", "/work-reports");
    expect(account.items.map(({ title, owed, overdue }) => [title, owed.map(({ due, late }) => `${due} ${late}`), overdue])).toEqual(
      [
        ["一", ["2026-03-06 true", "2026-03-13 false"], false],
        ["三", ["2026-03-06 true", "2026-03-13 false"], true],
        ["二", ["2026-03-13 false"], false],
        ["四", ["2026-03-06 true", "2026-03-13 false"], false],
      ].toSorted(([a], [b]) => new Intl.Collator("zh-CN").compare(a as string, b as string)),
    );
    expect(account.items.find(({ id }) => id === second!.id)?.last).toMatchObject({ due: "2026-03-06", done: "完成一步", late: true });

    const one = (item: string, due: string, more: object = {}) => ({ item, due, done: "推进", ...more });
    const reports = [
      one(first!.id, "2026-03-06"),
      one(first!.id, "2026-03-13"),
      one(second!.id, "2026-03-06"),
      one(third!.id, "2026-03-06"),
      one(third!.id, "2026-03-06", { explanation: { ...three, until: "2026-03-11" } }),
      one(third!.id, "2026-03-06", { explanation: three }),
      one(fourth!.id, "2026-03-20"),
      one(other.id, "2026-03-31"),
      one("no-such-item", "2026-03-06"),
    ];
    const send = () => work.act<ReportResults>("lead", "POST", "/work-reports", { reports }, "key-of-the-account");
    const { body } = await send();
    expect(body.results.map(({ outcome }) => outcome)).toEqual([
      "reported",
      "reported",
      "conflict",
      "explanation-needed",
      "explanation-needed",
      "reported",
      "invalid",
      "not-found",
      "not-found",
    ]);
    expect(body.results.map(({ late }) => late)).toEqual([
      true,
      false,
      undefined,
      undefined,
      undefined,
      true,
      undefined,
      undefined,
      undefined,
    ]);
    expect(body.results[2]!.reported).toMatchObject({ byName: "甲" });
    const rows = work.rows("work-items").length;
    expect((await send()).body.results.map(({ outcome }) => outcome).filter((outcome) => outcome === "reported")).toHaveLength(3);
    expect(work.rows("work-items")).toHaveLength(rows);
  });
});

describe("the menu", () => {
  test("shows own items first, then by 组室, with lamps and what is owed; the overview never ranks", async () => {
    const work = await withWork();
    await work.underway({ title: "他人的", owner: "lead", members: [], rhythm: "weekly" });
    await work.underway({ title: "自己的", start: "2026-05-01" });
    await work.underway({ title: "参与的", office: "干部科", owner: "lead2", members: ["owner"], end: "2026-03-20" }, "lead2");
    await work.plan({ title: "草稿" });
    await work.on("2026-03-18");
    const menu = async (who: "owner" | "lead" | "director" | "member") =>
      (await work.act<WorkMenu>(who, "GET", "/work-items?year=2026")).body;
    const titles = async (who: Parameters<typeof menu>[0]) =>
      (await menu(who)).items.map(({ title, mine, lamp, late }) => [title, mine, lamp, late].join(" "));
    expect(await titles("owner")).toEqual(["草稿 owner none 0", "自己的 owner green 0", "参与的 member amber 0"]);
    expect(await titles("lead")).toEqual(["他人的 owner green 2", "草稿  none 0", "自己的  green 0"]);
    expect(await titles("director")).toEqual(["参与的  amber 0", "草稿  none 0", "他人的  green 2", "自己的  green 0"]);
    expect(await menu("director")).toMatchObject({
      year: 2026,
      today: "2026-03-18",
      closed: false,
      lastYearOpen: false,
      offices: ["干部科", "组织科"],
      mayAdd: true,
    });
    const { body: overview } = await work.act<WorkOverview>("director", "GET", "/work-items/overview?month=2026-03");
    expect(overview.offices).toEqual([
      expect.objectContaining({ office: "干部科", underway: 1, amber: 1, red: 0, due: 0 }),
      expect.objectContaining({ office: "组织科", underway: 2, draft: 1, due: 2, onTime: 0, missing: 2 }),
    ]);
    await work.on("2026-03-21");
    expect((await work.act<WorkOverview>("director", "GET", "/work-items/overview")).body.red).toMatchObject([{ title: "参与的" }]);
  });
});

import { expect, test } from "vitest";
import { access } from "../../functions/access.ts";
import type { ProgressList, ProgressRecord } from "../../functions/progress/contract.ts";
import { progressRoles } from "../../functions/progress/rules.ts";
import { withWork } from "../support/work-items.ts";

async function withProgress() {
  const work = await withWork();
  const { id } = await work.underway({
    target: "村村有民主议事的规矩",
    milestones: [{ title: "定章程", date: "2026-04-01" }],
  });
  type Who = Parameters<typeof work.act>[0];
  const path = `/progress/${id}`;
  const call = (who: Who, method: string, name = "", body?: object) => work.act<ProgressRecord>(who, method, path + name, body);
  const write = (who: Who, version: number, summary = "章程已经征求了十二个村的意见。") => call(who, "PUT", "", { summary, version });
  const shown = async () => (await work.call<ProgressList>("GET", "/api/progress")).body.items;
  return {
    ...work,
    id,
    write,
    take: (who: Who, step: string, version: number, more: object = {}) => call(who, "POST", `/${step}`, { version, ...more }),
    get: (who: Who) => call(who, "GET"),
    shown,
  };
}

test("a project is shown to the public after 提供, 保密审查 and 签发 by three people, without a person's name", async () => {
  const { id, write, take, get, shown } = await withProgress();
  expect((await get("owner")).body).toMatchObject({ version: 0, state: "draft", live: false, allowed: ["edit"] });
  expect((await write("owner", 0)).body).toMatchObject({ version: 1, state: "draft", allowed: ["edit", "provide"] });
  expect(await shown()).toEqual([]);
  expect((await take("owner", "provide", 1)).body).toMatchObject({ state: "to-review", allowed: [] });
  expect((await take("editor", "review", 2)).body.state).toBe("to-sign");
  expect(await shown()).toEqual([]);
  expect((await take("director", "sign", 3)).body).toMatchObject({ state: "published", live: true });
  const [card] = await shown();
  expect(card).toEqual({
    id,
    title: "村级民主治理",
    office: "组织科",
    target: "村村有民主议事的规矩",
    summary: "章程已经征求了十二个村的意见。",
    state: "underway",
    start: "2026-03-02",
    end: "2026-06-30",
    milestones: [{ title: "定章程", date: "2026-04-01", doneOn: "" }],
    publishedAt: card!.publishedAt,
  });
  expect(JSON.stringify(card)).not.toMatch(/甲|乙|丙|owner|member/);
});

test("who provided or wrote it neither reviews nor signs it, and with three people who reviewed does not sign", async () => {
  const { write, take } = await withProgress();
  await write("lead", 0);
  await take("lead", "provide", 1);
  expect(await take("lead", "review", 2)).toMatchObject({ status: 403, body: { code: "own-material" } });
  await take("director", "review", 2);
  expect(await take("director", "sign", 3)).toMatchObject({ status: 403, body: { code: "own-material" } });
  expect((await take("lead2", "sign", 3)).body.state).toBe("published");
});

test("what is public stays as it was signed until the next 签发, and goes at once with 撤回", async () => {
  const work = await withProgress();
  const { id, write, take, shown } = work;
  await write("owner", 0);
  await take("owner", "provide", 1);
  await take("editor", "review", 2);
  await take("director", "sign", 3);
  const item = await work.read(id);
  await work.act("lead", "PUT", `/work-items/${id}/milestones/${item.milestones[0]!.id}`, { version: item.version, doneOn: "2026-03-02" });
  expect((await write("owner", 4, "章程已经定了。")).body.draft.milestones[0]!.doneOn).toBe("2026-03-02");
  expect((await shown())[0]).toMatchObject({ summary: "章程已经征求了十二个村的意见。", milestones: [{ doneOn: "" }] });
  expect((await take("director", "withdraw", 5, { reason: "数字有误" })).body).toMatchObject({ state: "withdrawn", live: false });
  expect(await shown()).toEqual([]);
});

test("退回 needs its reason and leads back to the writer; two at once, the second sees what it is now", async () => {
  const { write, take } = await withProgress();
  await write("owner", 0);
  await take("owner", "provide", 1);
  expect((await take("editor", "return", 2)).status).toBe(400);
  expect((await take("editor", "return", 2, { reason: "请写具体些" })).body).toMatchObject({ state: "draft" });
  const [a, b] = await Promise.all([write("owner", 3, "甲稿"), write("lead", 3, "乙稿")]);
  expect([a.status, b.status].sort()).toEqual([200, 409]);
  const lost = a.status === 409 ? a : b;
  expect(lost.body.current).toMatchObject({ version: 4 });
});

test("others than those concerned learn nothing; a member who does not answer for it writes nothing", async () => {
  const { id, write, take, get, act } = await withProgress();
  await write("owner", 0);
  expect((await get("member")).status).toBe(404);
  expect((await get("lead2")).status).toBe(404);
  expect((await act<{ items: unknown[] }>("member", "GET", "/progress")).body.items).toEqual([]);
  expect((await take("editor", "provide", 1)).status).toBe(403);
  await take("owner", "provide", 1);
  // Another lead may have to review it.
  expect((await get("lead2")).status).toBe(200);
  expect((await act("editor", "PUT", `/progress/${id}`, { summary: "x", version: 2 })).status).toBe(403);
  expect((await write("owner", 2)).body).toMatchObject({ code: "illegal-step" });
});

test("only a project that was set going has anything to tell", async () => {
  const work = await withProgress();
  const routine = await work.underway({ kind: "常规性" });
  expect((await work.act("lead", "GET", `/progress/${routine.id}`)).status).toBe(404);
  const draft = (await work.plan()).body;
  expect(await work.act("lead", "PUT", `/progress/${draft.id}`, { summary: "x", version: 0 })).toMatchObject({ status: 409 });
});

test("it waits on the first screen of whoever has to review, sign or mend it", async () => {
  const { write, take, act } = await withProgress();
  const groups = async (who: Parameters<typeof act>[0]) =>
    (await act<{ groups: { kind: string }[] }>(who, "GET", "/today")).body.groups
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith("progress"));
  await write("owner", 0);
  await take("owner", "provide", 1);
  expect(await groups("editor")).toEqual(["progress-review"]);
  expect(await groups("owner")).toEqual([]);
  await take("editor", "review", 2);
  expect(await groups("director")).toEqual(["progress-sign"]);
  await take("director", "return", 3, { reason: "再核一下数字" });
  expect(await groups("owner")).toEqual(["progress-returned"]);
});

test("the roles of the steps are those of the routes", () => {
  for (const [action, roles] of Object.entries(progressRoles)) {
    const route = action === "edit" ? "PUT /api/staff/progress/:project" : `POST /api/staff/progress/:project/${action}`;
    expect([...(access[route] as string[])].sort(), route).toEqual([...roles].sort());
  }
});

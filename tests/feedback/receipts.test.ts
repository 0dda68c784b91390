import { describe, expect, test } from "vitest";
import type { FeedbackProgress, PublicFeedbackList } from "../../functions/feedback/contract.ts";
import { withdraw } from "../../functions/feedback/receipts.ts";
import { HOUR } from "../../functions/platform/clock.ts";
import type { Store } from "../../functions/store/store.ts";
import { type Column, newColumn, START } from "./support.ts";

const office = "干部科";
const at = (code: string) => `/api/feedback/receipts/${encodeURIComponent(code)}`;
const progress = async (column: Column, code: string) => (await column.call<FeedbackProgress>("GET", at(code))).body;
const answered = async (column: Column, path = "/api/feedback") => (await column.call<PublicFeedbackList>("GET", path)).body.items;

/** One feedback on its way to the given state. */
async function inState(column: Column, state: string, more: Parameters<Column["handIn"]>[0] = {}) {
  const { code } = (await column.handIn({ name: "张三", contact: "13800000000", consent: true, ...more })).body;
  const cookie = await column.signIn(["editor"]);
  let record = (await column.queue(cookie)).items.at(-1)!;
  if (state === "rejected") record = (await column.step(cookie, record, "reject", { reason: "与本栏目无关" })).body;
  if (state === "accepted" || state === "answered") record = (await column.step(cookie, record, "accept", { office })).body;
  if (state === "answered") record = (await column.step(cookie, record, "answer", { office, answer: "已安排在下月。" })).body;
  return { code, cookie, record };
}

describe("under the 查询码", () => {
  test("any case, with or without hyphens and spaces", async () => {
    const column = await newColumn();
    const { code } = (await column.handIn()).body;
    const wide = code.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll("-", ""),
      ` ${code.replaceAll("-", " ")} `,
      code.replaceAll("-", "—"),
      wide,
    ]) {
      expect((await column.call("GET", at(typed))).status).toBe(200);
    }
  });

  test.each([
    ["pending", {}],
    ["accepted", { acceptedAt: new Date(START).toISOString(), office }],
    [
      "answered",
      { acceptedAt: new Date(START).toISOString(), office, answeredAt: new Date(START).toISOString(), answer: "已安排在下月。" },
    ],
    ["rejected", { reason: "与本栏目无关" }],
  ])("the author sees %s with what belongs to it", async (state, more) => {
    const column = await newColumn();
    const { code } = await inState(column, state);
    expect(await progress(column, code)).toEqual({
      kind: "建议",
      state,
      text: "建议多办几次现场辅导。",
      receivedAt: new Date(START).toISOString(),
      ...more,
    });
  });

  test.each(["pending", "accepted", "answered", "rejected"])("withdrawing in %s deletes what was written, everywhere", async (state) => {
    const column = await newColumn();
    const { code, cookie, record } = await inState(column, state, { text: "只此一处的文字", material: column.material });
    if (state === "answered") await column.step(cookie, record, "correct", { text: "只此一处的文字(改)" });
    expect((await column.call("DELETE", at(code))).status).toBe(204);
    expect(await progress(column, code)).toEqual({ kind: "建议", state: "withdrawn", text: "", receivedAt: new Date(START).toISOString() });
    expect(await answered(column)).toEqual([]);
    expect(await answered(column, `/api/materials/${column.material}/feedback`)).toEqual([]);
    const stored = JSON.stringify([...column.rows("feedback"), ...column.rows("audit")]);
    for (const gone of ["只此一处", "张三", "13800000000", "已安排在下月", "与本栏目无关"]) expect(stored).not.toContain(gone);
    expect(stored).toContain("feedback.withdraw");
    for (const queue of ["pending", "accepted", "answered", "rejected"]) {
      expect((await column.queue(cookie, `?state=${queue}`)).items).toEqual([]);
      expect((await column.queue(cookie, `?state=${queue}&office=${encodeURIComponent(office)}`)).items).toEqual([]);
    }
    expect((await column.queue(cookie, "?state=withdrawn")).items).toMatchObject([{ text: "", hasContact: false, state: "withdrawn" }]);
    expect((await column.call("DELETE", at(code))).status).toBe(204);
  });

  test("a withdrawal and an editor's step at once: one after the other, nothing half done", async () => {
    const column = await newColumn();
    for (let round = 0; round < 10; round++) {
      const { code, cookie, record } = await inState(column, "accepted");
      const [gone, step] = await Promise.all([
        column.call("DELETE", at(code)),
        column.step(cookie, record, "answer", { office, answer: "好" }),
        column.step(cookie, record, "assign", { office: "办公室" }),
      ]);
      expect(gone.status).toBe(204);
      expect([200, 409]).toContain(step.status);
      expect((await progress(column, code)).state).toBe("withdrawn");
      expect(await answered(column)).toEqual([]);
    }
  });
});

test("a withdrawal that meets an editor's step between its reading and its writing withdraws the new state", async () => {
  const column = await newColumn();
  const { code, cookie, record } = await inState(column, "accepted", { text: "只此一处的文字" });
  let between: (() => Promise<unknown>) | undefined = () => column.step(cookie, record, "answer", { office, answer: "刚刚答复" });
  const { get, getMany, transact } = column.store;
  const meeting: Store["transact"] = async (...operations) => {
    const first = between;
    between = undefined;
    await first?.();
    return transact(...operations);
  };
  await withdraw({ ...column.deps, store: { ...column.store, get, getMany, transact: meeting } }, code, "192.0.2.1");
  expect(await progress(column, code)).toMatchObject({ state: "withdrawn", text: "" });
  expect(await answered(column)).toEqual([]);
  expect(JSON.stringify(column.rows("feedback"))).not.toMatch(/只此一处|刚刚答复|138/);
});

describe("guessing codes", () => {
  const wrong = (n: number) => at(`2222-2222-${"23456789ABCDEFGHJKMNPQRSTVWXYZ"[n % 30]!.repeat(4)}`);

  test("is stopped by address after 20 failures, right codes included, until the next hour", async () => {
    const column = await newColumn();
    const { code } = (await column.handIn()).body;
    for (let n = 0; n < 20; n++) expect((await column.call(n % 2 ? "DELETE" : "GET", wrong(n))).status).toBe(404);
    for (const path of [wrong(21), at(code)]) {
      const refused = await column.call("GET", path);
      expect([refused.status, refused.body["code"], refused.headers.get("retry-after")]).toEqual([429, "too-many", "3600"]);
    }
    expect((await column.call("GET", at(code), { address: "192.0.2.1" })).status).toBe(200);
    column.time.now += HOUR;
    expect((await column.call("GET", at(code))).status).toBe(200);
  });

  test("many at once get no more tries than one after the other", async () => {
    const column = await newColumn();
    const all = await Promise.all(Array.from({ length: 60 }, (_, n) => column.call("GET", wrong(n))));
    expect(all.filter(({ status }) => status === 404)).toHaveLength(20);
  });

  test("reading by a right code never counts and writes nothing", async () => {
    const column = await newColumn();
    const { code } = (await column.handIn()).body;
    const before = JSON.stringify(column.rows("feedback"));
    for (let n = 0; n < 50; n++) expect((await column.call("GET", at(code))).status).toBe(200);
    expect(JSON.stringify(column.rows("feedback"))).toBe(before);
  });

  test.each(["0000-0000-0000", "short", "x".repeat(500), "%00", "../../etc", "ABCD-EFGH-JKLM", "'; DROP TABLE feedback"])(
    "%j is no code",
    async (typed) => {
      const column = await newColumn();
      expect((await column.call("GET", at(typed))).status).toBe(404);
      expect(column.rows("feedback")).toEqual([]);
    },
  );
});

describe("answered feedback in public", () => {
  test("shows unit or 访客, the times, the 答复部门 and the answer, newest first, page by page", async () => {
    const column = await newColumn();
    await inState(column, "answered", { text: "来自单位", unit: "shanshi" });
    column.time.now += HOUR / 4;
    await inState(column, "answered", { text: "来自访客", material: column.material });
    const items = await answered(column);
    expect(items.map(({ text, from, materialTitle }) => [text, from, materialTitle])).toEqual([
      ["来自访客", "访客", "创新三题"],
      ["来自单位", "山市镇", undefined],
    ]);
    expect(items[0]).toMatchObject({ office, answer: "已安排在下月。", answeredAt: new Date(START + HOUR / 4).toISOString() });
    expect(await answered(column, `/api/materials/${column.material}/feedback`)).toEqual([items[0]]);
    for (let n = 0; n < 20; n++) await inState(column, "answered");
    const first = (await column.call<PublicFeedbackList>("GET", "/api/feedback")).body;
    const second = (await column.call<PublicFeedbackList>("GET", `/api/feedback?cursor=${encodeURIComponent(first.cursor!)}`)).body;
    expect([first.items.length, second.items.length, second.cursor]).toEqual([20, 2, undefined]);
    expect(
      await column.call("GET", `/api/materials/${column.material}/feedback?cursor=${encodeURIComponent(first.cursor!)}`),
    ).toMatchObject({
      status: 400,
      body: { code: "bad-cursor" },
    });
  });

  test("names a material by its title of today, and a withdrawn one not at all", async () => {
    const column = await newColumn();
    const { code } = await inState(column, "answered", { material: column.material });
    const key = { pk: `published#${column.material}`, sk: "page" };
    const { version, ...live } = (await column.store.get("materials", key))!;
    const page = live["page"] as { card: { title: string } };
    await column.store.put("materials", { ...live, page: { ...page, card: { ...page.card, title: "新题目" } } }, { ifVersion: version });
    expect((await answered(column))[0]).toMatchObject({ material: column.material, materialTitle: "新题目" });
    await column.store.delete("materials", key);
    for (const path of ["/api/feedback", at(code)]) expect((await column.call("GET", path)).text).not.toMatch(/material|题/);
    expect((await column.call("GET", `/api/materials/${column.material}/feedback`)).status).toBe(404);
  });
});

import { expect, test } from "vitest";
import { roles, type Role } from "../../functions/people/contract.ts";
import { CLOSES, withReviews } from "./support.ts";

test("two reviewers score at once, each an item of its own; the result comes after closing, by weights, and enters the register", async () => {
  const column = await withReviews();
  const { director, one, two, lecture, article } = column;
  const review = await column.opened();
  const given = await Promise.all([
    column.score(one, review.id, lecture.id, [90, 80], 0, "有深度"),
    column.score(two, review.id, lecture.id, [85, 91]),
    column.score(two, review.id, article.id, [70, 70]),
  ]);
  expect(given.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { body: mine } = await column.read(one, review.id);
  expect(mine.entries.map(({ own, score }) => [own, score?.scores])).toEqual([
    [false, [90, 80]],
    [true, undefined],
  ]);
  const { body: meanwhile, text } = await column.read(director, review.id);
  expect(meanwhile.reviewers.map(({ scored }) => scored)).toEqual([1, 2]);
  expect(text).not.toContain("有深度");
  expect(meanwhile.entries.some(({ result }) => result)).toBe(false);

  const { body: closed } = await column.step(review, "close");
  expect(closed.entries.map(({ result }) => result)).toEqual([
    { mean: 86.7, reviewers: 2, remarks: ["有深度"] },
    { mean: 70, reviewers: 1, remarks: [] },
  ]);
  expect((await column.read(one, review.id)).body.entries.some(({ result }) => result)).toBe(false);
  const decision = { excellent: [lecture.id], award: "2026年度优秀讲课稿", level: "部级" };
  const { body: decided } = await column.step(closed, "decide", decision);
  expect(decided.entries.map(({ excellent }) => excellent)).toEqual([true, false]);
  expect(await column.awards()).toMatchObject([
    { name: "2026年度优秀讲课稿", level: "部级", who: "周㛃", work: "讲课稿甲", year: 2026, material: lecture.id, day: "2026-11-23" },
  ]);
  expect((await column.read(await column.signIn(["cadre"]), review.id)).body.entries[0]!.result!.mean).toBe(86.7);
});

test("what came late, to somebody's own work, or from no reviewer is refused, and changes nothing", async () => {
  const column = await withReviews();
  const { one, lecture, article } = column;
  const review = await column.opened();
  const refused = async (promise: ReturnType<typeof column.score>) => {
    const { status, body } = await promise;
    return [status, body.code];
  };
  const before = column.rows("activities");
  expect(await refused(column.score(one, review.id, article.id, [1, 1]))).toEqual([403, "own-material"]);
  const other = await column.signIn(["cadre"]);
  expect(await refused(column.score(other, review.id, lecture.id, [1, 1]))).toEqual([404, "not-found"]);
  expect(await refused(column.score(column.director, review.id, lecture.id, [1, 1]))).toEqual([403, "forbidden"]);
  expect(await refused(column.score(one, review.id, "nothing-here", [1, 1]))).toEqual([404, "not-found"]);
  for (const scores of [[1], [1, 2, 3], [101, 0], [-1, 0], [1.5, 0]])
    expect(await refused(column.score(one, review.id, lecture.id, scores))).toEqual([400, "invalid-body"]);
  column.time.now = CLOSES;
  // A week later everybody has signed in anew.
  const [reviewer, again] = await Promise.all([column.sessionOf("reviewer-2"), column.sessionOf("director")]);
  expect(await refused(column.score(reviewer, review.id, lecture.id, [1, 1]))).toEqual([409, "illegal-step"]);
  expect(column.rows("activities")).toEqual(before);
  // Its time over, the director decides without closing by hand.
  const { body: late } = await column.read(again, review.id);
  expect([late.state, late.allowed]).toEqual(["closed", ["decide"]]);
});

test("who provided a work for its author does not score it either", async () => {
  const column = await withReviews();
  const { body: draft } = await column.call<{ id: string; version: number }>("POST", "/api/staff/materials", {
    cookie: column.two,
    body: { title: "代交的", category: "讲课稿", body: "<p>文</p>", author: "别人" },
  });
  const { body: provided } = await column.materialStep(column.two, draft, "provide");
  const { body: reviewed } = await column.materialStep(await column.signIn(["editor"]), provided, "review");
  await column.materialStep(column.director, reviewed, "sign");
  const review = (await column.step(await column.plan({ entries: [draft.id] }), "open")).body;
  expect((await column.score(column.two, review.id, draft.id, [1, 1])).body.code).toBe("own-material");
  expect((await column.score(column.one, review.id, draft.id, [1, 1])).status).toBe(200);
});

test("a score that was changed elsewhere comes back as a conflict", async () => {
  const column = await withReviews();
  const review = await column.opened();
  const { body: first } = await column.score(column.one, review.id, column.lecture.id, [50, 50]);
  expect(first.version).toBe(1);
  expect((await column.score(column.one, review.id, column.lecture.id, [60, 60], 1)).status).toBe(200);
  const late = await column.score(column.one, review.id, column.lecture.id, [70, 70], 1);
  expect([late.status, late.body.code, late.body.current.scores]).toEqual([409, "conflict", [60, 60]]);
});

test("a plan whose weights, times, works or reviewers do not fit is refused; an open one stands", async () => {
  const column = await withReviews();
  const other = await column.publish({ title: "评论", category: "评论文章" });
  const cases: [object, string][] = [
    [{ criteria: [{ name: "一", weight: 99 }] }, "criteria"],
    [{ closesAt: column.input.opensAt }, "closesAt"],
    [{ entries: [other.id] }, "entries"],
    [{ reviewers: ["nobody"] }, "reviewers"],
  ];
  for (const [change, field] of cases) {
    const { status, body } = await column.act(column.director, "POST", "", { ...column.input, ...change });
    expect([status, body.errors[0]!.field], field).toEqual([400, field]);
  }
  const empty = await column.plan({ reviewers: [] });
  expect((await column.step(empty, "open")).body.errors).toEqual([{ field: "reviewers", code: "non_empty" }]);
  const open = await column.opened();
  const change = await column.act(column.director, "PUT", `/${open.id}`, { ...column.input, version: open.version });
  expect([change.status, change.body.code, change.body.allowed]).toEqual([409, "illegal-step", ["close"]]);
  expect((await column.step(open, "decide", { excellent: [], award: "", level: "" })).body.code).toBe("illegal-step");
});

/** What each role that is no reviewer may do with another's review; before the decision and after. */
const table: Record<Role, { list: number; open: number; decided: number; plans: boolean }> = {
  unit: { list: 403, open: 403, decided: 403, plans: false },
  cadre: { list: 200, open: 404, decided: 200, plans: false },
  lead: { list: 200, open: 404, decided: 200, plans: false },
  editor: { list: 200, open: 200, decided: 200, plans: false },
  director: { list: 200, open: 200, decided: 200, plans: true },
  admin: { list: 403, open: 403, decided: 403, plans: false },
};
test.each(roles)("%s and the review of others", async (role) => {
  const column = await withReviews();
  const review = await column.opened();
  const cookie = await column.signIn([role], { office: "干部科" });
  const { list, open, decided, plans } = table[role];
  const seen = await column.act(cookie, "GET", "?year=2026");
  expect(seen.status).toBe(list);
  if (list === 200) expect((seen.body as unknown as { items: object[] }).items).toHaveLength(open === 200 ? 1 : 0);
  expect((await column.read(cookie, review.id)).status).toBe(open);
  if (!plans) {
    expect((await column.act(cookie, "POST", "", column.input)).status).toBe(403);
    for (const step of ["open", "close", "decide"])
      expect((await column.step(review, step, step === "decide" ? { excellent: [], award: "", level: "" } : {}, cookie)).status).toBe(403);
  }
  const { body: closed } = await column.step(review, "close");
  if (open === 200) expect((await column.read(cookie, review.id)).body.entries[0]!.result !== undefined).toBe(role === "director");
  await column.step(closed, "decide", { excellent: [], award: "", level: "" });
  expect((await column.read(cookie, review.id)).status).toBe(decided);
  expect((await column.call("GET", "/api/staff/awards", { cookie })).status).toBe(list);
});

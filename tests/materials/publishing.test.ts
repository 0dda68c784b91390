import { describe, expect, test } from "vitest";
import { publishDue } from "../../functions/materials/publishing.ts";
import type { Material, MaterialList, MaterialPage } from "../../functions/materials/contract.ts";
import { DAY, HOUR } from "../../functions/platform/clock.ts";
import { newColumn, START, type Column } from "../support/column.ts";

const list = async (column: Column, query = "") => (await column.call<MaterialList>("GET", `/api/materials${query}`)).body;
const page = (column: Column, id: string) => column.call<MaterialPage>("GET", `/api/materials/${id}`);

describe("the public list", () => {
  test("newest first, by category, tie and both, 20 a page with an opaque cursor", async () => {
    const column = await newColumn();
    const ids: string[] = [];
    for (let place = 0; place < 23; place += 1) {
      const ties = place % 2 ? (["中心工作"] as const) : (["中心工作", "存在的问题"] as const);
      ids.unshift((await column.publish({ title: `第${place}篇`, category: place % 3 ? "新知识" : "新技能", ties: [...ties] })).id);
    }
    const first = await list(column);
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    const second = await list(column, `?cursor=${first.cursor}`);
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(20));
    expect(second.cursor).toBeUndefined();
    expect((await list(column, `?category=${encodeURIComponent("新技能")}`)).items).toHaveLength(8);
    expect((await list(column, `?tag=${encodeURIComponent("存在的问题")}`)).items).toHaveLength(12);
    expect(
      (await list(column, `?category=${encodeURIComponent("新技能")}&tag=${encodeURIComponent("存在的问题")}&limit=3`)).items,
    ).toHaveLength(3);
    expect((await list(column, `?category=${encodeURIComponent("没有的")}`)).items).toEqual([]);
    const foreign = await column.call("GET", `/api/materials?category=${encodeURIComponent("新技能")}&cursor=${first.cursor}`);
    expect([foreign.status, foreign.body["code"]]).toEqual([400, "bad-cursor"]);
  }, 60_000);

  test("may be cached, answers 304 to its tag, and refuses unknown and repeated parameters", async () => {
    const column = await newColumn();
    await column.publish();
    const answer = await column.call("GET", "/api/materials");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=30, s-maxage=60, stale-while-revalidate=30");
    const known = await column.call("GET", "/api/materials", { headers: { "if-none-match": answer.headers.get("etag")! } });
    expect([known.status, known.text]).toEqual([304, ""]);
    for (const query of ["?limit=0", "?limit=51", "?limit=1&limit=2", "?state=draft", "?tag=x", "?cursor=abc", "?q=%00"])
      expect((await column.call("GET", `/api/materials${query}`)).status, query).toBe(400);
  });
});

describe("one material", () => {
  test("shows text, attachments, package and related ones, and nothing of how it came about", async () => {
    const column = await newColumn();
    const near = await column.publish({ title: "近的", ties: ["中心工作"] });
    await column.publish({ title: "别的类", category: "新技能" });
    const { id } = await column.publish({
      title: "主题 𠮷 䶮",
      body: "<h1>题</h1><p onclick=x>正文<script>alert(1)</script></p>",
      ties: ["中心工作"],
      documentDate: "2026-01-02",
    });
    const { body, text } = await page(column, id);
    expect(body.title).toBe("主题 𠮷 䶮");
    expect(body.body).toBe("<h2>题</h2>\n<p>正文</p>".replace("\n", body.body.includes("\n") ? "\n" : ""));
    expect(body.related.map(({ id: other }) => other)).toEqual([near.id]);
    expect(body.documentDate).toBe("2026-01-02");
    expect(Date.parse(body.publishedAt)).toBeGreaterThanOrEqual(START);
    for (const secret of ["steps", "createdBy", "ordinal", '"key"', "state"]) expect(text).not.toContain(secret);
  });

  test("nobody can set the publish time, the state or the owner", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const base = { title: "题", category: "新理论", body: "" };
    for (const extra of [
      { publishedAt: "2020-01-01T00:00:00.000Z" },
      { state: "published" },
      { createdBy: "x" },
      { steps: [] },
      { id: "mine-mine" },
    ]) {
      const answer = await column.call("POST", "/api/staff/materials", { cookie, body: { ...base, ...extra } });
      expect([answer.status, answer.body["code"]]).toEqual([400, "invalid-body"]);
    }
  });

  test("a reprint without authorisation is title and link only, on every public address", async () => {
    const column = await newColumn();
    const { id } = await column.publish({
      title: "转载的文章",
      origin: "reprint",
      link: "https://example.org/a",
      body: "<p>没有授权的全文</p>",
      summary: "没有授权的摘要",
      questions: ["没有授权的题"],
    });
    for (const path of [
      `/api/materials/${id}`,
      "/api/materials",
      "/feed.xml",
      `/api/materials/${id}/package.zip`,
      `/column/${id}`,
      "/column/",
    ]) {
      const { text } = await column.call("GET", path);
      expect(text.length, path).toBeGreaterThan(0);
      expect(text, path).not.toContain("没有授权");
    }
    expect((await list(column, `?q=${encodeURIComponent("没有授权")}`)).items).toEqual([]);
    expect((await page(column, id)).body.link).toBe("https://example.org/a");
  });
});

describe("withdrawing", () => {
  test("takes a material off every public address at once; it can come back as a new edition", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    const material = await column.publish({ title: "撤回的文章", body: "<p>雪山飞狐</p>" });
    expect((await list(column, `?q=${encodeURIComponent("飞狐")}`)).items).toHaveLength(1);
    const { body: withdrawn } = await column.step(editor, material, "withdraw", { reason: "内容过时" });
    expect(withdrawn).toMatchObject({ state: "withdrawn", live: false });
    for (const path of [
      `/api/materials/${material.id}`,
      `/api/materials/${material.id}/package.zip`,
      `/api/materials/${material.id}/feedback`,
      `/column/${material.id}`,
      `/api/packages.zip?ids=${material.id}`,
    ]) {
      expect((await column.call("GET", path)).status, path).toBe(404);
    }
    expect((await column.call("POST", `/api/materials/${material.id}/views`)).status).toBe(404);
    for (const path of ["/api/materials", "/feed.xml", "/column/", `/api/materials?q=${encodeURIComponent("飞狐")}`])
      expect((await column.call("GET", path)).text, path).not.toContain("撤回的文章");
    const { body: open } = await column.step(editor, withdrawn, "revise");
    expect(open.state).toBe("draft");
    const changed = await column.call<Material>("PUT", `/api/staff/materials/${material.id}`, {
      cookie: editor,
      body: { version: open.version, title: "改过的文章", category: "新理论", body: "<p>新的</p>" },
    });
    const { body: provided } = await column.step(editor, changed.body, "provide");
    const { body: reviewed } = await column.step(await column.signIn(["lead"]), provided, "review");
    const { body: live } = await column.step(await column.signIn(["director"]), reviewed, "sign");
    expect(live).toMatchObject({ state: "published", edition: 2, live: true });
    expect((await page(column, material.id)).body.title).toBe("改过的文章");
  });
});

describe("regulations", () => {
  test("keep their history in public; the text in force stays up while the next is being prepared", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    const first = await column.publish({ title: "学习制度", category: "制度规范", body: "<p>每双周星期五下午集中学习。</p>" });
    const { body: open } = await column.step(editor, first, "revise");
    expect((await page(column, first.id)).body.body).toContain("每双周");
    const { body: changed } = await column.call<Material>("PUT", `/api/staff/materials/${first.id}`, {
      cookie: editor,
      body: { version: open.version, title: "学习制度（修订）", category: "制度规范", body: "<p>修订后的条文。</p>" },
    });
    const { body: provided } = await column.step(editor, changed, "provide");
    const { body: reviewed } = await column.step(await column.signIn(["lead"]), provided, "review");
    await column.step(await column.signIn(["director"]), reviewed, "sign");
    const { body: now } = await page(column, first.id);
    expect(now.body).toContain("修订后的条文");
    expect(now.editions.map(({ edition, title }) => [edition, title])).toEqual([
      [2, "学习制度（修订）"],
      [1, "学习制度"],
    ]);
    const old = await column.call("GET", `/api/materials/${first.id}/editions/1`);
    expect(old.body["body"]).toContain("每双周");
    const plain = await column.call("GET", `/column/${first.id}/editions/1`);
    expect(plain.text).toContain("每双周");
    expect(plain.text).toContain(`href="/column/${first.id}"`);
    expect((await column.call("GET", `/column/${first.id}`)).text).toContain(`/column/${first.id}/editions/1`);
    expect((await column.call("GET", `/column/${first.id}/editions/3`)).status).toBe(404);
    expect((await list(column)).items).toHaveLength(1);
    expect((await list(column, `?q=${encodeURIComponent("每双周")}`)).items).toEqual([]);
  });

  test("other materials show no earlier text", async () => {
    const column = await newColumn();
    const { id } = await column.publish();
    expect((await column.call("GET", `/api/materials/${id}/editions/1`)).status).toBe(404);
  });
});

describe("scheduled publishing", () => {
  async function scheduled(column: Column) {
    const [cadre, editor, director] = [await column.signIn(["cadre"]), await column.signIn(["editor"]), await column.signIn(["director"])];
    const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
      cookie: cadre,
      body: { title: "定时的", category: "新理论", body: "<p>x</p>" },
    });
    const { body: provided } = await column.step(cadre, draft, "provide");
    const { body: reviewed } = await column.step(editor, provided, "review");
    const { body: signed } = await column.step(director, reviewed, "sign", { publishAt: new Date(column.time.now + DAY).toISOString() });
    return { signed, editor };
  }

  test("comes out at its time, once, though the job runs twice or late", async () => {
    const column = await newColumn();
    const { signed } = await scheduled(column);
    expect(signed).toMatchObject({ state: "to-sign", live: false });
    expect(await publishDue(column.deps)).toBe(0);
    column.time.now += DAY + 3 * HOUR;
    const runs = await Promise.all([publishDue(column.deps), publishDue(column.deps)]);
    expect(runs[0] + runs[1]).toBe(1);
    expect((await page(column, signed.id)).body.publishedAt).toBe(new Date(column.time.now).toISOString());
    expect(await publishDue(column.deps)).toBe(0);
  });

  test("a returned one does not come out", async () => {
    const column = await newColumn();
    const { signed, editor } = await scheduled(column);
    const { body: returned } = await column.step(editor, signed, "return", { reason: "再核一遍" });
    expect(returned.state).toBe("draft");
    column.time.now += 2 * DAY;
    expect(await publishDue(column.deps)).toBe(0);
    expect((await list(column)).items).toEqual([]);
  });
});

describe("two people on one draft", () => {
  test("the second is told what changed and gets the current record", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
      cookie,
      body: { title: "题", category: "新理论" },
    });
    const save = (title: string) =>
      column.call("PUT", `/api/staff/materials/${draft.id}`, { cookie, body: { version: draft.version, title, category: "新理论" } });
    const both = await Promise.all([save("甲"), save("乙")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const second = await save("丙");
    expect(second.body).toMatchObject({ code: "conflict", current: { version: 2 } });
  });

  test("the same Idempotency-Key makes one draft, another body under it is refused", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const create = (title: string) =>
      column.call<Material>("POST", "/api/staff/materials", {
        cookie,
        body: { title, category: "新理论" },
        headers: { "idempotency-key": "key-number-1" },
      });
    const answers = await Promise.all([create("题"), create("题"), create("题")]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await create("别的")).body).toMatchObject({ code: "idempotency-mismatch" });
  });
});

test("counts a visitor once a day per material, without cookie and address", async () => {
  const column = await newColumn();
  const { id } = await column.publish();
  const view = (address: string) =>
    column.call("POST", `/api/materials/${id}/views`, { headers: { "x-test-address": address, "user-agent": "Browser 1" } });
  expect((await view("198.51.100.7")).body).toEqual({ counted: true });
  expect((await view("198.51.100.7")).body).toEqual({ counted: false });
  expect((await view("198.51.100.8")).body).toEqual({ counted: true });
  column.time.now += DAY;
  expect((await view("198.51.100.7")).body).toEqual({ counted: true });
  await column.call("POST", `/api/materials/${id}/downloads`);
  expect((await page(column, id)).body.counts).toEqual({ views: 3, downloads: 1 });
  expect((await list(column)).items[0]!.counts).toEqual({ views: 3, downloads: 1 });
  expect(JSON.stringify(column.rows("materials"))).not.toContain("198.51.100");
  const beacon = await column.fetch(
    new Request(`http://column.test/api/materials/${id}/views`, { method: "POST", headers: { origin: "https://evil.test" } }),
  );
  expect(beacon.status).toBe(403);
});

test("reading changes nothing in the store", async () => {
  const column = await newColumn();
  const { id } = await column.publish();
  const cookie = await column.signIn(["editor", "admin", "director"]);
  const all = () => JSON.stringify(["materials", "feedback", "people", "audit"].map(column.rows));
  const before = all();
  for (const path of [
    "/api/materials",
    `/api/materials/${id}`,
    `/api/materials/${id}/package.zip`,
    "/api/materials?q=x",
    "/api/units",
    "/api/statistics",
    "/api/feedback",
    "/api/feedback/form",
    "/feed.xml",
    "/openapi.json",
    "/column/",
    `/column/${id}`,
  ]) {
    for (const method of ["GET", "HEAD", "OPTIONS"]) await column.call(method, path);
  }
  for (const path of [
    "/api/staff/session",
    "/api/staff/materials?state=published",
    `/api/staff/materials/${id}`,
    "/api/staff/people",
    "/api/staff/settings",
    "/api/staff/audit",
    "/api/staff/feedback",
  ]) {
    expect((await column.call("GET", path, { cookie })).status, path).toBe(200);
  }
  expect(all()).toBe(before);
});

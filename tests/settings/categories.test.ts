import { expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { findWorking, putWorking } from "../../functions/materials/table.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import { moveCategories } from "../../functions/settings/categories.ts";
import type { CategoryUses } from "../../functions/settings/category.contract.ts";
import { type Column, newColumn } from "../support/column.ts";

async function renameTo(column: Column, from: string, to: string, cookie?: string) {
  const admin = cookie ?? (await column.signIn(["admin"]));
  const { body } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  const sent = { from, to, version: body["version"] };
  return column.call("POST", "/api/staff/settings/categories/rename", { cookie: admin, body: sent });
}

async function dropped(column: Column, name: string) {
  const admin = await column.signIn(["admin"]);
  const { body } = await column.call<{ categories: string[] }>("GET", "/api/staff/settings", { cookie: admin });
  const categories = body.categories.filter((category) => category !== name);
  return column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...body, categories } });
}

const titles = async (column: Column, query: string) => {
  const { body } = await column.call<{ items: { title: string; category: string }[] }>("GET", `/api/materials?${query}`);
  return body.items.map(({ title, category }) => `${category}:${title}`);
};

const uses = async (column: Column, name: string) => {
  const { body } = await column.call<CategoryUses>("GET", "/api/staff/settings/categories", { cookie: await column.signIn(["editor"]) });
  return { ...body.items.find((item) => item.name === name), moving: body.moving.length };
};

test("a renamed category takes its materials, drafts and search results along, in their order, editions and times unchanged", async () => {
  const column = await newColumn();
  const first = await column.publish({ title: "论语心得", category: "讲课稿", ties: ["中心工作"] });
  await column.publish({ title: "创新三题", category: "评论文章" });
  await column.publish({ title: "当论语遇上算盘", category: "讲课稿" });
  const cadre = await column.signIn(["cadre"]);
  const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
    cookie: cadre,
    body: { title: "还在写", category: "讲课稿", body: "<p>字</p>" },
  });
  await foldFresh(column.store, { maxDocuments: 20 });
  const before = await column.call<{ publishedAt: string; edition: number }>("GET", `/api/materials/${first.id}`);

  expect((await renameTo(column, "讲课稿", "讲稿")).status).toBe(200);
  expect(await uses(column, "讲稿")).toEqual({ name: "讲稿", published: 2, inWork: 0, moving: 1 });
  await moveCategories(column.deps);
  await foldFresh(column.store, { maxDocuments: 20 });

  const now = ["讲稿:当论语遇上算盘", "讲稿:论语心得"];
  const of = (category: string) => `category=${encodeURIComponent(category)}`;
  expect(await titles(column, of("讲稿"))).toEqual(now);
  expect(await titles(column, of("讲课稿"))).toEqual(now);
  expect(await titles(column, "limit=9")).toEqual([now[0], "评论文章:创新三题", now[1]]);
  expect(await titles(column, `q=${encodeURIComponent("论语")}&${of("讲稿")}`)).toEqual(now);
  expect(await titles(column, `tag=${encodeURIComponent("中心工作")}&${of("讲稿")}`)).toEqual([now[1]]);
  const after = await column.call("GET", `/api/materials/${first.id}`);
  expect(after.body).toMatchObject({ category: "讲稿", publishedAt: before.body.publishedAt, edition: before.body.edition });
  expect((await column.call("GET", `/api/staff/materials/${draft.id}`, { cookie: cadre })).body).toMatchObject({ category: "讲稿" });
  expect(await uses(column, "讲稿")).toEqual({ name: "讲稿", published: 2, inWork: 1, moving: 1 });
  column.time.now += 60_000;
  await moveCategories(column.deps);
  expect((await uses(column, "讲稿")).moving).toBe(0);

  // A person goes on: what is published anew stands where it belongs, once.
  const editor = await column.signIn(["editor"]);
  const { body: read } = await column.call<Material>("GET", `/api/staff/materials/${first.id}`, { cookie: editor });
  const withdrawn = await column.step(editor, read, "withdraw", { reason: "过时" });
  expect(withdrawn.status).toBe(200);
  expect(await titles(column, of("讲稿"))).toEqual([now[0]]);
});

test("what is saved or published under an old name stands under the new one", async () => {
  const column = await newColumn();
  await renameTo(column, "讲课稿", "讲稿");
  column.time.now += 61_000;
  await moveCategories(column.deps);
  const cadre = await column.signIn(["cadre"]);
  const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
    cookie: cadre,
    body: { title: "一", category: "讲课稿" },
  });
  expect(draft.category).toBe("讲稿");
  // A record that was written with the old name at the very moment of the change, and that the job has not met.
  const working = (await findWorking(column.store, draft.id))!;
  await column.store.transact(putWorking({ ...working, category: "讲课稿" }));
  const [editor, director] = [await column.signIn(["editor"]), await column.signIn(["director"])];
  const { body: provided } = await column.step(cadre, { id: draft.id, version: working.version + 1 }, "provide");
  const { body: reviewed } = await column.step(editor, provided, "review");
  expect((await column.step(director, reviewed, "sign")).body).toMatchObject({ state: "published", category: "讲稿" });
  for (const name of ["讲课稿", "讲稿"]) expect(await titles(column, `category=${encodeURIComponent(name)}`)).toEqual(["讲稿:一"]);
});

test("more materials than a request carries over are the job's; meanwhile nothing is lost, and the list shows each once", async () => {
  const column = await newColumn();
  for (let place = 0; place < 23; place += 1) await column.publish({ title: `第${place}篇`, category: "新知识" });
  await renameTo(column, "新知识", "新本领");
  const [half, all] = await Promise.all([titles(column, "category=%E6%96%B0%E6%9C%AC%E9%A2%86&limit=50"), titles(column, "limit=50")]);
  expect([half.length, all.length]).toEqual([20, 23]);
  expect(await moveCategories(column.deps)).toBe(3);
  expect(await titles(column, "category=%E6%96%B0%E6%9C%AC%E9%A2%86&limit=50")).toHaveLength(23);
  expect(await moveCategories(column.deps)).toBe(0);
});

test("renaming on, and back, forms no circle; a name that is being emptied is not taken", async () => {
  const column = await newColumn();
  await column.publish({ title: "一", category: "新技能" });
  await renameTo(column, "新技能", "本领");
  expect((await renameTo(column, "本领", "新技能")).body["code"]).toBe("category-moving");
  expect((await dropped(column, "本领")).body["code"]).toBe("category-moving");
  const settle = async () => {
    column.time.now += 61_000;
    await moveCategories(column.deps);
  };
  await settle();
  expect((await renameTo(column, "本领", "新技能")).status).toBe(200);
  await settle();
  expect((await renameTo(column, "新技能", "手艺")).status).toBe(200);
  await settle();
  for (const name of ["新技能", "本领", "手艺"]) expect(await titles(column, `category=${encodeURIComponent(name)}`)).toEqual(["手艺:一"]);
});

test("a category in use is not dropped, an empty one is; what is withdrawn does not hold it", async () => {
  const column = await newColumn();
  expect((await dropped(column, "新理论")).status).toBe(200);
  const material = await column.publish({ title: "一", category: "专题辅导" });
  const refused = await dropped(column, "专题辅导");
  expect([refused.status, refused.body["code"]]).toEqual([409, "category-in-use"]);
  await column.step(await column.signIn(["editor"]), material, "withdraw", { reason: "过时" });
  expect((await dropped(column, "专题辅导")).status).toBe(200);
  await column.call("POST", "/api/staff/materials", { cookie: await column.signIn(["cadre"]), body: { title: "稿", category: "讲课稿" } });
  expect((await dropped(column, "讲课稿")).body["code"]).toBe("category-in-use");
});

test("names that exist, regulations and unknown ones are refused; the second of two administrators sees what the first made", async () => {
  const column = await newColumn();
  expect((await renameTo(column, "讲课稿", "新理论")).body).toMatchObject({ code: "invalid-body", errors: [{ field: "to" }] });
  expect((await renameTo(column, "讲课稿", "讲课稿 ")).status).toBe(400);
  expect((await renameTo(column, "制度规范", "规定")).body["code"]).toBe("category-fixed");
  expect((await renameTo(column, "没有", "规定")).body["code"]).toBe("unknown-category");
  const admin = await column.signIn(["admin"]);
  const { body: read } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  await renameTo(column, "讲课稿", "讲稿", admin);
  const late = await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...read, threePeople: false } });
  expect(late.body).toMatchObject({ code: "conflict", current: { threePeople: true, version: 1 } });
  expect((late.body as { current: { categories: string[] } }).current.categories).toContain("讲稿");
});

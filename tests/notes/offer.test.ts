import { expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import type { Note } from "../../functions/notes/contract.ts";
import { newColumn } from "../support/column.ts";
import { notesOf } from "./support.ts";

const TEXT = '第一段：<b>不是</b>标记 & "引号"。\n\n第二段，𠮷。';

test("a 心得 offered for publication goes the three steps; the note shows where it stands; a second offer is impossible", async () => {
  const column = await newColumn();
  const cadre = await column.signIn(["cadre"], { name: "演示干部", office: "干部科" });
  const mine = notesOf(column, cadre);
  const { body: note } = await mine.create({ kind: "reflection", title: "读后有感", text: TEXT, ties: ["自身的业务"] });
  const offers = await Promise.all(
    [1, 2].map(() => mine.call("POST", `/${note.id}/offer`, { version: note.version, category: "评论文章" })),
  );
  expect(offers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const offered = offers.find(({ status }) => status === 200)!.body;
  expect([offered.version, offered.offered?.state]).toEqual([2, "to-review"]);
  const again = await mine.call<{ code: string }>("POST", `/${note.id}/offer`, { version: 2, category: "评论文章" });
  expect([again.status, again.body.code]).toEqual([409, "illegal-step"]);

  const id = offered.offered!.material;
  const { body: material } = await column.call<Material>("GET", `/api/staff/materials/${id}`, { cookie: cadre });
  expect(material.body).toBe('<p>第一段：&lt;b&gt;不是&lt;/b&gt;标记 &amp; "引号"。</p><p>第二段，𠮷。</p>');
  expect([material.title, material.author, material.source, material.ties, material.steps.map(({ step }) => step)]).toEqual([
    "读后有感",
    "演示干部",
    "干部科",
    ["自身的业务"],
    ["provide"],
  ]);
  const [editor, director] = [await column.signIn(["editor"]), await column.signIn(["director"])];
  const { body: reviewed } = await column.step(editor, material, "review");
  expect((await column.step(director, reviewed, "sign")).status).toBe(200);
  expect((await mine.read(note.id)).body.offered).toEqual({ material: id, state: "published", live: true });
  // The note goes on as the author's own; what was published stays.
  const { body: present } = await mine.read(note.id);
  expect((await mine.save(present, { kind: "reflection", title: "读后有感", text: "改了" })).status).toBe(200);
});

test("what cannot be offered: a 笔记, what has no title or text, an unknown category, listed words without a reason", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  await column.call("PUT", "/api/staff/settings/words", { cookie: admin, body: { words: ["不该有的词"], version: 0 } });
  const mine = notesOf(column, await column.signIn(["cadre"]));
  const offer = async (change: object, more: object = {}) => {
    const { body: note } = await mine.create({ kind: "reflection", title: "心得", text: "正文", ...change });
    const { status, body } = await mine.call<Note & { code?: string }>("POST", `/${note.id}/offer`, {
      version: note.version,
      category: "评论文章",
      ...more,
    });
    return [status, body.code ?? body.offered?.state];
  };
  expect(await offer({ kind: "note" })).toEqual([409, "illegal-step"]);
  expect(await offer({ title: " " })).toEqual([400, "invalid-body"]);
  expect(await offer({ text: "\n" })).toEqual([400, "invalid-body"]);
  expect(await offer({}, { category: "没有的分类" })).toEqual([400, "unknown-category"]);
  expect(await offer({ text: "这是不该有的词。" })).toEqual([409, "words-found"]);
  expect(await offer({ text: "这是不该有的词。" }, { overrule: "引用文件原文" })).toEqual([200, "to-review"]);
  expect(column.rows("materials").filter(({ sk }) => sk === "current")).toHaveLength(1);
});

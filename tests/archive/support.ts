import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { archiveEntries } from "../../functions/archive/archive-entries.ts";
import { writeFolder } from "../../functions/backup/write-folder.ts";
import type { FormToken } from "../../functions/feedback/contract.ts";
import type { Material } from "../../functions/materials/contract.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { type Column, newColumn } from "../support/column.ts";

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-archive-"));
  made.push(folder);
  return folder;
}

export const LONG_TITLE = "关于进一步加强和改进全市基层干部理论学习、业务培训与调查研究工作的若干意见及其实施细则（征求意见稿修订本）";
export const SECRET_NAME = "张三丰";
export const SECRET_CONTACT = "13900001111";

async function revise(column: Column, material: Material, body: string): Promise<Material> {
  const [cadre, editor, director] = [await column.signIn(["editor"]), await column.signIn(["editor"]), await column.signIn(["director"])];
  const { body: opened } = await column.step(cadre, material, "revise");
  const { title, category } = material;
  const { body: changed } = await column.call<Material>("PUT", `/api/staff/materials/${material.id}`, {
    cookie: cadre,
    body: { title, category, body, version: opened.version },
  });
  const { body: provided } = await column.step(cadre, changed, "provide");
  const { body: reviewed } = await column.step(editor, provided, "review");
  const { body: signed } = await column.step(director, reviewed, "sign");
  column.time.now += 1000;
  return signed;
}

async function answered(column: Column, text: string, material?: string): Promise<void> {
  const { formToken } = (await column.call<FormToken>("GET", "/api/feedback/form")).body;
  column.time.now += 5000;
  const personal = { name: SECRET_NAME, contact: SECRET_CONTACT, consent: true };
  const handed = await column.call("POST", "/api/feedback", {
    body: { kind: "建议", text, formToken, ...personal, ...(material ? { material } : {}) },
  });
  if (handed.status !== 201) throw new Error(handed.text);
  const editor = await column.signIn(["editor"]);
  const { items } = (await column.call<{ items: { id: string; version: number }[] }>("GET", "/api/staff/feedback", { cookie: editor }))
    .body;
  const [entry] = items;
  const { body: accepted } = await column.call<{ version: number }>("POST", `/api/staff/feedback/${entry!.id}/accept`, {
    cookie: editor,
    body: { version: entry!.version },
  });
  column.time.now += 3 * DAY;
  const later = await column.signIn(["editor"]);
  const done = await column.call("POST", `/api/staff/feedback/${entry!.id}/answer`, {
    cookie: later,
    body: { version: accepted.version, office: "干部组", answer: "感谢您的建议，\n已经采纳 <b>。" },
  });
  if (done.status !== 200) throw new Error(done.text);
}

/** One with two attachments, of which one has lost its bytes since. */
async function withFiles(column: Column): Promise<void> {
  const [editor, other, director] = [await column.signIn(["editor"]), await column.signIn(["editor"]), await column.signIn(["director"])];
  let { body: material } = await column.call<Material>("POST", "/api/staff/materials", {
    cookie: editor,
    body: { title: "带附件的一篇", category: "讲课稿", body: "<p>请看附件。</p>" },
  });
  for (const name of ["讲课提纲 𠮷#1 50%.txt", "不见了.txt"]) {
    const upload = await column.upload(editor, name, new TextEncoder().encode(`附件内容 䶮 ${name}`));
    ({ body: material } = await column.call<Material>("POST", `/api/staff/materials/${material.id}/attachments`, {
      cookie: editor,
      body: { upload, version: material.version },
    }));
  }
  const { body: provided } = await column.step(editor, material, "provide");
  const { body: reviewed } = await column.step(other, provided, "review");
  await column.step(director, reviewed, "sign");
  for await (const { key } of column.deps.blobs.list()) {
    const bytes = await column.deps.blobs.get(key);
    if (new TextDecoder().decode(bytes).includes("不见了")) await column.deps.blobs.delete(key);
  }
}

/** A year with something of everything, and one thing of the year before. */
export async function busyYear() {
  const column = await newColumn();
  column.time.now = Date.parse("2025-12-31T15:59:00Z");
  await column.publish({ title: "上一年的最后一篇" });
  column.time.now = Date.parse("2025-12-31T16:01:00Z");
  const first = await column.publish({ title: "新年第一篇 <𠮷> & 䶮：CON?", body: "<p>䶮𠮷㛃的正文。</p>", category: "讲课稿" });
  for (const browser of ["one", "two"])
    await column.call("POST", `/api/materials/${first.id}/views`, { headers: { "user-agent": browser } });
  await column.call("POST", `/api/materials/${first.id}/downloads`);
  await column.publish({ title: LONG_TITLE, category: "调研文章" });
  await column.publish({ title: LONG_TITLE, category: "调研文章" });
  const rule = await column.publish({ title: "学习制度", category: "制度规范", body: "<p>第一版。</p>" });
  column.time.now += 60 * DAY;
  await revise(column, rule, "<p>第二版。</p>");
  const essay = await column.publish({ title: "笑对种种不如意", body: "<p>初稿的错字。</p>" });
  await revise(column, essay, "<p>改好的文字。</p>");
  await withFiles(column);
  const taken = await column.publish({ title: "撤下的一篇", body: "<p>不该公开的内容</p>" });
  const editor = await column.signIn(["editor"]);
  await column.step(editor, taken, "withdraw", { reason: "内容有误" });
  await column.publish({
    title: "转载的一篇",
    origin: "reprint",
    link: "https://example.gov.cn/a?b=1&c=2",
    body: "<p>未经授权的全文</p>",
  });
  await answered(column, "多办几次集中学习。\n第二段", first.id);
  await answered(column, "=1+1 建议增加讲课。");
  return { column, first };
}

export async function archiveOf(column: Column, year: number): Promise<string> {
  const folder = join(newFolder(), "archive");
  await writeFolder(folder, archiveEntries(column.deps, year));
  return folder;
}

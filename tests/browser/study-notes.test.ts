import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Note, NoteList } from "../../functions/notes/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, staffSession, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press, told } from "../support/workbench.ts";

const PASSWORD = "notes password 5";
const phone = { width: 360, height: 740 };
const patient = { timeout: 15_000 };

const write = async (page: Page, text: string) => {
  const area = await find(page, "textarea[name=text]");
  await area.focus();
  await area.evaluate((node) => (node as HTMLTextAreaElement).setSelectionRange(1e6, 1e6));
  await page.keyboard.type(text);
};
/** One's notes of the present month, as the server has them. */
const ownNotes = async (url: string, login: string) => {
  const call = await staffSession(url, login, PASSWORD);
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  return (await call<NoteList>("GET", `/api/staff/notes?month=${month}`)).items;
};

describe.each(installedBrowsers("study notes"))("in %s, study notes", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("on a phone a cadre writes; it is counted and saved by itself, listed, and deleted after a question", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/notes", ...phone });
    await waitForText(page, ".note-progress", "目标 5,000 字");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, "写学习心得");
    await write(page, "今天读了 2 篇文章，𠮷。");
    await waitForText(page, ".note-bar", "11 字");
    await waitForText(page, ".note-bar", "已保存");
    await fill(page, "input[name=title]", "读报有感");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, "更多");
    await find(page, "dialog select[name=kind]");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await click(page, "dialog input[name='tie-中心工作']");
    await press(page, "好", "dialog");
    await waitForText(page, ".note-bar", "已保存");
    await press(page, "返回");
    await waitForText(page, "main h1", "学习笔记");
    await waitForText(page, ".note-link", "读报有感");
    // It is listed from the device at once, and from the server when that has it.
    const listed = async () => (await ownNotes(server.url, "cadre")).filter(({ title }) => title === "读报有感");
    await expect
      .poll(async () => (await listed()).map(({ kind, characters }) => [kind, characters]), patient)
      .toEqual([["reflection", 11]]);
    const [line] = await listed();
    await openScreen(page, `/notes/${line!.id}`, "学习心得");
    await press(page, "更多");
    await press(page, "删除", "dialog");
    await waitForText(page, "dialog h2", "删除这篇笔记");
    await press(page, "取消", "dialog");
    await press(page, "删除", "dialog");
    await click(page, "dialog .dialog-foot button.danger");
    await waitForText(page, "main h1", "学习笔记");
    await expect.poll(listed, patient).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test.runIf(name === "chromium")(
    "a note on a material, left in the middle of a word, is saved all the same and listed at once",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/materials", ...phone });
      await click(page, "table.data tbody th a");
      await press(page, "写学习笔记");
      await waitForText(page, ".note-about", "关于《");
      await write(page, "写到一半");
      await press(page, "返回");
      await waitForText(page, ".note-link", "读《");
      await page.waitForFunction(() => !document.querySelector("#on-device"));
      expect(await page.evaluate(() => location.hash)).toBe("#/notes");
      const written = async () =>
        (await ownNotes(server.url, "cadre")).filter(({ about, characters }) => about?.kind === "material" && characters === 4);
      await expect.poll(async () => (await written()).length, patient).toBe(1);
      expect(faults).toEqual([]);
      await close();
    },
    60_000,
  );

  test.runIf(name === "chromium")(
    "a 心得 is offered for publication once, and says where it stands",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, {
        path: "/notes/new?kind=reflection",
        ...phone,
      });
      await fill(page, "input[name=title]", "学而时习之");
      await write(page, "第一段。\n第二段 <b>。");
      await waitForText(page, ".note-bar", "已保存");
      await press(page, "更多");
      await press(page, "提供发表", "dialog");
      await find(page, "dialog select[name=category]");
      expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
      await press(page, "提供", "dialog");
      await told(page, "等待保密审查");
      await press(page, "更多");
      await waitForText(page, "dialog", "已提供发表：等待保密审查");
      expect((await textsOf(page, "dialog button")).includes("提供发表")).toBe(false);
      await click(page, "dialog a");
      await waitForText(page, "main h1", "学而时习之");
      await waitForText(page, "main", "第二段 <b>。");
      expect(faults).toEqual([]);
      await close();
    },
    60_000,
  );

  test.runIf(name === "chromium")(
    "the director reads a cadre's note and booklet, and the audit log says so; an editor finds nothing",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/notes/people" });
      await waitForText(page, "table.data", "演示干部");
      expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
      const year = new Date().getFullYear();
      await openScreen(page, `/notes/print/${year}?person=p-cadre`, `${year} 年学习笔记`);
      await waitForText(page, ".booklet-contents", "目录");
      expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
      const marks = await textsOf(page, ".booklet article");
      expect(marks.length).toBeGreaterThan(0);
      // A4 whatever the printer's own paper is, with the margins of GB/T 9704 and 仿宋 by name.
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, format: "letter" })).toString("latin1");
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
      const printed = await page.evaluate(() => {
        const rules = Array.from(document.styleSheets).flatMap((sheet) => Array.from(sheet.cssRules));
        const of = rules.find((rule) => rule.cssText.startsWith("@page booklet"))?.cssText ?? "";
        return [of, getComputedStyle(document.querySelector(".booklet")!).fontFamily];
      });
      expect(printed[0]).toContain("margin: 37mm 26mm 35mm 28mm");
      expect(printed[1]).toContain("仿宋");
      const { page: audit, close: closeAudit } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/audit" });
      await waitForText(audit, "main", "打印他人学习笔记");
      await closeAudit();
      const own = await staffSession(server.url, "cadre", PASSWORD);
      const body = { kind: "note", title: "只给该看的人", text: "内容", day: `${year}-01-05`, ties: [], about: null, device: "testdevice" };
      const { id } = await own<Note>("POST", "/api/staff/notes", body);
      await openScreen(page, `/notes/${id}`, "只给该看的人");
      await waitForText(page, "main", "已记入审计日志");
      expect([await axeFindings(page), faults]).toEqual([[], []]);
      await close();
      // The demo's editor is a cadre too: of another 组室 and no lead.
      const { page: editor, close: closeEditor } = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: `/notes/${id}` });
      await waitForText(editor, "main", "没有找到");
      expect(await textOf(editor, "main")).not.toContain("内容");
      await closeEditor();
    },
    60_000,
  );

  test.runIf(name === "chromium")(
    "two devices in the same paragraph: the second is asked, and what it did not choose stays as a version",
    async () => {
      const own = await staffSession(server.url, "lead", PASSWORD);
      const body = { kind: "note", title: "两台设备", text: "第一段", day: "2026-05-08", ties: [], about: null, device: "testdevice" };
      const { id } = await own<Note>("POST", "/api/staff/notes", body);
      const first = await openWorkbench(browser, server.url, "lead", PASSWORD, { path: `/notes/${id}`, ...phone });
      const second = await openWorkbench(browser, server.url, "lead", PASSWORD, { path: `/notes/${id}` });
      await Promise.all([find(first.page, "textarea"), find(second.page, "textarea")]);
      // The bar says 已保存 from the start: what counts is that the server has it before the second device writes.
      const onServer = async () => (await own<Note>("GET", `/api/staff/notes/${id}`)).text;
      await write(first.page, "，手机写的");
      await expect.poll(onServer, patient).toBe("第一段，手机写的");
      await write(second.page, "，电脑写的");
      await waitForText(second.page, "dialog h2", "两台设备改了同一段");
      expect(await textOf(second.page, "dialog")).toContain("第一段，手机写的");
      expect(await axeFindings(second.page)).toEqual([]);
      await press(second.page, "按所选保存", "dialog");
      await expect.poll(onServer, patient).toBe("第一段，电脑写的");
      // On the first device a paragraph elsewhere is merged without a question.
      await write(first.page, "\n第二段");
      await press(second.page, "更多");
      await press(second.page, "以前的版本", "dialog");
      await waitForText(second.page, "dialog li", "字");
      await click(second.page, "dialog li button");
      await waitForText(second.page, "dialog .note-version", "第一段，手机写的");
      expect([first.faults, second.faults]).toEqual([[], []]);
      await first.close();
      await second.close();
    },
    60_000,
  );
});

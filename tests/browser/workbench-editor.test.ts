import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import {
  begin,
  cleaned,
  clipboard,
  drop,
  idOf,
  paste,
  previewed,
  save,
  saved,
  TEXT,
  waitForPreview,
  writeUnsaved,
} from "../support/editor.ts";
import { find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, press } from "../support/workbench.ts";

const PASSWORD = "editor password 7";

describe.each(installedBrowsers("the editor of materials"))("in %s, a material is written", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });
  const open = () => openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/materials" });
  const staff = (login: string) => staffSession(server.url, login, PASSWORD);

  test("from the first word to handing it in: typed, pasted, saved by itself, previewed at both widths, with a file", async () => {
    const { page, faults, close } = await open();
    await openScreen(page, "/materials/new", "写新资料");
    await find(page, TEXT);
    await type(page, "input[name=title]", "端正学风的几点体会");
    await waitForText(page, ".save-line", "写上分类后自动保存");
    await page.select("select[name=category]", "评论文章");
    await page.focus(TEXT);
    await page.keyboard.type("开头一段。");
    await page.keyboard.press("Enter");
    await saved(page, "开头一段。");
    await paste(page, { "text/html": clipboard("word-lists"), "text/plain": "x" });
    await page.keyboard.press("Enter");
    await paste(page, { "text/html": clipboard("word-table"), "text/plain": "x" });
    await waitForPreview(page, "合计两人", 1200);
    await press(page, "手机");
    await waitForPreview(page, "合计两人", 320);

    await drop(page, ".drop-place", [{ name: "提纲.txt", type: "text/plain", bytes: [0x61, 0x62] }]);
    await waitForText(page, ".file-list", "提纲.txt");
    await drop(page, ".drop-place", [{ name: "程序.exe", type: "", bytes: [1] }]);
    await waitForText(page, ".file-list", "不能上传这种文件");
    await press(page, "加一题");
    await page.keyboard.type("学了以后怎么做？");
    await save(page);
    await waitForPreview(page, "学了以后怎么做？", 320);
    expect((await previewed(page)).text).toContain("提纲.txt");

    const api = await staff("editor");
    const id = await idOf(page);
    const record = await api<Material>("GET", `/api/staff/materials/${id}`);
    const lists = cleaned("word-lists").replace("<li>集中学习<p>", "<li><p>集中学习</p><p>");
    expect(record.body).toBe(`<p>开头一段。</p>${lists}${cleaned("word-table")}`);
    expect([record.title, record.questions, record.attachments.map(({ fileName }) => fileName)]).toEqual([
      "端正学风的几点体会",
      ["学了以后怎么做？"],
      ["提纲.txt"],
    ]);

    await press(page, "提供");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "确定提供", "dialog");
    await waitForText(page, "main", "待审查");
    expect((await api<Material>("GET", `/api/staff/materials/${id}`)).state).toBe("to-review");
    expect(faults).toEqual([]);
    await close();
  });

  test("what was not saved yet is offered after a reload, and the open address is the record's", async () => {
    const { page, close } = await open();
    await begin(page, "没有写完的一篇");
    await page.focus(TEXT);
    await page.keyboard.type("已经保存的一句。");
    await saved(page, "已经保存的一句。");
    const id = await idOf(page);
    await writeUnsaved(page, "还没有保存的一句。");
    await page.reload();
    await waitForText(page, "#found-title", "找到没有保存的内容");
    expect(await textOf(page, ".found-text")).toContain("还没有保存的一句");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "恢复");
    await waitForText(page, TEXT, "还没有保存的一句。");
    await saved(page, "还没有保存的一句。");
    const record = await (await staff("editor"))<Material>("GET", `/api/staff/materials/${id}`);
    expect(record.body).toContain("已经保存的一句。还没有保存的一句。");
    await page.reload();
    await find(page, TEXT);
    expect(await page.$("#found-title")).toBeNull();
    await close();
  });

  test("two people on one text: both versions side by side, and the one that is not chosen is kept", async () => {
    const { page, close } = await open();
    await begin(page, "两个人改的一篇");
    await page.focus(TEXT);
    await page.keyboard.type("第一稿。");
    await saved(page, "第一稿。");
    const id = await idOf(page);
    const lead = await staff("lead");
    const before = await lead<Material>("GET", `/api/staff/materials/${id}`);
    const { title: _, body: __, ...rest } = before;
    const input = Object.fromEntries(
      [
        "category",
        "ties",
        "summary",
        "author",
        "source",
        "origin",
        "authorisation",
        "link",
        "documentDate",
        "requiredReading",
        "questions",
      ].map((field) => [field, rest[field as keyof typeof rest]]),
    );
    await lead("PUT", `/api/staff/materials/${id}`, {
      ...input,
      title: "对方的标题",
      body: "<p>对方的正文。</p>",
      version: before.version,
    });
    await page.focus(TEXT);
    await page.keyboard.type("我的第二句。");
    await waitForText(page, "dialog h2", "别人也改了这一份");
    expect(await textsOf(page, "dialog .version-text")).toEqual([
      "两个人改的一篇",
      "对方的标题",
      expect.stringContaining("我的第二句。"),
      expect.stringContaining("对方的正文。"),
    ]);
    await page.waitForSelector("dialog mark");
    expect((await textsOf(page, "dialog mark")).join()).toMatch(/我的第二句.*对方的正文/);
    expect(await axeFindings(page)).toEqual([]);
    // The other's title, my text.
    await page.evaluate(() => document.querySelectorAll<HTMLInputElement>("dialog input[name=conflict-title]")[1]!.click());
    await press(page, "按所选保存", "dialog");
    await saved(page);
    expect(await page.$eval("input[name=title]", (node) => node.value)).toBe("对方的标题");
    const after = await lead<Material>("GET", `/api/staff/materials/${id}`);
    expect([after.title, after.body]).toEqual(["对方的标题", "<p>第一稿。我的第二句。</p>"]);
    const { items } = await lead<{ items: { title: string }[] }>("GET", `/api/staff/materials/${id}/revisions`);
    expect(items.length).toBeGreaterThan(1);
    await waitForText(page, ".editor-write", "您上次没有采用的内容还在这台电脑上");
    await close();
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { startHostSite, snippetPage, type HostSite } from "../support/host-page.ts";
import { click, find, openPage, staffSession, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "settings password 7";
const BLUE = "#1f5fa8";
const SECTIONS = [
  ["categories", "栏目分类"],
  ["offices", "组室"],
  ["steps", "发布流程"],
  ["limits", "期限与保存"],
  ["holidays", "节假日"],
  ["words", "敏感词"],
  ["portals", "门户网站与外观"],
  ["embed", "嵌入代码"],
] as const;

const saved = async (page: Page) => {
  await press(page, "保存");
  await waitForText(page, ".toast", "已保存");
};
const names = (page: Page) => textsOf(page, ".names li b");
const chosen = async (page: Page, file: string) => ((await page.$("input[type=file]")) as ElementHandle<HTMLInputElement>).uploadFile(file);

/** The colour that the column's elements take in, on a plain page or in a widget. */
const accentAt = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const node = document.querySelector(wanted);
    return node ? getComputedStyle(node).getPropertyValue("--gxjt-accent").trim() : "";
  }, selector);

/** Takes the place of what a field holds; a triple click does not select everywhere. */
async function fill(page: Page, selector: string, text: string): Promise<void> {
  const field = await find(page, selector);
  await field.evaluate((node) => {
    node.scrollIntoView({ block: "center" });
    (node as HTMLInputElement).focus();
    (node as HTMLInputElement).select();
  });
  await page.keyboard.type(text);
}

const here = installedBrowsers("the settings");

describe.each(here)("in %s, the settings", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let host: HostSite;
  beforeAll(async () => {
    host = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, PORTAL_ORIGINS: host.origin });
    browser = await launch(name);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop()]);
    removeDataDir(dataDir);
  });

  /** Looks again and again, since the colour may be ten seconds old. */
  async function accentOf(address: string, selector: string, wanted: string): Promise<void> {
    const context = await browser.createBrowserContext();
    const { page, faults } = await openPage(context as unknown as Browser);
    const until = Date.now() + 15_000;
    let seen = "";
    do {
      await page.setCacheEnabled(false);
      await page.goto(address);
      await find(page, selector);
      seen = await accentAt(page, selector);
    } while (seen !== wanted && Date.now() < until);
    expect(seen, address).toBe(wanted);
    expect(faults).toEqual([]);
    await context.close();
  }

  test("another accent colour is seen on the plain page and in the portal, but never against a portal's own or without contrast", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/portals", "门户网站与外观");
    await waitForText(page, ".names", host.origin);
    await fill(page, "input[name=accent]", "#ffcc00");
    await waitForText(page, ".field-error", "太浅");
    expect(await page.$eval("form button[type=submit]", (button) => button.disabled)).toBe(true);
    await press(page, "改用 #8e7200");
    await waitForText(page, "small", "看得清");
    await press(page, "政务蓝");
    await saved(page);
    expect(faults).toEqual([]);
    await close();

    await accentOf(`${server.url}/column/`, "main", BLUE);
    const tag = "<gxjt-materials></gxjt-materials>";
    await accentOf(host.show("/plain.html", snippetPage(server.url, tag)), "gxjt-materials", BLUE);
    // A portal with a colour of its own keeps it, also when its style comes after the script.
    await accentOf(
      host.show("/own.html", snippetPage(server.url, tag, { head: "<style>html{--gxjt-accent:#123456}</style>" })),
      "gxjt-materials",
      "#123456",
    );
    await accentOf(
      host.show("/late.html", snippetPage(server.url, `<style>:root{--gxjt-accent:#654321}</style>${tag}`)),
      "gxjt-materials",
      "#654321",
    );
  }, 120_000);

  test("two administrators: other fields are both kept without a question, the same field is shown side by side", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/limits", "期限与保存");
    await fill(page, "input[name=columnAmberDays]", "21");
    const call = await staffSession(server.url, "admin", PASSWORD);
    const before = await call<{ threePeople: boolean; limits: object }>("GET", "/api/staff/settings");
    await call("PUT", "/api/staff/settings", { ...before, threePeople: false });
    await saved(page);
    expect(await call("GET", "/api/staff/settings")).toMatchObject({ threePeople: false, limits: { columnAmberDays: 21 } });

    await fill(page, "input[name=contactRetentionDays]", "365");
    const again = await call<object>("GET", "/api/staff/settings");
    await call("PUT", "/api/staff/settings", { ...again, contactRetentionDays: 90 });
    await press(page, "保存");
    await waitForText(page, "dialog h2", "别人也改了这一份");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "全部用我的", "dialog");
    await waitForText(page, ".toast", "已保存");
    expect(await call("GET", "/api/staff/settings")).toMatchObject({ contactRetentionDays: 365, limits: { columnAmberDays: 21 } });

    await fill(page, "input[name=feedbackRedDays]", "4");
    await waitForText(page, ".field-error", "红灯要比黄灯晚");
    // What is unsaved survives a reload.
    await fill(page, "input[name=feedbackRedDays]", "12");
    await new Promise((done) => setTimeout(done, 1_000));
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await waitForText(page, ".settings-note", "上次没有保存");
    await press(page, "撤销修改");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input[name=feedbackRedDays]")?.value === "15");
    expect(faults).toEqual([]);
    await close();
  }, 120_000);
});

describe.each(here.filter((name) => name === "chromium"))("in %s, each section of the settings", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("is clean for axe and never wider than the window, on a desk and on a phone; editors read only", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    for (const [section, title] of SECTIONS) {
      await openScreen(page, `/settings/${section}`, title);
      await page.waitForFunction(() => !document.querySelector("main .spinner"));
      expect(await axeFindings(page), section).toEqual([]);
      await page.setViewport({ width: 360, height: 740 });
      expect(await overflow(page), section).toBe(0);
      await page.setViewport({ width: 1366, height: 768 });
    }
    expect(faults).toEqual([]);
    await close();

    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD);
    for (const [section, title] of SECTIONS.slice(0, -1)) {
      await openScreen(editor.page, `/settings/${section}`, title);
      await waitForText(editor.page, ".settings-note", "只有系统管理员可以修改");
      await editor.page.waitForFunction(() => !document.querySelector("main .spinner"));
      expect(await editor.page.$$("main button[type=submit]"), section).toHaveLength(0);
      expect(await axeFindings(editor.page), section).toEqual([]);
    }
    await editor.close();
  }, 120_000);

  test("categories: moved by keyboard, added, renamed with their materials, and kept while in use", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/categories", "栏目分类");
    await waitForText(page, ".names li", "已发布 12 篇");
    expect(await page.$('button[aria-label="删除 评论文章"]')).toBe(null);
    await page.focus('button[aria-label="下移 新理论"]');
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "下移 新理论");
    expect((await names(page)).slice(0, 3)).toEqual(["新知识", "新技能", "新理论"]);
    await fill(page, "input[name=added]", "工作动态");
    await press(page, "添加");
    await click(page, 'button[aria-label="删除 新技能"]');
    await saved(page);
    expect((await names(page)).slice(0, 2)).toEqual(["新知识", "新理论"]);

    await click(page, 'button[aria-label="改名 讲课稿"]');
    await fill(page, "dialog input[name=to]", "新知识");
    await press(page, "改名", "dialog");
    await waitForText(page, "dialog .field-error", "已经有这个名称");
    await fill(page, "dialog input[name=to]", "讲稿");
    await press(page, "改名", "dialog");
    await waitForText(page, ".names li b", "讲稿");
    await waitForText(page, ".settings-note", "讲课稿 → 讲稿");

    // Leaving with something unsaved asks first.
    await click(page, 'button[aria-label="上移 讲稿"]');
    await waitForText(page, ".settings-foot", "有修改还没有保存");
    // The guard stands a frame after the words.
    await new Promise((done) => setTimeout(done, 200));
    await page.evaluate(() => void (location.hash = "/settings/offices"));
    await waitForText(page, "dialog h2", "还有没保存的内容");
    await press(page, "取消", "dialog");
    await press(page, "撤销修改");
    expect(faults).toEqual([]);
    await close();

    const list = async (category: string) => {
      const answer = await fetch(`${server.url}/api/materials?category=${encodeURIComponent(category)}`);
      return ((await answer.json()) as { items: { category: string }[] }).items.map((item) => item.category);
    };
    expect(await list("讲稿")).toEqual(["讲稿"]);
    expect(await list("讲课稿")).toEqual(["讲稿"]);
  }, 120_000);

  test("the word list: a GB18030 file is previewed, added, searched, replaced; what is no list is refused", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/words", "敏感词");
    const file = (fileName: string, text: string, encoding = "utf8") => {
      const path = join(dataDir, fileName);
      writeFileSync(path, iconv.encode(text, encoding));
      return path;
    };
    await find(page, "input[type=file]");
    await chosen(page, file("gbk.txt", `发票\r\n代办\u{20bb7}证\r\n发票\r\n\r\n${"长".repeat(41)}\r\n`, "gb18030"));
    await waitForText(page, "dl.facts", "代办𠮷证");
    expect((await textsOf(page, "dl.facts dd")).map((text) => text.split(" ")[0])).toEqual(["2", "0", "1", "1"]);
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "添加 2 个新词");
    await waitForText(page, ".word-list", "代办𠮷证");
    await chosen(page, file("more.csv", '"发票","=贷款"\n赌博;博彩\n'));
    await waitForText(page, "dl.facts", "=贷款");
    await press(page, "替换整个词表");
    await press(page, "替换", "dialog");
    await waitForText(page, "main", "共 4 个词");
    await fill(page, "input[type=search]", "博");
    await waitForText(page, "main", "找到 2 个");
    await chosen(page, file("no.docx", "x"));
    await waitForText(page, ".field-error", "只能用 .txt、.csv 或 .xlsx");
    expect(faults).toEqual([]);
    await close();
    const call = await staffSession(server.url, "admin", PASSWORD);
    expect(await call("GET", "/api/staff/settings/words")).toEqual({ words: ["发票", "=贷款", "赌博", "博彩"], version: 2 });
  }, 120_000);

  test("holidays: a pasted notice fills the coming year, which was missing", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    const year = new Date().getFullYear() + 1;
    await openScreen(page, `/settings/holidays?year=${year}`, "节假日");
    await waitForText(page, ".settings-note", `${year} 年的放假安排还没有录入`);
    const notice = `国办发明电〔${year - 1}〕9号\n一、元旦：1月1日至3日放假调休，共3天。1月10日上班。\n二、国庆节：10月1日至7日放假调休，共7天。`;
    await (
      await find(page, "textarea[name=notice]")
    ).evaluate((area, text) => {
      (area as HTMLTextAreaElement).value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }, notice);
    await press(page, "识别日期");
    await waitForText(page, "main", "认出 2 个假期、1 个调休上班日");
    await press(page, `保存 ${year} 年`);
    // The tenth of January is a Saturday or Sunday in some years only: the rule speaks where it is not.
    await page.waitForFunction(() => document.querySelector(".toast") || document.querySelector(".field-error:not(:empty)"));
    if ([0, 6].includes(new Date(`${year}-01-10T00:00:00Z`).getUTCDay())) await waitForText(page, ".toast", "已保存");
    else {
      await waitForText(page, ".field-error", "这一天不是周末");
      await click(page, `button[aria-label="删除调休 ${year}-01-10"]`);
      await press(page, `保存 ${year} 年`);
      await waitForText(page, ".toast", "已保存");
    }
    await page.waitForFunction(() => !document.querySelector("main .settings-note"));
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);
});

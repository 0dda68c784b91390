import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, openPage, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, fillSignIn, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "shell password 7";
const NAV = "nav[aria-label=工作台] li a";

describe.each(installedBrowsers("the workbench's frame"))("in %s, the frame of the workbench", (name) => {
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

  test("asks who one is, says what is wrong, and shows each role its own screens", async () => {
    const context = await browser.createBrowserContext();
    const { page, faults } = await openPage(context as unknown as Browser);
    await page.goto(`${server.url}/staff/`);
    await find(page, ".sign-in input[name=login]");
    expect(await axeFindings(page)).toEqual([]);
    await fillSignIn(page, "editor", "not the password");
    await waitForText(page, ".form-error", "用户名或密码不对");
    await page.reload();
    await fillSignIn(page, "editor", PASSWORD);
    await waitForText(page, ".who", "编辑");
    const editor = await textsOf(page, NAV);
    expect(editor).toEqual(expect.arrayContaining(["今日", "资料", "意见反馈", "统计", "设置"]));
    expect(editor).not.toContain("人员");
    // What the navigation does not offer is not open either.
    await page.evaluate(() => void (location.hash = "/people"));
    await waitForText(page, "main", "您没有权限看这一页");
    await page.evaluate(() => void (location.hash = "/no-such-screen"));
    await waitForText(page, "main", "没有这一页");
    await press(page, "退出");
    await find(page, ".sign-in input[name=login]");
    await fillSignIn(page, "admin", PASSWORD);
    await find(page, ".who");
    expect(await textsOf(page, NAV)).toEqual(expect.arrayContaining(["人员", "设置"]));
    expect(faults).toEqual([]);
    await context.close();
  }, 120_000);

  test("a session that has ended is renewed over the open screen, and the call goes on", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/feedback", "意见反馈");
    await page.deleteCookie(...(await page.cookies()));
    await page.evaluate(() => void (location.hash = "/materials"));
    await waitForText(page, "dialog h2", "登录已过期");
    expect(await (await find(page, "dialog input[name=login]")).evaluate((input) => (input as HTMLInputElement).value)).toBe("editor");
    expect(await axeFindings(page)).toEqual([]);
    await type(page, "dialog input[name=password]", PASSWORD);
    await click(page, "dialog button[type=submit]");
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await waitForText(page, "main h1", "资料");
    await find(page, "main table");
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("without a line it says so, and loads by itself what failed when the line is back", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/feedback", "意见反馈");
    await page.evaluate(() => {
      const real = window.fetch.bind(window);
      Object.assign(window, { giveBack: () => (window.fetch = real) });
      window.fetch = () => Promise.reject(new TypeError("no line"));
    });
    await page.evaluate(() => void (location.hash = "/materials"));
    await waitForText(page, ".banner", "网络不通");
    await page.evaluate(() => (window as unknown as { giveBack: () => void }).giveBack());
    await find(page, "main table");
    await page.waitForFunction(() => !document.querySelector(".banner"));
    await close();
  }, 120_000);

  test("on a phone the menu opens and closes, nothing scrolls sideways, and 大字 stays", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "editor", PASSWORD, { width: 360, height: 740 });
    await click(page, ".menu-button");
    await find(page, NAV);
    await press(page, "资料", "nav[aria-label=工作台]");
    await waitForText(page, "main h1", "资料");
    expect(await page.$eval(".nav-lists", (list) => (list as HTMLElement).offsetParent)).toBeNull();
    await click(page, ".top-bar button[aria-pressed]");
    expect(await overflow(page)).toBe(0);
    await page.reload();
    await waitForText(page, "main h1", "资料");
    expect(await page.$eval("html", (root) => getComputedStyle(root).fontSize)).toBe("20px");
    await click(page, ".top-bar button[aria-pressed]");
    await close();
  }, 120_000);

  test("by keyboard alone: the skip link leads to the screen, whose title takes the focus", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/materials", "资料");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    expect(await page.title()).toContain("资料");
    await page.reload();
    await find(page, "main h1");
    await page.keyboard.press("Tab");
    expect(await textOf(page, ":focus")).toContain("跳到正文");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await close();
  }, 120_000);
});

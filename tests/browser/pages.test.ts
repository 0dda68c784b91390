import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "puppeteer-core";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, openPage, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";

describe.each(installedBrowsers("the plain pages").filter((name) => name === "chromium"))("in %s", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: "no script password 7" });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("without script: search, filter, page, open, download, hand in, look up and withdraw", async () => {
    const { page } = await openPage(browser);
    await page.setJavaScriptEnabled(false);
    await page.goto(`${server.url}/column/`);
    expect(await textsOf(page, "ul > li h3 a")).toHaveLength(20);
    await Promise.all([page.waitForNavigation(), click(page, ".foot a")]);
    expect(await textsOf(page, "ul > li h3 a")).toHaveLength(4);
    await type(page, "input[type=search]", "温水效应");
    await Promise.all([page.waitForNavigation(), click(page, "form[role=search] button")]);
    await waitForText(page, "h3 mark", "温水效应");
    await Promise.all([page.waitForNavigation(), click(page, "ul > li h3 a")]);
    expect(await textOf(page, "h1")).toContain("警惕“小节无害”");
    expect(await page.title()).toContain("警惕“小节无害”");
    const href = await (await find(page, ".deeds a.main")).evaluate((node) => node.getAttribute("href"));
    expect((await fetch(new URL(href!, server.url))).headers.get("content-type")).toBe("application/zip");

    await Promise.all([page.waitForNavigation(), click(page, 'a[href^="/column/feedback?material="]')]);
    const words = "没有脚本也能写。";
    await type(page, "textarea", words);
    await type(page, "#name", "老王");
    await new Promise((done) => setTimeout(done, 3100));
    await Promise.all([page.waitForNavigation(), click(page, "form[action='/column/feedback'] > button")]);
    // Consent is missing: the page says so and keeps what was typed.
    await waitForText(page, "#consent-error", "同意");
    expect(await (await find(page, "textarea")).evaluate((node) => node.textContent)).toBe(words);
    await click(page, "#consent");
    await new Promise((done) => setTimeout(done, 3100));
    await Promise.all([page.waitForNavigation(), click(page, "form[action='/column/feedback'] > button")]);
    const code = (await textOf(page, ".code")).trim();
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);

    await page.goto(`${server.url}/column/receipt`);
    await type(page, "#code", code);
    await Promise.all([page.waitForNavigation(), click(page, ".ask button")]);
    await waitForText(page, ".progress .state", "待审");
    await Promise.all([page.waitForNavigation(), click(page, "button[name=do][value=ask]")]);
    await Promise.all([page.waitForNavigation(), click(page, "button[name=do][value=withdraw]")]);
    await waitForText(page, "[role=status]", "撤回");
    expect(await (await fetch(`${server.url}/api/feedback/receipts/${code}`)).json()).toMatchObject({ state: "withdrawn", text: "" });
    await page.close();
  }, 60_000);
});

import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { fill, find, textOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "research password 7";

describe.each(installedBrowsers("research topics"))("in %s, research topics", (name) => {
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

  test("a topic is registered, its article begun and finished; the director follows it, another lead does not see it", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/research" });
    await waitForText(page, "main", "已立 1 个，目标 2 个");
    await press(page, "登记课题", "main");
    await type(page, "input[name=title]", `在职党员服务社区${name}`);
    await page.$$eval(".research-ties input", ([first]) => (first as HTMLInputElement).click());
    await fill(page, "textarea[name=outline]", "先走访三个社区。");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "登记", "form");
    await waitForText(page, "main .facts .badge", "拟题");
    await press(page, "写文章", "main");
    await waitForText(page, "main .facts .badge", "调研中");
    await waitForText(page, "section[aria-labelledby=article]", "起草中");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "标为已成文", "main");
    await waitForText(page, "main .facts .badge", "已成文");
    await openScreen(page, "/research", "调研课题");
    await waitForText(page, "main", "已立 2 个，达到目标（2 个）");
    await press(page, `在职党员服务社区${name}`, "main");
    await press(page, "打开文章", "main");
    await waitForText(page, "main h1", `在职党员服务社区${name}`);
    await waitForText(page, "main", "调研文章");

    const director = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/research" });
    await waitForText(director.page, "main table", `在职党员服务社区${name}`);
    await waitForText(director.page, "main", "李组长");
    expect(await axeFindings(director.page)).toEqual([]);
    await director.close();
    const lead = await openWorkbench(browser, server.url, "lead", PASSWORD, { path: "/research" });
    await waitForText(lead.page, "main table", "非公企业党组织怎样发挥作用");
    expect(await textOf(lead.page, "main")).not.toContain("在职党员服务社区");
    await lead.close();
    expect(faults).toEqual([]);
    await close();
  }, 90_000);

  test("every screen fits its window and has no finding on a phone", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "lead", PASSWORD, { width: 360, height: 740 });
    for (const [path, title, part] of [
      ["/research", "调研课题", "main table"],
      ["/research/new", "登记课题", "input[name=title]"],
    ] as const) {
      await openScreen(page, path, title);
      await find(page, part);
      expect(await axeFindings(page), path).toEqual([]);
      expect(await overflow(page), path).toBe(0);
    }
    await press(page, "返回", "form");
    await press(page, "非公企业党组织怎样发挥作用", "main");
    await waitForText(page, "main h2", "调研文章");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await close();
  }, 60_000);
});

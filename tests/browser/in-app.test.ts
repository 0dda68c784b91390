import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type HostSite, snippetPage, startHostSite } from "../support/host-page.ts";
import { click, find, openPage, textOf } from "../support/pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "../support/server-process.ts";

const phone =
  "Mozilla/5.0 (Linux; Android 14; V2307A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36";
const apps = {
  微信: `${phone} XWEB/1160117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN`,
  企业微信: `${phone} wxwork/4.1.22 ColorScheme/Light Language/zh`,
  QQ: `${phone} V1_AND_SQ_9.0.60 QQ/9.0.60.18130 NetType/WIFI`,
  钉钉: `${phone} DingTalk/7.5.20 AliApp(DingTalk/7.5.20) com.alibaba.android.rimet`,
};
const browsers = { "QQ 浏览器": `${phone} MQQBrowser/14.9`, "a phone's own": phone };

const GUIDE = "选“在浏览器打开”";

describe.each(installedBrowsers("apps' own browsers").filter((name) => name === "chromium"))("in %s as an app's own browser", (name) => {
  const dataDir = newDataDir();
  let host: HostSite;
  let server: ServerProcess;
  let browser: Browser;
  /** A material with a file attached, by its address and its title. */
  let id: string;
  beforeAll(async () => {
    host = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: host.origin });
    browser = await launch(name);
    const ask = async <T>(path: string) => (await (await fetch(server.url + path)).json()) as T;
    const { items } = await ask<{ items: { id: string }[] }>("/api/materials?limit=50");
    const pages = await Promise.all(items.map((item) => ask<{ id: string; attachments: unknown[] }>(`/api/materials/${item.id}`)));
    id = pages.find(({ attachments }) => attachments.length > 0)!.id;
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop()]);
    removeDataDir(dataDir);
  });

  async function on(agent: string): Promise<{ page: Page; faults: string[] }> {
    const opened = await openPage(browser);
    await opened.page.emulate({ userAgent: agent, viewport: { width: 360, height: 740, isMobile: true, hasTouch: true } });
    return opened;
  }

  /** Downloads as they stand on the page: real addresses of ours, without an attribute that only whole browsers know. */
  const downloads = (page: Page, root: string) =>
    page.$$eval(`${root}.lines a[href*="/files/"], ${root}.deeds a.main`, (links) =>
      links.map((link) => ({ href: link.href, attribute: link.hasAttribute("download") })),
    );

  test("a material's files are linked by their real addresses, with the way out beside them", async () => {
    for (const [app, agent] of Object.entries(apps)) {
      const { page, faults } = await on(agent);
      await page.goto(`${host.show("/portal", snippetPage(server.url, "<gxjt-materials></gxjt-materials>"))}#gxjt=${id}`);
      const guide = await find(page, "gxjt-materials >>> article > .note");
      expect(await guide.evaluate((node) => node.textContent), app).toContain(GUIDE);
      expect(await guide.evaluate((node) => parseFloat(getComputedStyle(node).fontSize)), app).toBeGreaterThanOrEqual(16);
      const links = await downloads(page, "gxjt-materials >>> ");
      expect(links.length, app).toBeGreaterThanOrEqual(2);
      for (const { href, attribute } of links) {
        expect([href.startsWith(`${server.url}/api/materials/${id}/`), attribute], `${app}: ${href}`).toEqual([true, false]);
        const answer = await fetch(href);
        expect([answer.status, answer.headers.get("content-disposition")?.split(";")[0]], href).toEqual([200, "attachment"]);
      }
      if (app === "微信") expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    }
  });

  test("a package of several chosen materials says the same", async () => {
    const { page } = await on(apps.微信);
    await page.goto(host.show("/portal", snippetPage(server.url, '<gxjt-materials limit="3"></gxjt-materials>')));
    await click(page, "gxjt-materials >>> li input[type=checkbox]");
    expect(await textOf(page, "gxjt-materials >>> .bag")).toContain(GUIDE);
    await page.close();
  });

  test("whole browsers are told nothing, and save under the file's own name", async () => {
    for (const [title, agent] of Object.entries(browsers)) {
      const { page } = await on(agent);
      await page.goto(`${host.show("/portal", snippetPage(server.url, "<gxjt-materials></gxjt-materials>"))}#gxjt=${id}`);
      await find(page, "gxjt-materials >>> article .deeds a.main");
      expect(await textOf(page, "gxjt-materials >>> article"), title).not.toContain(GUIDE);
      expect((await downloads(page, "gxjt-materials >>> ")).map(({ attribute }) => attribute)).toContain(true);
      await page.close();
    }
  });

  test("the plain page, which is cached and cannot know its reader, says it wherever fingers point", async () => {
    const { page, faults } = await on(apps.微信);
    await page.goto(`${server.url}/column/${id}`);
    expect(await textOf(page, "article > .note.touch")).toContain(GUIDE);
    const links = await downloads(page, "");
    expect(links.length).toBeGreaterThanOrEqual(2);
    expect(links.every(({ href, attribute }) => href.startsWith(server.url) && !attribute)).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
    const { page: desk } = await openPage(browser);
    await desk.goto(`${server.url}/column/${id}`);
    await find(desk, "article .deeds a.main");
    expect(await desk.$eval(".touch", (node) => node.getClientRects().length)).toBe(0);
    await desk.close();
  });
});

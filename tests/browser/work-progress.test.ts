import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgressList } from "../../functions/progress/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type HostSite, snippetPage, startHostSite } from "../support/host-page.ts";
import { fill, openPage, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "public progress password 7";
const TITLE = "gxjt-progress >>> h3";

describe.each(installedBrowsers("public progress"))("in %s, public progress", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let host: HostSite;
  let browser: Browser;
  beforeAll(async () => {
    host = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, PORTAL_ORIGINS: host.origin });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop()]);
    removeDataDir(dataDir);
  });

  /** A page of the portal with the element, in every form in which it may be written. */
  async function portal(tag: string, width = 900) {
    const { page, faults } = await openPage(browser, { width });
    await page.goto(host.show("/progress.html", snippetPage(server.url, tag)));
    await page.bringToFront();
    return { page, faults };
  }

  test("the portal shows what was signed, in each form of the tag, also narrow, and free of accessibility faults", async () => {
    for (const tag of ["<gxjt-progress></gxjt-progress>", '<div data-gxjt="progress"></div>', '<div class="gxjt-progress"></div>']) {
      const { page, faults } = await portal(tag);
      await waitForText(page, TITLE, "党建致富链");
      expect(await textsOf(page, TITLE)).toHaveLength(3);
      await waitForText(page, "gxjt-progress >>> li", "已完成（注销）");
      expect(await axeFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    }
    const { page } = await portal('<gxjt-progress limit="1" heading="重点项目"></gxjt-progress>', 320);
    await waitForText(page, "gxjt-progress >>> h2", "重点项目");
    await waitForText(page, TITLE, "在职党员服务社区");
    expect(await textsOf(page, TITLE)).toHaveLength(1);
    expect(await overflow(page)).toBe(0);
    await page.close();
  });

  test("without a line the last copy stays, with a word about it", async () => {
    const { page } = await portal("<gxjt-progress></gxjt-progress>");
    await waitForText(page, TITLE, "党建致富链");
    await page.evaluate((url) => {
      const tag = document.querySelector<HTMLElement & { update: () => void }>("gxjt-progress")!;
      // The copy of this address, as if the column could not be reached any more.
      localStorage.setItem("gxjt:http://127.0.0.1:9/api/progress", localStorage.getItem(`gxjt:${url}/api/progress`)!);
      tag.setAttribute("api", "http://127.0.0.1:9");
      tag.update();
    }, server.url);
    await waitForText(page, "gxjt-progress >>> .note", "下面是上次的内容");
    expect(await textsOf(page, TITLE)).toHaveLength(3);
    await page.close();
  });

  test("a lead writes, an editor sends it back and passes it, the director signs: then it is on the portal and on the plain page", async () => {
    const lead = await openWorkbench(browser, server.url, "lead", PASSWORD, { path: "/work/projects" });
    await press(lead.page, "“五个基本”建设", "table.data");
    await press(lead.page, "公开推进情况", "main");
    await press(lead.page, "写推进情况", "main");
    await press(lead.page, "保存", "main");
    await waitForText(lead.page, ".field-error, .error", "请写推进情况");
    await fill(lead.page, "textarea[name=summary]", "十二个支部的台账已经规范，其余的年底前做完。𠮷");
    await press(lead.page, "保存", "main");
    await waitForText(lead.page, "main .work-text", "年底前做完。𠮷");
    expect(await axeFindings(lead.page)).toEqual([]);
    await press(lead.page, "提供", "main");
    await press(lead.page, "提供", "dialog");
    await waitForText(lead.page, "main .badge", "待保密审查");
    const path = await lead.page.evaluate(() => location.hash.slice(1));

    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/today" });
    await waitForText(editor.page, "main", "等您保密审查的推进情况");
    await openScreen(editor.page, path, "“五个基本”建设");
    await press(editor.page, "退回", "main");
    await press(editor.page, "退回", "dialog");
    await waitForText(editor.page, "dialog", "请写明理由");
    await fill(editor.page, "dialog textarea", "请写明是哪一年年底");
    await press(editor.page, "退回", "dialog");
    await waitForText(editor.page, "main", "请写明是哪一年年底");

    await lead.page.bringToFront();
    await lead.page.reload();
    await press(lead.page, "修改推进情况", "main");
    await fill(lead.page, "textarea[name=summary]", "十二个支部的台账已经规范，其余的今年年底前做完。𠮷");
    await press(lead.page, "保存", "main");
    await waitForText(lead.page, "main .work-text", "今年年底");
    await press(lead.page, "提供", "main");
    await press(lead.page, "提供", "dialog");
    await waitForText(lead.page, "main .badge", "待保密审查");
    await lead.close();

    await editor.page.bringToFront();
    await editor.page.reload();
    await press(editor.page, "通过", "main");
    await press(editor.page, "通过", "dialog");
    await waitForText(editor.page, "main .badge", "待签发");
    await editor.close();

    const director = await openWorkbench(browser, server.url, "director", PASSWORD, { path, width: 375, height: 740 });
    await waitForText(director.page, "main .badge", "待签发");
    expect(await overflow(director.page)).toBe(0);
    await press(director.page, "签发", "main");
    await press(director.page, "签发", "dialog");
    await waitForText(director.page, "main .badge", "已公开");
    await openScreen(director.page, "/work/progress", "公开推进情况");
    await waitForText(director.page, "main", "“五个基本”建设");
    expect(await axeFindings(director.page)).toEqual([]);
    expect(await overflow(director.page)).toBe(0);
    expect([...lead.faults, ...editor.faults, ...director.faults]).toEqual([]);
    await director.close();

    // A public answer is repeated for a second at most.
    const until = Date.now() + 30_000;
    const shown = async () => ((await (await fetch(`${server.url}/api/progress`)).json()) as ProgressList).items;
    while ((await shown()).length < 4 && Date.now() < until) await new Promise((done) => setTimeout(done, 200));
    expect((await shown())[0]).toMatchObject({ title: "“五个基本”建设", summary: "十二个支部的台账已经规范，其余的今年年底前做完。𠮷" });
    expect(await (await fetch(`${server.url}/column/progress`)).text()).toContain("其余的今年年底前做完。𠮷");
    // Another visitor: this one's browser may keep its answer for half a minute.
    const context = await browser.createBrowserContext();
    const visitor = await context.newPage();
    await visitor.goto(`${host.origin}/progress.html`);
    await waitForText(visitor, "gxjt-progress >>> li", "今年年底前做完。𠮷");
    await context.close();
  }, 120_000);
});

import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Today } from "../../functions/today/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, staffSession, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "today password 7";
const group = (title: string) => `section[aria-label^="${title}"]`;

interface Record {
  id: string;
  version: number;
}

describe.each(installedBrowsers("today in the workbench"))("in %s, today", (name) => {
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

  /** A draft of the demo's cadre, handed in for review. */
  async function handedIn(title: string): Promise<Record> {
    const cadre = await staffSession(server.url, "cadre", PASSWORD);
    const draft = await cadre<Record>("POST", "/api/staff/materials", { title, category: "评论文章", body: "<p>正文。</p>" });
    return cadre<Record>("POST", `/api/staff/materials/${draft.id}/provide`, { version: draft.version });
  }

  test("is the first screen; the lamp says in words how long the oldest feedback has waited, and one click opens it", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await waitForText(page, ".screen-head", "今天是");
    expect(await textOf(page, ".screen-head")).toMatch(/演示编辑，您好。今天是\d+月\d+日 星期[一二三四五六日]/);
    // The demo holds one of 13 days ago; how many working days that is depends on the day of the test, and is told by the API.
    const session = await staffSession(server.url, "editor", PASSWORD);
    const { oldest, colour } = (await session<Today>("GET", "/api/staff/today")).lamps.feedback!;
    const lamp = "section[aria-label=反馈答复]";
    await waitForText(page, lamp, colour === "none" ? "反馈答复正常" : "有反馈快到期限");
    const waits = `等得最久的一条已等 ${oldest!.workingDays} 个工作日（${oldest!.days} 天）；期限是 15 个工作日，最晚 ${oldest!.due} 答复`;
    expect(await textOf(page, lamp)).toContain(waits);
    expect(await textOf(page, "section[aria-label=栏目更新]")).toContain("栏目更新正常");
    expect(await textOf(page, group("待受理的反馈"))).toContain("3");
    expect((await textOf(page, group("待答复的反馈"))).includes("快到期")).toBe(colour !== "none");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    if (colour === "none") await click(page, `a[href="#/feedback/${oldest!.id}"]`);
    else await press(page, "去办最早的一条");
    await page.waitForFunction((id) => location.hash === `#/feedback/${id}`, {}, oldest!.id);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("what one hands in waits for the next: editor, then director; each opens it from the first screen", async () => {
    const title = `端正话风再谈${name}`;
    const { id, version } = await handedIn(title);
    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await waitForText(editor.page, group("等您保密审查的资料"), title);
    expect(await textOf(editor.page, group("等您保密审查的资料"))).toContain("演示干部");
    await press(editor.page, title, group("等您保密审查的资料"));
    await editor.page.waitForFunction((target) => location.hash === `#/materials/${target}`, {}, id);
    const session = await staffSession(server.url, "editor", PASSWORD);
    const reviewed = await session<Record>("POST", `/api/staff/materials/${id}/review`, { version });
    const director = await openWorkbench(browser, server.url, "director", PASSWORD);
    await waitForText(director.page, group("等您签发的资料"), title);
    // The editor has done it, so it waits there no more; the director is told by whom.
    await openScreen(editor.page, "/today", "今日");
    await waitForText(editor.page, "main", "最新资料");
    expect(await textsOf(editor.page, group("等您保密审查的资料"))).toEqual([]);
    expect((await textsOf(director.page, ".today-side li")).join("\n")).toMatch(new RegExp(`演示编辑 通过了保密审查：${title}`));
    await staffSession(server.url, "director", PASSWORD).then((call) =>
      call("POST", `/api/staff/materials/${id}/return`, { version: reviewed.version, reason: "再改改" }),
    );
    const cadre = await openWorkbench(browser, server.url, "cadre", PASSWORD);
    await waitForText(cadre.page, group("退回给您修改的资料"), title);
    for (const { page, faults, close } of [editor, director, cadre]) {
      // The same findings in every engine, so one of them looks.
      if (name === "chromium") expect(await axeFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    }
  }, 90_000);

  test("is calm when nothing waits, and shows a unit its own feedback and the newest materials, on a phone too", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "unit", PASSWORD, { path: "/today", width: 360, height: 740 });
    await waitForText(page, "main", "今天没有待办");
    expect(await textsOf(page, ".today-lamp")).toEqual([]);
    await waitForText(page, "section[aria-labelledby=today-newest]", "学习包");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  if (name === "chromium")
    test("feedback that waits far too long is announced above every screen to those who answer for it", async () => {
      const { page, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD);
      await waitForText(page, "main h1", "今日");
      expect(await textsOf(page, ".banner.alarm")).toEqual([]);
      await close();
      const context = await browser.createBrowserContext();
      const alarmed = await context.newPage();
      await alarmed.setRequestInterception(true);
      alarmed.on("request", (request) => {
        if (!request.url().endsWith("/api/staff/lamps")) return void request.continue();
        // Only the clock of the whole server could make this true; the route's own test moves it.
        const oldest = { id: "abcd", at: "2026-09-01T00:00:00.000Z", days: 84, workingDays: 56, due: "2026-09-22" };
        const feedback = { colour: "alarm", amberDays: 5, redDays: 15, alarmDays: 60, waiting: 1, more: false, oldest };
        void request.respond({ status: 200, contentType: "application/json", body: JSON.stringify({ feedback }) });
      });
      await alarmed.goto(`${server.url}/staff/#/materials`);
      await (await find(alarmed, "input[name=login]")).type("director");
      await (await find(alarmed, "input[name=password]")).type(PASSWORD);
      await (await find(alarmed, "button[type=submit]")).click();
      await waitForText(alarmed, ".banner.alarm", "有反馈已等了 84 天还没有答复");
      expect(await axeFindings(alarmed)).toEqual([]);
      await openScreen(alarmed, "/today", "今日");
      expect(await textOf(alarmed, ".banner.alarm")).toContain("84 天");
      await context.close();
    }, 120_000);
});

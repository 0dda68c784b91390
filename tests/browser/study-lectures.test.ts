import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FormToken, PublicFeedbackList } from "../../functions/feedback/contract.ts";
import type { MaterialList } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, keptOnDevice, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "lecture password 7";
/** Today in Beijing. */
const day = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Writes a date as picking it does. */
async function pick(page: Page, selector: string, value: string): Promise<void> {
  await find(page, selector);
  await page.$eval(
    selector,
    (node, date) => {
      (node as HTMLInputElement).value = date;
      node.dispatchEvent(new Event("input", { bubbles: true }));
    },
    value,
  );
}

describe.each(installedBrowsers("lectures"))("in %s, lectures", (name) => {
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

  test("are planned, asked about by a colleague and a unit, and answered by the speaker by name", async () => {
    const topic = `笑对种种不如意㛃${name}`;
    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/lectures" });
    await press(editor.page, "安排讲课", "main");
    await waitForText(editor.page, "main h1", "安排讲课");
    await press(editor.page, "安排讲课", "form");
    await waitForText(editor.page, ".field-error", "日期不对");
    await pick(editor.page, "input[name=date]", day());
    await press(editor.page, "安排讲课", "form");
    await waitForText(editor.page, ".field-error", "请选一位部内干部");
    await editor.page.select("select[name=person]", "p-cadre");
    expect(await axeFindings(editor.page)).toEqual([]);
    await press(editor.page, "安排讲课", "form");
    await waitForText(editor.page, "main h1", "题目待定");
    const path = await editor.page.evaluate(() => location.hash.slice(1));

    // The speaker names the topic and begins the 讲稿.
    const speaker = await openWorkbench(browser, server.url, "cadre", PASSWORD);
    await openScreen(speaker.page, path, "题目待定");
    await fill(speaker.page, "input[name=topic]", topic);
    await press(speaker.page, "保存题目", "main");
    await waitForText(speaker.page, "main h1", topic);
    await press(speaker.page, "写讲稿", "main");
    await waitForText(speaker.page, "main .badge", "起草中");
    expect(await axeFindings(speaker.page)).toEqual([]);
    await press(speaker.page, "打开讲稿", "main");
    await waitForText(speaker.page, "main h1", topic);

    const lead = await openWorkbench(browser, server.url, "lead", PASSWORD);
    await openScreen(lead.page, path, topic);
    await type(lead.page, "textarea[name=question]", "怎样用到组织生活里？");
    await press(lead.page, "提交提问", "main");
    await waitForText(lead.page, ".question", "等讲课人解答");

    // The unit writes on a phone; what is begun survives a reload.
    const unit = await openWorkbench(browser, server.url, "unit", PASSWORD, { width: 360, height: 740 });
    await openScreen(unit.page, path, topic);
    await waitForText(unit.page, "small", "以“山市镇”的名义提问");
    await type(unit.page, "textarea[name=question]", "镇里能请您来讲吗？");
    await keptOnDevice(unit.page, "镇里能请您来讲吗？");
    unit.page.once("dialog", (dialog) => void dialog.accept());
    await unit.page.reload();
    await find(unit.page, "textarea[name=question]");
    expect(await unit.page.$eval("textarea[name=question]", (node) => node.value)).toBe("镇里能请您来讲吗？");
    await press(unit.page, "提交提问", "main");
    await waitForText(unit.page, ".question", "我的提问");
    expect(await axeFindings(unit.page)).toEqual([]);
    expect(await overflow(unit.page)).toBe(0);

    // From the first screen straight to the question.
    await speaker.page.bringToFront();
    await openScreen(speaker.page, "/today", "");
    await waitForText(speaker.page, ".today-group", "镇里能请您来讲吗？");
    await press(speaker.page, "镇里能请您来讲吗？", "main");
    await waitForText(speaker.page, "main h1", topic);
    await speaker.page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await speaker.page.keyboard.type("下个月就来。");
    await click(speaker.page, ".question:last-child button[type=submit]");
    await waitForText(speaker.page, ".question-answer", "讲课人 演示干部 解答");

    await unit.page.bringToFront();
    await unit.page.reload();
    await waitForText(unit.page, ".question-answer", "下个月就来。");

    // The editor hides the other question and takes the lecture for held.
    await editor.page.bringToFront();
    await editor.page.reload();
    await waitForText(editor.page, ".question", "怎样用到组织生活里？");
    await click(editor.page, 'button[aria-label="隐藏演示组室负责人的提问"]');
    await press(editor.page, "隐藏", "dialog");
    await waitForText(editor.page, "dialog .field-error", "请写明原因");
    await type(editor.page, "dialog textarea", "与本次讲课无关");
    await press(editor.page, "隐藏", "dialog");
    await waitForText(editor.page, ".question-hidden", "与本次讲课无关");
    await press(editor.page, "记为已讲", "main");
    await waitForText(editor.page, "main .facts .badge", "已讲");
    await lead.page.bringToFront();
    await lead.page.reload();
    await waitForText(lead.page, ".question-hidden", "与本次讲课无关");
    await unit.page.bringToFront();
    await unit.page.reload();
    await waitForText(unit.page, ".question-answer", "下个月就来。");
    expect(await textsOf(unit.page, ".question")).toHaveLength(1);
    for (const { faults, close } of [editor, speaker, lead, unit]) {
      expect(faults).toEqual([]);
      await close();
    }
  }, 120_000);
});

describe.each(installedBrowsers("lectures, more").filter((name) => name === "chromium"))("in %s alone, lectures", (name) => {
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

  test("the roster offers those without a turn; a published 讲稿 is linked; a cancelled lecture gives the turn back", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/lectures" });
    await waitForText(page, "#waiting", "还没有安排的干部");
    await press(page, "李组长（演示）", "main");
    await waitForText(page, "main h1", "安排讲课");
    await page.waitForFunction(() => document.querySelector<HTMLSelectElement>("select[name=person]")?.value === "p-lead2");
    await pick(page, "input[name=date]", day());
    await type(page, "input[name=topic]", "怎样选准用好干部");
    await press(page, "安排讲课", "form");
    await waitForText(page, "main h1", "怎样选准用好干部");
    const planned = await page.evaluate(() => location.hash.slice(1));
    await openScreen(page, "/lectures", "讲课");
    await waitForText(page, "main table", "怎样选准用好干部");
    expect(await textOf(page, "section[aria-labelledby=waiting]")).not.toContain("李组长");
    await openScreen(page, planned, "怎样选准用好干部");
    await press(page, "取消讲课", "main");
    await type(page, "dialog textarea", "当天开会");
    await press(page, "取消讲课", "dialog");
    await waitForText(page, "main .facts", "原因：当天开会");
    await openScreen(page, "/lectures", "讲课");
    await waitForText(page, "section[aria-labelledby=waiting]", "李组长");

    // A speaker from outside, whose 讲稿 is there already.
    await openScreen(page, "/lectures/new", "安排讲课");
    await find(page, "input[name=outside]");
    await page.$$eval("input[name=outside]", ([, outside]) => (outside as HTMLInputElement).click());
    await type(page, "input[name=guestName]", "某教授");
    await type(page, "input[name=topic]", "当前发展形势");
    await pick(page, "input[name=date]", day());
    await press(page, "安排讲课", "form");
    await waitForText(page, "main .facts", "某教授（外请）");
    await press(page, "用已发布的讲稿", "main");
    await type(page, "dialog input[name=material-word]", "温水");
    await click(page, 'dialog button[aria-label^="加上 警惕"]');
    await waitForText(page, "section[aria-labelledby=script]", "警惕“小节无害”");
    expect(faults).toEqual([]);
    await close();
  }, 90_000);

  test("every screen fits its window and has no finding, wide and on a phone; who may not is told so", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/lectures" });
    await find(page, "main table a");
    const [first, title] = await page.$eval("main table a", (node) => [node.getAttribute("href")!.slice(1), node.textContent]);
    for (const [width, height] of [
      [1366, 768],
      [360, 740],
    ] as const) {
      await page.setViewport({ width, height });
      for (const [path, heading] of [
        ["/lectures", "讲课"],
        ["/lectures/new", "安排讲课"],
        [first!, title!],
      ] as const) {
        await openScreen(page, path, heading);
        await find(page, "main .card");
        expect(await axeFindings(page), path).toEqual([]);
        expect(await overflow(page), path).toBe(0);
      }
    }
    await close();
    const admin = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await admin.page.evaluate(() => void (location.hash = "/lectures"));
    await waitForText(admin.page, "main", "您没有权限看这一页");
    await admin.close();
  }, 60_000);

  test.runIf(name === "chromium")(
    "a visitor's question about the 讲稿 is answered in public by the speaker's name",
    async () => {
      const { items } = (await (await fetch(`${server.url}/api/materials?q=${encodeURIComponent("冠军团队")}`)).json()) as MaterialList;
      const material = items.find(({ title }) => title.startsWith("培养健康心态"))!.id;
      const { formToken } = (await (await fetch(`${server.url}/api/feedback/form`)).json()) as FormToken;
      // The form's token counts from its third second on.
      await new Promise((done) => setTimeout(done, 3100));
      const text = "心态不好时先做哪一件事？";
      const headers = { "content-type": "application/json" };
      const sent = await fetch(`${server.url}/api/feedback`, {
        method: "POST",
        headers,
        body: JSON.stringify({ kind: "提问", material, text, formToken }),
      });
      expect(sent.status).toBe(201);
      const editor = await staffSession(server.url, "editor", PASSWORD);
      const queue = await editor<{ items: { id: string; text: string; version: number }[] }>("GET", "/api/staff/feedback?state=pending");
      const { id, version } = queue.items.find((one) => one.text === text)!;
      await editor("POST", `/api/staff/feedback/${id}/accept`, { version });

      const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { width: 360, height: 740 });
      await waitForText(page, "main", text);
      await press(page, text, "main");
      await waitForText(page, "#visitors-waiting", "公众的提问，等您解答");
      await fill(page, `textarea[name="visitor-${id}"]`, "先把手头最小的一件事做完。");
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await press(page, "公开解答");
      await waitForText(page, "main .question-answer", "先把手头最小的一件事做完。");
      expect(await page.$("#visitors-waiting")).toBeNull();
      const open = (await (await fetch(`${server.url}/api/materials/${material}/feedback`)).json()) as PublicFeedbackList;
      expect(open.items[0]!.answer).toBe("先把手头最小的一件事做完。\n\n讲课人：演示干部");
      expect(faults).toEqual([]);
      await close();
    },
    60_000,
  );
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import readExcel from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { find, textOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "activity password 7";
/** The smallest PNG: one grey dot. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
/** A day in Beijing, so many from today. */
const day = (from = 0) => new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10);

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

const folder = mkdtempSync(join(tmpdir(), "gxjt-activities-"));
const photo = join(folder, "现场.png");
writeFileSync(photo, Buffer.from(DOT, "base64"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(installedBrowsers("activities"))("in %s", (name) => {
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

  test("a visit is logged on a phone with village, problem and photo; later the problem is solved", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, {
      path: "/activities",
      width: 360,
      height: 740,
    });
    await press(page, "登记活动", "main");
    await waitForText(page, "main h1", "登记活动");
    await press(page, "登记", "form");
    await waitForText(page, ".field-error", "还没有填");
    await page.select("select[name=kind]", "包村走访");
    await pick(page, "input[name=date]", day(-3));
    await type(page, "input[name=title]", "走访㛃某家");
    await page.waitForFunction(() => document.querySelectorAll("select[name=unit] option").length > 5);
    await page.select("select[name=unit]", "shanshi");
    await find(page, "select[name=village]");
    await page.select("select[name=village]", "山市镇07村");
    await press(page, "添加问题", "form");
    await type(page, "textarea[name=problem-0]", "村口路灯不亮");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await press(page, "登记", "form");
    await waitForText(page, "main h1", "走访㛃某家");
    await waitForText(page, "main .facts", "山市镇07村");
    await waitForText(page, "main li", "还没解决");

    const input = (await page.$("input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(photo);
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>(".photos img")?.naturalWidth ?? 0) > 0);
    expect(await axeFindings(page)).toEqual([]);

    await press(page, "修改", "main");
    await pick(page, "input[name=solved-0]", day(-4));
    await press(page, "保存", "form");
    await waitForText(page, ".field-error", "不能早于活动的日期");
    await pick(page, "input[name=solved-0]", day(-1));
    await press(page, "保存", "form");
    await waitForText(page, "main li", `${day(-1)} 已解决`);
    await openScreen(page, "/activities", "活动");
    await waitForText(page, "main table", "1 个，都已解决");
    await waitForText(page, ".activity-year", "已有 2 次，达到目标（2 次）");
    // A cadre sees the own figures only.
    expect(await textOf(page, ".activity-year")).not.toContain("李组长");
    expect(faults).toEqual([]);
    await close();
  }, 90_000);
});

describe.each(installedBrowsers("activities, more").filter((name) => name === "chromium"))("in %s alone", (name) => {
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

  test("a symposium has topics and problems; filtered it goes into Excel with formulas quoted", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/activities/new", "登记活动");
    await find(page, "select[name=kind]");
    await page.select("select[name=kind]", "座谈讨论");
    await pick(page, "input[name=date]", day());
    await type(page, "input[name=title]", "=1+1 座谈");
    await type(page, "textarea[name=topics]", "找差距\n互相提建议");
    await press(page, "添加问题", "form");
    await type(page, "textarea[name=problem-0]", "会议偏长");
    expect(await page.$("input[name=solved-0]")).toBeNull();
    await press(page, "登记", "form");
    await waitForText(page, "main", "互相提建议");
    await openScreen(page, "/activities?kind=座谈讨论", "活动");
    await waitForText(page, "main table", "=1+1 座谈");
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: folder,
      browserContextId: page.browserContext().id!,
    });
    await press(page, "导出 Excel", "main");
    const until = Date.now() + 30_000;
    const found = () => readdirSync(folder).find((file) => file.endsWith(".xlsx"));
    while (!found() && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
    const [{ data }] = (await readExcel(join(folder, found()!))) as unknown as [{ data: (string | null)[][] }];
    expect(data[0]!.slice(0, 3)).toEqual(["日期", "类别", "主题"]);
    expect(data[1]!.slice(0, 3)).toEqual([day(), "座谈讨论", "'=1+1 座谈"]);
    expect(data.slice(1).every(([, kind]) => kind === "座谈讨论")).toBe(true);

    await openScreen(page, "/activities?kind=座谈讨论&year=2024", "活动");
    await waitForText(page, "main .state", "没有记录");
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test("what was logged by mistake is deleted; nobody but author, lead and editor may", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/activities" });
    await press(page, "看望困难老党员", "main");
    await waitForText(page, "main h2", "照片");
    expect(await page.$$("main .toolbar button")).toHaveLength(0);
    await close();
    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/activities" });
    await press(editor.page, "看望困难老党员", "main");
    await press(editor.page, "删除", "main");
    await press(editor.page, "删除", "dialog");
    await waitForText(editor.page, "main h1", "活动");
    await find(editor.page, "main table");
    expect(await textOf(editor.page, "main")).not.toContain("看望困难老党员");
    await editor.close();
  }, 60_000);

  test("every screen fits its window and has no finding, wide and on a phone", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "lead", PASSWORD);
    for (const [width, height] of [
      [1366, 768],
      [360, 740],
    ] as const) {
      await page.setViewport({ width, height });
      for (const [path, title, part] of [
        ["/activities", "活动", ".activity-year"],
        ["/activities/new", "登记活动", ".activity-people input"],
      ] as const) {
        await openScreen(page, path, title);
        await find(page, part);
        expect(await axeFindings(page), path).toEqual([]);
        expect(await overflow(page), path).toBe(0);
      }
    }
    await close();
  }, 60_000);
});

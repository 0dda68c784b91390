import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, openPage, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, fillSignIn, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "people password 7";
const CHOSEN = "一个 够长的 密码";

const valueOf = async (page: Page, selector: string) => (await find(page, selector)).evaluate((node) => (node as HTMLInputElement).value);
let server: ServerProcess;
const dataDir = newDataDir();
beforeAll(async () => {
  server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  removeDataDir(dataDir);
});

describe.each(installedBrowsers("people in the workbench"))("in %s", (name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 120_000);
  afterAll(() => browser?.close());

  test("a new person comes in by the link, chooses a password, and is out at once when the account is closed", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/people" });
    const login = `xin.${name}`;
    await press(page, "新建人员", "main");
    await press(page, "建立账号");
    await waitForText(page, ".field-error", "请填写姓名");
    await fill(page, "input[name=name]", `新䶮㛃${name}`);
    await fill(page, "input[name=login]", "ADMIN");
    await press(page, "建立账号");
    await waitForText(page, ".field-error", "这个用户名已有人使用");
    await fill(page, "input[name=login]", login);
    await press(page, "建立账号");
    await waitForText(page, "dialog h2", `给新䶮㛃${name}的一次性链接`);
    expect(await textOf(page, "dialog")).toContain("只显示这一次");
    expect(await axeFindings(page)).toEqual([]);
    const link = await valueOf(page, "dialog input");
    await press(page, "已经记下，关闭", "dialog");
    await waitForText(page, "main h1", "人员");
    await fill(page, "input[name=q]", "䶮㛃");
    await waitForText(page, "main tbody tr", "还没设密码");

    const context = await browser.createBrowserContext();
    const { page: own } = await openPage(context as unknown as Browser);
    await own.goto(link);
    await fill(own, "input[name=password]", CHOSEN);
    await click(own, "button");
    await waitForText(own, ".who", `新䶮㛃${name}`);
    await press(own, "退出");
    await fillSignIn(own, login, CHOSEN);
    await find(own, ".who");
    await openScreen(own, "/materials", "资料");

    // A browser draws only the page in front.
    await page.bringToFront();
    await press(page, `新䶮㛃${name}`, "main");
    await press(page, "停用账号", "main");
    await waitForText(page, "dialog", "马上退出登录");
    await press(page, "停用", "dialog");
    await waitForText(page, ".lamp", "已停用，不能登录");
    await own.bringToFront();
    await own.evaluate(() => void (location.hash = "/account"));
    await own.reload();
    await find(own, ".sign-in input[name=login]");
    await fillSignIn(own, login, CHOSEN);
    await waitForText(own, ".form-error", "用户名或密码不对");
    expect(faults).toEqual([]);
    await context.close();
    await close();
  }, 90_000);
});

describe.each(installedBrowsers("people in the workbench, more").filter((name) => name === "chromium"))("in %s alone", (name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 120_000);
  afterAll(() => browser?.close());

  test("two administrators change one person: the second sees both and chooses", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/people/p-cadre3" });
    const second = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/people/p-cadre3" });
    await find(second.page, "input[name=name]");
    await fill(page, "input[name=name]", "周宣讲甲");
    await press(page, "保存", "main");
    await waitForText(page, "main h1", "周宣讲甲");
    await fill(second.page, "input[name=name]", "周宣讲乙");
    await press(second.page, "保存", "main");
    await waitForText(second.page, "dialog", "周宣讲甲");
    expect(await axeFindings(second.page)).toEqual([]);
    await press(second.page, "全部用我的", "dialog");
    await waitForText(second.page, "main h1", "周宣讲乙");
    await second.close();
    await close();
  }, 120_000);

  test("one's own password is changed here, and other sessions end", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/account" });
    const other = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/account" });
    await waitForText(page, "main", "干部科");
    expect(await axeFindings(page)).toEqual([]);
    await fill(page, "input[name=current]", "not this one");
    await fill(page, "input[name=next]", CHOSEN);
    await fill(page, "input[name=again]", `${CHOSEN}!`);
    await press(page, "修改密码", "main");
    await waitForText(page, ".field-error", "两次填写的新密码不一样");
    await fill(page, "input[name=again]", CHOSEN);
    await press(page, "修改密码", "main");
    await waitForText(page, ".field-error", "现在的密码不对");
    await fill(page, "input[name=current]", PASSWORD);
    await press(page, "修改密码", "main");
    await waitForText(page, ".toast", "密码已修改");
    await page.reload();
    await waitForText(page, "main h1", "我的账号");
    await other.page.reload();
    await find(other.page, ".sign-in input[name=login]");
    expect(faults).toEqual([]);
    await other.close();
    await close();
  }, 120_000);

  test("every screen fits its window and has no finding, wide and on a phone; who may not is told so", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    const screens = {
      "/people": "人员",
      "/people/new": "新建人员",
      "/people/p-lead": "组室负责人",
      "/people/p-admin": "管理员",
      "/units": "单位",
    };
    for (const [width, height] of [
      [1366, 768],
      [360, 740],
    ] as const) {
      await page.setViewport({ width, height });
      for (const [path, title] of Object.entries({ ...screens, "/units/new": "新建单位", "/units/shanshi": "山市镇" })) {
        await openScreen(page, path, title);
        await find(page, "main .card, main table");
        expect(await axeFindings(page), path).toEqual([]);
        expect(await overflow(page), path).toBe(0);
      }
    }
    // A unit is found by its name or its contact's; on a phone the other filters wait behind one line.
    await openScreen(page, "/units", "单位");
    await page.waitForSelector("select[name=kind]");
    expect(await page.$eval(".filter-fold", (fold) => (fold as HTMLDetailsElement).open)).toBe(false);
    const names = () => textsOf(page, "main tbody th");
    await fill(page, "input[name=q]", "山市镇联络员");
    await expect.poll(names, { timeout: 30_000 }).toEqual(["山市镇"]);
    await fill(page, "input[name=q]", "海");
    await expect.poll(names, { timeout: 30_000 }).toEqual(["海林镇"]);
    await click(page, ".filter-fold summary");
    await page.select("select[name=kind]", "社区");
    await waitForText(page, ".state-title", "没有符合条件的单位");
    expect(await textOf(page, ".filter-fold summary")).toContain("已用 1 项");
    await press(page, "看全部单位");
    await expect.poll(async () => (await names()).length, { timeout: 30_000 }).toBe(12);
    expect(await axeFindings(page)).toEqual([]);
    await page.evaluate(() => void (location.hash = "/people/nobody-here"));
    await waitForText(page, "main", "没有找到");
    await close();
    const editor = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await editor.page.evaluate(() => void (location.hash = "/people"));
    await waitForText(editor.page, "main", "您没有权限看这一页");
    expect(faults).toEqual([]);
    await editor.close();
  }, 90_000);
});

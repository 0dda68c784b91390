import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonList } from "../../functions/people/contract.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import type { WorkReports } from "../../functions/work-items/reports.contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, setDate, staffSession, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, press, told } from "../support/workbench.ts";

const PASSWORD = "work of a lead password 7";
const ITEMS = "/api/staff/work-items";
const OFFICE = "干部科";
const day = (after: number) => chinaDay(Date.now() + after * DAY);
const lastYear = Number(day(0).slice(0, 4)) - 1;

const plain = { members: [], target: "", rhythm: "monthly", unit: "", village: "", materials: [], feedback: [], milestones: [] };

const started = async (page: Page) => {
  await press(page, "开始推进", "main");
  await press(page, "开始推进", "dialog");
  await waitForText(page, "main .facts", "推进中");
};

describe.each(installedBrowsers("the work of a lead").filter((name) => name === "chromium"))("in %s, the work of a lead", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    // The lead of the 组室 whose demo items are overdue and owe reports.
    const asAdmin = await staffSession(server.url, "admin", PASSWORD);
    const { items } = await asAdmin<PersonList>("GET", "/api/staff/people?q=lead");
    const { id, login, name: called, roles, unit, version } = items.find((one) => one.login === "lead")!;
    await asAdmin("PUT", `/api/staff/people/${id}`, { login, name: called, roles, unit, office: OFFICE, version });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });
  const open = (login: string, path: string) => openWorkbench(browser, server.url, login, PASSWORD, { path });

  test("plans for a cadre, settles the account of the whole 组室, and closes what is done", async () => {
    const { page, faults, close } = await open("lead", "/work/items/new");
    await fill(page, "input[name=title]", "干部夜校教师库");
    await fill(page, "textarea[name=target]", "三十名教师入库");
    await page.waitForSelector("select[name=owner] option[value=p-cadre]");
    await page.select("select[name=owner]", "p-cadre");
    await setDate(page, "input[name=start]", day(-5));
    await setDate(page, "input[name=end]", day(40));
    await press(page, "列入草拟", "form");
    await waitForText(page, "main .facts", "演示干部");
    await started(page);
    const planned = (await page.evaluate(() => location.hash)).split("/").at(-1)!;

    // Three rows are written: one late, one without its three things, and one that is reported by its cadre meanwhile.
    await openScreen(page, "/work/reports", "报账");
    const asCadre = await staffSession(server.url, "cadre", PASSWORD);
    const account = await asCadre<WorkReports>("GET", "/api/staff/work-reports");
    const overdue = account.items.find((item) => item.overdue)!;
    const late = account.items.find((item) => !item.overdue && item.owed.some((one) => one.late))!;
    const { due } = account.items.find(({ id }) => id === planned)!.owed[0]!;
    await fill(page, `textarea[name=done-${planned}]`, "已联系十二名教师");
    await fill(page, `textarea[name=done-${late.id}]`, "补报：档案已整理两百卷");
    await fill(page, `textarea[name=done-${overdue.id}]`, "设备装好，会用的人还少");
    await asCadre("POST", `${ITEMS}/${planned}/reports`, { due, done: "已联系十五名教师" });
    await press(page, "一起报账（3 项）", "form");
    await told(page, "已报 1 项，还有 2 项没有报成");
    await waitForText(page, "main [role=status]", "刚才报了 1 项，其中 1 项记为迟报");
    // Nothing is owed for it any more, so its row is gone; both texts are still before the eyes.
    await waitForText(page, "main [role=status]", "这一期别人刚刚报过");
    for (const words of ["已联系十五名教师", "已联系十二名教师"]) await waitForText(page, "main [role=status]", words);
    const row = `section[aria-labelledby=account-${overdue.id}]`;
    for (const words of ["请写明为什么没有按时完成。", "请写明下一步怎么推进。", "请定一个新的完成时限。"])
      await waitForText(page, row, words);
    expect(await axeFindings(page)).toEqual([]);

    // The overdue one takes its three things there, and goes through with them.
    await fill(page, `${row} textarea[name=reason]`, "操作员换了人");
    await fill(page, `${row} textarea[name=measures]`, "再办一次培训");
    await setDate(page, `${row} input[name=until]`, day(25));
    expect(await page.$eval(`textarea[name=done-${overdue.id}]`, (node) => node.value)).toContain("设备装好");
    await press(page, "一起报账（1 项）", "form");
    await told(page, "已报 1 项");
    const delayed = await asCadre<WorkItem>("GET", `${ITEMS}/${overdue.id}`);
    expect(delayed).toMatchObject({ state: "unfinished", end: day(25), deadlines: [overdue.end] });
    expect(delayed.reports.some(({ done }) => done === "设备装好，会用的人还少")).toBe(true);

    // Closed with its result: struck through and read-only.
    await openScreen(page, `/work/items/${planned}`, "干部夜校教师库");
    await press(page, "注销", "main");
    await press(page, "注销", "dialog");
    await waitForText(page, "dialog", "请写明完成的结果。");
    await fill(page, "dialog textarea[name=result]", "三十二名教师入库");
    await press(page, "注销", "dialog");
    await waitForText(page, "main", "只能查看，不能再改");
    expect(await page.$("main [aria-label=办理]")).toBeNull();
    await openScreen(page, `/work?q=${encodeURIComponent("干部夜校教师库")}`, "工作菜单");
    await waitForText(page, ".work-menu tbody th s", "干部夜校教师库");
    const closed = await asCadre<WorkItem>("GET", `${ITEMS}/${planned}`);
    expect(closed).toMatchObject({ state: "closed", result: "三十二名教师入库", allowed: [] });
    await expect(asCadre("POST", `${ITEMS}/${planned}/reports`, { due: day(30), done: "再报一次" })).rejects.toThrow(": 409");
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("the director closes the past year; of two who change what was carried over the second sees both and chooses", async () => {
    const asDirector = await staffSession(server.url, "director", PASSWORD);
    const make = async (title: string, end: string) => {
      const body = {
        ...plain,
        kind: "常规性",
        title,
        target: "原来的目标",
        office: OFFICE,
        owner: "p-cadre",
        start: `${lastYear}-10-08`,
        end,
      };
      const item = await asDirector<WorkItem>("POST", ITEMS, body);
      return asDirector<WorkItem>("POST", `${ITEMS}/${item.id}/steps`, { step: "start", version: item.version });
    };
    const { id } = await make("跨年的工作", day(30));
    const done = await make("去年办完的工作", day(30));
    await asDirector("POST", `${ITEMS}/${done.id}/steps`, { step: "close", version: done.version, result: "办完了" });

    const director = await open("director", "/work");
    await press(director.page, "年度结账", "main [role=note]");
    await press(director.page, `${lastYear} 年结账`, "main");
    await press(director.page, "结账", "dialog");
    await told(director.page, `${lastYear} 年已开始结账`);
    await waitForText(director.page, "main table.data tr", "正在转入下一年");
    expect(await axeFindings(director.page)).toEqual([]);
    await openScreen(director.page, `/work?year=${lastYear}`, "工作菜单");
    await waitForText(director.page, "main [role=note]", `${lastYear} 年已结账归档，只能查看，不能修改`);
    await waitForText(director.page, ".work-menu tbody tr", `转入 ${lastYear + 1} 年`);
    expect(await textsOf(director.page, ".work-menu tbody th s")).toContain("去年办完的工作");
    expect(await textsOf(director.page, "main a.button.main")).not.toContain("新建工作项");
    await openScreen(director.page, `/work/items/${id}`, "跨年的工作");
    await waitForText(director.page, "main .facts", `从 ${lastYear} 年转来`);

    const lead = await open("lead", `/work/items/${id}`);
    await press(lead.page, "修改", "main");
    await find(lead.page, "textarea[name=target]");
    await director.page.bringToFront();
    await press(director.page, "修改", "main");
    await fill(director.page, "textarea[name=target]", "部领导改的目标");
    await press(director.page, "保存", "form");
    await waitForText(director.page, "main", "部领导改的目标");

    await lead.page.bringToFront();
    await fill(lead.page, "input[name=title]", "组室改的名称");
    await fill(lead.page, "textarea[name=target]", "组室改的目标");
    await press(lead.page, "保存", "form");
    await waitForText(lead.page, "dialog h2", "别人也改了这一份");
    for (const words of ["组室改的目标", "部领导改的目标"]) await waitForText(lead.page, "dialog .version", words);
    expect(await axeFindings(lead.page)).toEqual([]);
    await click(lead.page, "dialog fieldset .version:last-of-type input[name=conflict-target]");
    await press(lead.page, "按所选保存", "dialog");
    await waitForText(lead.page, "main h1", "组室改的名称");
    await waitForText(lead.page, "main .work-text", "部领导改的目标");
    const merged = await asDirector<WorkItem>("GET", `${ITEMS}/${id}`);
    expect(merged).toMatchObject({ title: "组室改的名称", target: "部领导改的目标", year: lastYear + 1, carriedFrom: [lastYear] });
    expect([...director.faults, ...lead.faults]).toEqual([]);
    await director.close();
    await lead.close();
  }, 120_000);
});

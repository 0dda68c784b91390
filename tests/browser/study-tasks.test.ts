import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "a password of tasks 7";
const TITLE = "十二月学习任务";
const phone = { width: 360, height: 740 };
const inDays = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The row of one person or unit in the overview: what stands under each material. */
const rowOf = (page: Page, name: string): Promise<string[]> =>
  page.$$eval(
    "table.task-marks tbody tr",
    (rows, wanted) => {
      const row = rows.find((one) => one.querySelector("th")?.textContent === wanted);
      return Array.from(row?.querySelectorAll("td:not(.task-name)") ?? [], (cell) => cell.textContent ?? "");
    },
    name,
  );

describe.each(installedBrowsers("study tasks"))("in %s, study tasks", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let path = "";
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("the editor sets three materials to all cadres and two units, and what is missing is said", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/tasks", "学习任务");
    await press(page, "布置学习任务", "main");
    await waitForText(page, "main h1", "布置学习任务");
    await find(page, ".task-choices");
    await press(page, "布置任务", "main");
    await waitForText(page, "main", "有几项没有填对");
    expect(await axeFindings(page)).toEqual([]);
    await type(page, "input[name=title]", TITLE);
    for (const [word, title] of [
      ["论语", "论语心得"],
      ["创新", "创新三题"],
      ["人生", "人生当如水"],
    ]) {
      await fill(page, "input[name=material-word]", word!);
      await click(page, `button[aria-label="加上 ${title}"]`);
    }
    await page.$eval(
      "input[name=deadline]",
      (input, value) => {
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
      inDays(2),
    );
    for (const unit of ["山市镇", "海林镇"])
      await page.$$eval("main .task-choices label", (labels, wanted) => labels.find((one) => one.textContent === wanted)!.click(), unit);
    await type(page, "input[name=noteCharacters]", "5000");
    await press(page, "布置任务", "main");
    await waitForText(page, "main h1", TITLE);
    await waitForText(page, "main dl", "全体部内干部、海林镇、山市镇");
    await waitForText(page, "main dl", "学习笔记 5000 字左右");
    path = await page.evaluate(() => location.hash.slice(1));
    expect(faults.filter((fault) => !fault.includes("400"))).toEqual([]);
    await close();
  }, 90_000);

  test("a cadre finds it on the phone under today, reads and marks; a mark can be taken back", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/today", ...phone });
    await waitForText(page, "section[aria-label=正在学的任务]", "已学 0 篇，共 3 篇");
    await waitForText(page, "section[aria-label=我的学习笔记]", "全年目标 5000 字");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, TITLE, "section[aria-label=正在学的任务]");
    await waitForText(page, "main h1", TITLE);
    for (const title of ["论语心得", "创新三题", "人生当如水"]) await click(page, `button[aria-label="${title}，标记已学"]`);
    await waitForText(page, "main", "已学 3 篇，共 3 篇");
    await waitForText(page, "main dl .badge", "已完成");
    await waitForText(page, "main dl", "我已写学习笔记 0 字");
    await click(page, 'button[aria-label^="人生当如水，已学"]');
    await waitForText(page, "main", "已学 2 篇，共 3 篇");
    expect(await textsOf(page, ".task-materials a")).toEqual(["论语心得", "创新三题", "人生当如水"]);
    // Nothing of anybody else.
    expect(await page.$("table.task-marks")).toBeNull();
    expect([await axeFindings(page), await overflow(page), faults]).toEqual([[], 0, []]);
    await page.reload();
    await waitForText(page, "main", "已学 2 篇，共 3 篇");
    await openScreen(page, "/tasks", "学习任务");
    await waitForText(page, "section[aria-label=等您完成的]", TITLE);
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await close();
  }, 90_000);

  test("lead and director see who has finished what, the lead of the own 组室 only; without points or percent", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD);
    await waitForText(page, "section[aria-label=正在学的任务]", "干部 9 人，0 人学完；单位 2 个，0 个学完");
    await openScreen(page, path, TITLE);
    await find(page, "table.task-marks");
    expect(await rowOf(page, "演示干部")).toEqual(["已学", "已学", "—"]);
    expect(await rowOf(page, "演示组室负责人")).toEqual(["—", "—", "—"]);
    expect(await rowOf(page, "山市镇")).toEqual(["—", "—", "—"]);
    const offices = await textsOf(page, "table.task-marks td.task-name");
    expect(offices).toEqual(offices.toSorted(new Intl.Collator("zh-CN").compare));
    expect((await textsOf(page, "main")).join()).not.toMatch(/%|积分|排名|第一名/);
    expect([await axeFindings(page), faults]).toEqual([[], []]);
    await close();

    const lead = await openWorkbench(browser, server.url, "lead", PASSWORD, phone);
    await openScreen(lead.page, path, TITLE);
    await find(lead.page, "table.task-marks");
    expect([...new Set(await textsOf(lead.page, "table.task-marks td.task-name"))]).toEqual(["组织科"]);
    expect(await rowOf(lead.page, "演示干部")).toEqual([]);
    expect([await axeFindings(lead.page), await overflow(lead.page), lead.faults]).toEqual([[], 0, []]);
    await lead.close();
  }, 90_000);

  if (name === "chromium")
    test("two editors change one task: both versions side by side; a closed one stands", async () => {
      const [one, two] = [
        await openWorkbench(browser, server.url, "editor", PASSWORD),
        await openWorkbench(browser, server.url, "director", PASSWORD),
      ];
      for (const { page } of [one, two]) {
        await openScreen(page, `${path}/edit`, "修改学习任务");
        await find(page, ".task-choices");
      }
      await fill(one.page, "input[name=title]", "编辑改的题目");
      await press(one.page, "保存", "main");
      await waitForText(one.page, "main h1", "编辑改的题目");
      await fill(two.page, "textarea[name=note]", "结合本职工作。");
      await press(two.page, "保存", "main");
      await waitForText(two.page, "dialog", "编辑改的题目");
      expect(await axeFindings(two.page)).toEqual([]);
      await two.page.$$eval("dialog fieldset", (sets) => {
        const title = sets.find((set) => set.querySelector("legend")?.textContent === "名称")!;
        title.querySelectorAll<HTMLInputElement>("input[type=radio]")[1]!.click();
      });
      await press(two.page, "按所选保存", "dialog");
      await waitForText(two.page, "main dl", "结合本职工作。");
      await waitForText(two.page, "main h1", "编辑改的题目");
      await press(two.page, "结束任务", "main");
      await press(two.page, "结束任务", "dialog");
      await waitForText(two.page, "main dl .badge", "已结束");
      await one.close();
      await two.close();
    }, 90_000);
});

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { readTableFile } from "../../widgets/staff/people/table-file.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "import password 7";
const CHOSEN = "一个 够长的 密码";

const choose = async (page: Page, file: string) => {
  await page.waitForSelector("input[type=file]");
  await ((await page.$("input[type=file]")) as ElementHandle<HTMLInputElement>).uploadFile(file);
};

let server: ServerProcess;
const dataDir = newDataDir();
const files = mkdtempSync(join(tmpdir(), "gxjt-import-files-"));
beforeAll(async () => {
  server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  removeDataDir(dataDir);
  rmSync(files, { recursive: true, force: true });
});

describe.each(installedBrowsers("imports in the workbench"))("in %s", (name) => {
  // Where downloads go can be told to Chromium alone.
  const inChromium = test.skipIf(name !== "chromium");
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 120_000);
  afterAll(() => browser?.close());

  /** Where this page's downloads land. */
  async function downloadsOf(page: Page): Promise<(file: string) => Promise<string>> {
    const folder = mkdtempSync(join(files, "downloads-"));
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: folder,
      browserContextId: (page.browserContext() as unknown as { id?: string }).id,
    } as never);
    return async (file) => {
      const until = Date.now() + 15_000;
      while (!existsSync(join(folder, file))) {
        if (Date.now() > until) throw new Error(`${file} was not downloaded; there is ${readdirSync(folder).join(", ")}`);
        await new Promise((done) => setTimeout(done, 100));
      }
      return join(folder, file);
    };
  }
  const tableOf = async (path: string) => readTableFile(path, new Blob([readFileSync(path)]));

  test("a list in GBK is checked row by row, mended in the preview, imported, and its links work", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/people/import", "导入人员");
    expect(await axeFindings(page)).toEqual([]);
    const bad = join(files, "坏.csv");
    writeFileSync(bad, iconv.encode("姓名,科室\r\n王,组织科", "gbk"));
    await choose(page, bad);
    await waitForText(page, "main [role=alert]", "没有找到“用户名”“角色”一列");

    const list = join(files, "名单.csv");
    const rows = [
      "姓名,账号,角色,科室,备注",
      `𠮷野,jiye.${name},部内干部,组织科,x`,
      "䶮㛃,editor,干事,,",
      `赵某,zhao.${name},基层单位,,`,
      `钱某,jiye.${name},部内干部,,`,
    ];
    writeFileSync(list, iconv.encode(rows.join("\r\n"), "gb18030"));
    await choose(page, list);
    await waitForText(page, "main .lamp", "有 4 处要改");
    expect(await textsOf(page, ".fault-list li")).toEqual([
      expect.stringContaining("第 2 行 用户名这个用户名已有人使用"),
      expect.stringContaining("第 2 行 角色有不认识的角色"),
      expect.stringContaining("第 3 行 单位基层单位的账号要写明单位"),
      expect.stringContaining("第 4 行 用户名表格里前面已有这个用户名"),
    ]);
    expect(await textOf(page, "main")).toContain("这些列没有读：备注");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.setViewport({ width: 360, height: 740 });
    expect(await overflow(page)).toBe(0);
    await page.setViewport({ width: 1366, height: 768 });

    // The way from the fault to its cell, by keyboard; and a reload on the way loses nothing.
    await click(page, ".fault-list li:nth-child(1) button");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("第 2 行用户名");
    await fill(page, "#cell-1-login", `yan.${name}`);
    await fill(page, "#cell-1-roles", "部内干部、编辑（审核）");
    await waitForText(page, "main .lamp", "有 2 处要改");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await waitForText(page, "main .lamp", "有 2 处要改");
    await fill(page, "#cell-2-unit", "山市镇");
    await click(page, "button[aria-label='删去第 4 行']");
    await waitForText(page, "main .lamp", "3 行都可以导入");
    await press(page, "导入 3 人", "main");
    await press(page, "导入", "dialog");
    await waitForText(page, "main .lamp", "已建立 3 个账号");
    expect(await axeFindings(page)).toEqual([]);
    const links = await textsOf(page, "main .link-text");
    expect(links).toHaveLength(3);
    // The links are shown only here: whoever goes without having saved them is asked.
    await press(page, "返回人员", "main");
    await press(page, "离开", "dialog");
    await fill(page, "input[name=q]", `yan.${name}`);
    await waitForText(page, "main tbody tr", "䶮㛃");
    expect((await textsOf(page, "main tbody tr")).join()).toContain("部内干部、编辑(审核)");
    // What came out works.
    await page.goto(links[0]!);
    await fill(page, "input[name=password]", CHOSEN);
    await click(page, "button");
    await waitForText(page, ".who", "𠮷野");
    expect(faults).toEqual([]);
    await close();
  }, 90_000);

  inChromium(
    "units come from Excel after the template, are put into order, get a contact, and are retired",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
      const downloaded = await downloadsOf(page);
      await openScreen(page, "/units/import", "导入单位");
      expect(await axeFindings(page)).toEqual([]);
      await press(page, "下载模板", "main");
      const [headings = []] = await tableOf(await downloaded("导入单位模板.xlsx"));
      expect(headings).toEqual(["单位", "类别", "村"]);
      const list = join(files, "单位.xlsx");
      const data = [headings, ["㛃家镇", "乡镇", "一村、䶮村"], ["𠮷社区", "社区", ""]];
      writeFileSync(
        list,
        await writeExcel([{ sheet: "一", data: data.map((row) => row.map((value) => ({ value, type: String }))) }]).toBuffer(),
      );
      await choose(page, list);
      await waitForText(page, "main .lamp", "2 行都可以导入");
      await press(page, "导入 2 个单位", "main");
      await press(page, "导入", "dialog");
      await waitForText(page, "main .lamp", "已建立 2 个单位");
      await press(page, "返回单位", "main");
      await waitForText(page, "main tbody tr:last-child", "𠮷社区");
      expect(await axeFindings(page)).toEqual([]);

      await press(page, "调整顺序", "main");
      await click(page, "button[aria-label='上移𠮷社区']");
      expect(await axeFindings(page)).toEqual([]);
      await press(page, "保存顺序", "main");
      await waitForText(page, "main tbody tr:last-child", "㛃家镇");

      await press(page, "㛃家镇", "main");
      await waitForText(page, "main h2", "联络员账号");
      expect(await page.$eval("textarea[name=villages]", (area) => area.value)).toBe("一村\n䶮村");
      await fill(page, "textarea[name=villages]", "一村\n一村");
      await press(page, "保存", "main");
      await waitForText(page, ".field-error", "有村名写了两遍");
      await press(page, "不改了", "main");
      expect(await axeFindings(page)).toEqual([]);
      await press(page, "新建联络员", "main");
      await waitForText(page, "main h1", "新建联络员");
      await fill(page, "input[name=name]", "联络员甲");
      await fill(page, "input[name=login]", "lianluo");
      await press(page, "建立账号");
      await press(page, "已经记下，关闭", "dialog");
      await waitForText(page, "main .plain-list", "联络员甲");
      await press(page, "停用单位", "main");
      await press(page, "停用", "dialog");
      await waitForText(page, ".lamp", "公众的表单里没有它");
      const { items } = (await (await fetch(`${server.url}/api/units`)).json()) as { items: { name: string }[] };
      expect(items.map((unit) => unit.name)).not.toContain("㛃家镇");
      expect(items.at(-1)?.name).toBe("𠮷社区");
      expect(faults).toEqual([]);
      await close();
    },
    90_000,
  );

  inChromium(
    "an import whose answer was lost on the way is sent again and creates nobody twice; its links are saved",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
      const downloaded = await downloadsOf(page);
      await openScreen(page, "/people/import", "导入人员");
      const list = join(files, "两人.csv");
      writeFileSync(list, "\ufeff姓名,用户名,角色\r\n孙𠮷,sun.lost,部内干部\r\n周㛃,zhou.lost,部内干部\r\n");
      await choose(page, list);
      await waitForText(page, "main .lamp", "2 行都可以导入");
      await page.evaluate(() => {
        const real = window.fetch.bind(window);
        window.fetch = async (input, init) => {
          const answer = await real(input, init);
          if (typeof init?.body !== "string" || !init.body.includes('"dryRun":false')) return answer;
          window.fetch = real;
          throw new TypeError("the line broke");
        };
      });
      await press(page, "导入 2 人", "main");
      await press(page, "导入", "dialog");
      await waitForText(page, "main .form-error", "网络不通");
      page.on("dialog", (dialog) => void dialog.accept());
      await page.reload();
      await waitForText(page, "main .lamp", "2 行都可以导入");
      await press(page, "导入 2 人", "main");
      await press(page, "导入", "dialog");
      await waitForText(page, "main .lamp", "已建立 2 个账号");
      await press(page, "下载 Excel", "main");
      await press(page, "下载 CSV", "main");
      const excel = await tableOf(await downloaded("一次性链接.xlsx"));
      expect(excel.map((row) => row.slice(0, 2))).toEqual([
        ["姓名", "用户名"],
        ["孙𠮷", "sun.lost"],
        ["周㛃", "zhou.lost"],
      ]);
      expect(await tableOf(await downloaded("一次性链接.csv"))).toEqual(excel);
      // Saved, so nobody is asked.
      await press(page, "返回人员", "main");
      await waitForText(page, "main h1", "人员");
      await page.goto(excel[1]![2]!);
      await fill(page, "input[name=password]", CHOSEN);
      await click(page, "button");
      await waitForText(page, ".who", "孙𠮷");
      await close();
    },
    120_000,
  );
});

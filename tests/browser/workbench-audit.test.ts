import readExcel from "read-excel-file/node";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditList } from "../../functions/audit/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { find, staffSession, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "audit password 7";

/** Files that the page hands over, as base64. */
async function catchFiles(page: Page): Promise<() => Promise<Buffer>> {
  await page.evaluate(() => {
    const real = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      (window as unknown as { caught: Blob }).caught = blob;
      return real(blob);
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
  return async () => {
    await page.waitForFunction(() => "caught" in window, { timeout: 20_000 });
    const text = await page.evaluate(async () => {
      const holder = window as unknown as { caught?: Blob };
      const bytes = new Uint8Array(await holder.caught!.arrayBuffer());
      delete holder.caught;
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    });
    return Buffer.from(text, "latin1");
  };
}

/** Picks a value as a person does; the page hears of it. */
const pick = (page: Page, name: string, value: string) => page.select(`.filters select[name=${name}]`, value).then(() => undefined);
const column = (page: Page, place: number) =>
  page.$$eval("table.data tbody tr", (rows, at) => rows.map((row) => row.children[at]?.textContent ?? ""), place);

describe.each(installedBrowsers("the audit log in the workbench"))("in %s, the audit log", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let director: Awaited<ReturnType<typeof staffSession>>;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    const editor = await staffSession(server.url, "editor", PASSWORD);
    director = await staffSession(server.url, "director", PASSWORD);
    for (let n = 0; n < 60; n++) await editor("POST", "/api/staff/materials", { title: `=cmd${n}`, category: "新理论" });
    await expect(editor("GET", "/api/staff/people")).rejects.toThrow("403");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("is filtered by kind, outcome, person and day, and goes on page by page", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/audit" });
    await waitForText(page, "table.data", "新建资料");
    await pick(page, "kind", "material");
    await page.waitForFunction(() => !document.querySelector("table.data")?.textContent?.includes("登录"));
    const before = (await column(page, 2)).length;
    expect(new Set(await column(page, 2))).toEqual(new Set(["新建资料"]));
    await press(page, "更多");
    await page.waitForFunction((count) => document.querySelectorAll("table.data tbody tr").length > count, {}, before);
    const times = await column(page, 0);
    expect(times).toEqual(times.toSorted().toReversed());

    await press(page, "清除条件");
    await pick(page, "outcome", "refused");
    await page.waitForFunction(() => document.querySelectorAll("table.data tbody tr").length === 1);
    await waitForText(page, "table.data", "没有权限");
    expect(await column(page, 3)).toEqual(["GET /api/staff/people"]);

    await press(page, "清除条件");
    await type(page, ".filters input[name=person]", "编辑");
    await page.waitForFunction(() => location.hash.includes("person="));
    await page.waitForFunction(() => !document.querySelector("table.data")?.textContent?.includes("部领导"));
    expect(new Set(await column(page, 1)).size).toBe(1);
    await page.click("table.data tbody tr td a");
    await page.waitForFunction(() => /person=p-editor/.test(location.hash));

    await openScreen(page, "/audit?to=2020-01-01&from=2019-12-01", "审计日志");
    await waitForText(page, ".state", "没有符合条件的记录");
    await openScreen(page, "/audit?to=2020-01-01&from=2021-12-01", "审计日志");
    await waitForText(page, ".field-error", "结束日期早于开始日期");
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  // Of lesser weight: once is enough.
  const once = name === "chromium" ? test : test.skip;
  once(
    "leads to the material, and shows one object alone",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/audit?kind=material" });
      await waitForText(page, "table.data", "只看这一项");
      await press(page, "只看这一项");
      await waitForText(page, "main strong", "资料");
      await page.waitForFunction(() => document.querySelectorAll("table.data tbody tr").length === 1);
      await page.click("table.data tbody td a[href^='#/materials/']");
      await page.waitForFunction(() => location.hash.startsWith("#/materials/"));
      await close();
    },
    120_000,
  );

  test("is exported whole to Excel and CSV with what it shows, and the export is in the log", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/audit?kind=material" });
    await waitForText(page, "table.data", "新建资料");
    const file = await catchFiles(page);
    await press(page, "导出");
    await press(page, "导出 Excel", "dialog");
    const sheets = (await readExcel(await file())) as unknown as { sheet: string; data: unknown[][] }[];
    const rows = sheets[0]!.data;
    expect(rows[0]).toEqual(["时间", "人员", "人员编号", "操作", "对象", "对象编号", "结果", "说明", "操作代码"]);
    const all: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page_: AuditList = await director("GET", `/api/staff/audit?kind=material${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      all.push(...page_.items.map(({ object }) => object));
      ({ cursor } = page_);
    }
    expect(rows.slice(1).map((row) => row[5])).toEqual(all);
    expect(rows.length).toBeGreaterThan(60);

    await press(page, "导出");
    await press(page, "导出 CSV", "dialog");
    const csv = await file();
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv.toString().trim().split("\r\n")).toHaveLength(rows.length);
    await openScreen(page, "/audit?kind=audit", "审计日志");
    await waitForText(page, "table.data", "csv kind=material");
    expect(await column(page, 2)).toEqual(["导出审计日志", "导出审计日志"]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  once(
    "an export can be stopped half-way, and then hands over nothing",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/audit" });
      await waitForText(page, "table.data", "新建资料");
      await catchFiles(page);
      // Each page of the export takes its time.
      await page.evaluate(() => {
        const real = window.fetch.bind(window);
        window.fetch = async (input, init) => {
          if (String(input).includes("/audit?")) await new Promise((done) => setTimeout(done, 1500));
          return real(input, init);
        };
      });
      await press(page, "导出");
      await press(page, "导出 Excel", "dialog");
      await waitForText(page, "dialog", "正在导出");
      await press(page, "取消", "dialog");
      await page.waitForFunction(() => !document.querySelector("dialog[open]"));
      await new Promise((done) => setTimeout(done, 2000));
      expect(await page.evaluate(() => "caught" in window)).toBe(false);
      await close();
    },
    120_000,
  );

  once(
    "is free of accessibility faults and fits a phone and double size",
    async () => {
      for (const width of [1366, 360]) {
        const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/audit", width });
        await find(page, "table.data");
        expect(await overflow(page), String(width)).toBe(0);
        expect(await axeFindings(page)).toEqual([]);
        await page.setViewport({ width: 683, height: 384 });
        expect(await overflow(page)).toBe(0);
        if (width === 1366) {
          await press(page, "导出");
          await find(page, "dialog[open]");
          expect(await axeFindings(page)).toEqual([]);
        }
        await close();
      }
    },
    120_000,
  );

  once(
    "is not for editors",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/audit" });
      await waitForText(page, "main", "没有权限");
      expect((await textsOf(page, ".main-nav a")).join()).not.toContain("审计日志");
      await close();
    },
    120_000,
  );
});

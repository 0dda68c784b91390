import readExcel from "read-excel-file/node";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sheet } from "../../functions/inspection/contract.ts";
import { lastMonth, monthBy } from "../../functions/inspection/rules.ts";
import type { InspectionRow } from "../../functions/ledger/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { fill, find, staffSession, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import {
  axeFindings,
  keepSaved,
  keptOnDevice,
  openScreen,
  openWorkbench,
  overflow,
  press,
  savedBytes,
  told,
} from "../support/workbench.ts";

const PASSWORD = "inspection password 7";
/** The demo has the last month's sheet open, and the one before it signed. */
const MONTH = lastMonth(Date.now());
const PATH = `/api/staff/inspections/${MONTH}`;
const patient = { timeout: 15_000 };

const valueOf = (page: Page, selector: string) => page.$eval(selector, (node) => (node as HTMLTextAreaElement).value);
const workbook = async (page: Page) => (await readExcel(await savedBytes(page))) as unknown as { sheet: string; data: unknown[][] }[];

describe.each(installedBrowsers("the monthly inspection"))("in %s, the monthly inspection", (name) => {
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

  test("the director writes, signs and locks; paper, Excel; the cadre finds the own 批阅", async () => {
    const admin = await staffSession(server.url, "admin", PASSWORD);
    expect(await admin("POST", "/api/staff/jobs/make-inspection", {})).toEqual({ done: 0 });
    const asDirector = await staffSession(server.url, "director", PASSWORD);
    const cadre = (await asDirector<Sheet>("GET", PATH)).lines.find((line) => line.name === "演示干部")!;
    const field = `textarea[name=remark-${cadre.person}]`;

    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD);
    await waitForText(page, "main", "等您签字的笔记检查表");
    await openScreen(page, "/inspection", "笔记检查");
    await waitForText(page, "main .badge", "待签字");
    expect(await axeFindings(page)).toEqual([]);
    await openScreen(page, `/inspection/${MONTH}`, "笔记检查表");
    await find(page, field);
    expect(await axeFindings(page)).toEqual([]);
    // In the order of 组室 and name, and nothing to sort by.
    expect(await page.$$eval("main thead button, main thead a", (nodes) => nodes.length)).toBe(0);

    // Written and perhaps not yet saved, it survives a reload on the device; Firefox saves it as it leaves.
    await fill(page, field, "=认真，能联系实际，𠮷");
    await keptOnDevice(page, "认真，能联系实际");
    await page.reload();
    await find(page, field);
    await expect.poll(() => valueOf(page, field), patient).toBe("=认真，能联系实际，𠮷");
    await page.focus(field);
    await page.$eval(field, (node) => (node as HTMLTextAreaElement).blur());
    // Others' 批阅 say 已保存 from the start: the server is asked for this one.
    const lineNow = async () => (await asDirector<Sheet>("GET", PATH)).lines.find(({ person }) => person === cadre.person)!;
    await expect.poll(async () => (await lineNow()).remark, patient).toBe("=认真，能联系实际，𠮷");
    await page.waitForFunction(
      (selector) => document.querySelector(selector)!.closest("td")!.querySelector("small")?.textContent === "已保存",
      { polling: 100 },
      field,
    );
    const saved = await lineNow();

    // Another director writes to somebody meanwhile: what is not on the screen cannot be signed.
    const other = saved.person;
    const second = (await asDirector<Sheet>("GET", PATH)).lines.find(({ person, remark }) => person !== other && remark === "")!;
    await asDirector("PUT", `${PATH}/remarks/${second.person}`, { text: "另一位写的", version: 0 });
    await press(page, "签字并锁定", "main");
    await told(page, "请核对后再签字");
    await expect.poll(() => valueOf(page, `textarea[name=remark-${second.person}]`), patient).toBe("另一位写的");

    await press(page, "签字并锁定", "main");
    await waitForText(page, "dialog", "永久锁定");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "签字并锁定", "dialog .dialog-foot");
    await waitForText(page, "main .badge", "已签字锁定");
    expect(await page.$("main textarea")).toBeNull();
    const signed = await asDirector<Sheet>("GET", PATH);
    expect((await textOf(page, ".inspection-hash")).replace(/ /g, "")).toBe(signed.signature!.hash);
    await expect(asDirector("PUT", `${PATH}/remarks/${cadre.person}`, { text: "改", version: saved.remarkVersion })).rejects.toThrow("409");
    expect(await axeFindings(page)).toEqual([]);

    await keepSaved(page);
    await press(page, "导出 Excel");
    const [lines, facts] = await workbook(page);
    expect(lines!.data.slice(1)).toEqual(
      signed.lines.map((line) => [line.office, line.name, line.characters, line.notes, line.reflections, quoted(line.remark) || null]),
    );
    expect(facts!.data.at(-1)).toEqual(["SHA-256", signed.signature!.hash]);

    await openScreen(page, `/inspection/${MONTH}/print`, "打印检查表");
    await waitForText(page, ".inspection-seal", signed.signature!.hash.slice(0, 8));
    await waitForText(page, ".inspection-paper td", "=认真，能联系实际，𠮷");
    if (name === "chromium") {
      await page.emulateMediaType("print");
      // 版心 156 mm in CSS pixels.
      await page.setViewport({ width: 590, height: 850 });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
    await close();

    const phone = await openWorkbench(browser, server.url, "cadre", PASSWORD, { width: 360, height: 740 });
    await openScreen(phone.page, "/inspection/own", "笔记批阅");
    await waitForText(phone.page, "blockquote", "=认真，能联系实际，𠮷");
    expect((await textsOf(phone.page, "main")).join("")).not.toContain("另一位写的");
    expect(await overflow(phone.page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(phone.page)).toEqual([]);
    await phone.close();
  }, 90_000);

  test("the ledger of a year opens as a workbook, with what the editor may see of it", async () => {
    const asEditor = await staffSession(server.url, "editor", PASSWORD);
    const year = monthBy(MONTH, -1).slice(0, 4);
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, `/ledger?year=${year}`, "学习台账");
    await waitForText(page, "main th", "集中学习");
    expect(await axeFindings(page)).toEqual([]);
    await keepSaved(page);
    await press(page, "导出全部（Excel）");
    const sheets = await workbook(page);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["集中学习", "考勤", "学习任务", "笔记检查", "讲课", "活动和走访"]);
    const rows: InspectionRow[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const more: string = cursor && `&cursor=${cursor}`;
      const next: { items: InspectionRow[]; cursor?: string } = await asEditor("GET", `/api/staff/ledger/inspections?year=${year}${more}`);
      rows.push(...next.items);
      ({ cursor } = next);
    }
    const inspections = sheets.find(({ sheet }) => sheet === "笔记检查")!.data;
    expect(inspections[0]).not.toContain("批阅");
    expect(inspections.slice(1).map((row) => row.slice(0, 6))).toEqual(
      rows.map((row) => [row.month, row.office, row.name, row.characters, row.notes, row.reflections]),
    );
    const { items: days } = await asEditor<{ items: { date: string; topic: string }[] }>("GET", `/api/staff/study-days?year=${year}`);
    expect(sheets[0]!.data.slice(1).map((row) => [row[0], row[2]])).toEqual(days.map(({ date, topic }) => [date, topic || null]));

    await page.evaluate(() => Reflect.deleteProperty(window, "saved"));
    await page.$$eval("main table button", (buttons) =>
      buttons.find((node) => node.getAttribute("aria-label") === "导出考勤 CSV")!.click(),
    );
    const csv = await savedBytes(page);
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csv.toString("utf8")).toContain("组室,姓名,");
    expect(csv.toString("utf8")).toContain("√");
    expect(faults).toEqual([]);
    await close();
  }, 60_000);
});

/** As a cell holds it: what would be a formula is quoted. */
const quoted = (text: string) => (text.startsWith("=") ? `'${text}` : text);

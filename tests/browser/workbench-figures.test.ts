import readExcel from "read-excel-file/node";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Figures, RowFigures } from "../../functions/figures/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { find, staffSession, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "figures password 7";

describe.each(installedBrowsers("figures in the workbench"))("in %s, figures", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let before: Record<"all" | "category" | "unit", { views: number; downloads: number }>;
  const now = (what: keyof typeof before) => [before[what].views + 3, before[what].downloads + 1] as const;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    // What the demo has been read before.
    const director = await staffSession(server.url, "director", PASSWORD);
    const figures = await director<Figures>("GET", "/api/staff/figures");
    const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
    const ofRow = (rows: readonly RowFigures[], name: string) => {
      const row = rows.find((one) => one.name === name)!;
      return { views: sum(row.views), downloads: sum(row.downloads) };
    };
    before = {
      all: { views: sum(figures.months.map(({ views }) => views)), downloads: sum(figures.months.map(({ downloads }) => downloads)) },
      category: ofRow(figures.categories, "评论文章"),
      unit: ofRow(figures.units, "山市镇"),
    };
    const { items } = (await (await fetch(`${server.url}/api/materials?category=%E8%AF%84%E8%AE%BA%E6%96%87%E7%AB%A0`)).json()) as {
      items: { id: string }[];
    };
    const read = (id: string, what: string, reader: string) =>
      fetch(`${server.url}/api/materials/${id}/${what}?unit=shanshi`, {
        method: "POST",
        headers: { "user-agent": reader, origin: server.url },
      });
    for (const reader of ["one", "two", "three"]) expect((await read(items[0]!.id, "views", reader)).status).toBe(200);
    expect((await read(items[1]!.id, "downloads", "one")).status).toBe(200);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("draws a chart with its table behind it, names no person and says how it judges", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/figures" });
    await waitForText(page, "main h1", "统计");
    await waitForText(page, ".figures-totals", "18");
    const [views, downloads] = now("all");
    expect(await textOf(page, ".figures-totals")).toMatch(new RegExp(`浏览${views}次.*下载${downloads}次.*收到反馈18条，已答复 12 条`));
    await page.waitForFunction(() => document.querySelectorAll(".figures-plot canvas").length === 6);
    const drawn = await page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLCanvasElement>(".figures-plot canvas"), (canvas) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, place) => place % 4 === 3 && value > 0);
      }),
    );
    expect(drawn).toEqual(Array(6).fill(true));
    const names = await page.$$eval(".figures-plot[role=img]", (nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
    expect(names[0]).toContain(`浏览 ${views} 次，下载 ${downloads} 次`);
    await page.$$eval(".figures summary", (nodes) => nodes.forEach((node) => node.click()));
    const rowsOf = async (caption: string) =>
      page.evaluate((wanted) => {
        const table = Array.from(document.querySelectorAll("table")).find((one) => one.caption?.textContent === wanted);
        return Array.from(table?.tBodies[0]?.rows ?? [], (row) => Array.from(row.cells, (cell) => cell.textContent));
      }, caption);
    expect((await rowsOf("逐月浏览和下载")).slice(-1)).toEqual([["合计", String(views), String(downloads)]]);
    expect(await rowsOf("各分类浏览和下载")).toContainEqual(["评论文章", ...now("category").map(String)]);
    expect((await rowsOf("各单位浏览和下载"))[3]).toEqual(["山市镇", ...now("unit").map(String)]);
    // Every piece of feedback stands in one row of each: of its category or the whole column, of its unit or the visitors.
    for (const rows of [await rowsOf("各分类收到的反馈"), await rowsOf("各单位收到的反馈")])
      expect(rows.reduce((all, [, received]) => all + Number(received), 0)).toBe(18);
    expect(await textOf(page, ".figures")).toContain("15 个工作日内答复");
    expect(await textOf(page, "main")).not.toMatch(/演示干部|演示编辑/);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("goes to Excel with every sheet, and the sums are those of the screen", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/figures" });
    await waitForText(page, ".figures-totals", "18");
    await page.evaluate(() => {
      const real = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        Object.assign(window, { saved: blob });
        return real(blob);
      };
    });
    await press(page, "导出 Excel");
    await waitForText(page, ".toast", "已导出 Excel 文件");
    const bytes = await page.evaluate(async () => {
      const { saved } = window as unknown as { saved: Blob };
      return Array.from(new Uint8Array(await saved.arrayBuffer()));
    });
    const sheets = (await readExcel(Buffer.from(bytes))) as unknown as { sheet: string; data: unknown[][] }[];
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      "按月",
      "分类浏览",
      "分类下载",
      "分类反馈",
      "单位浏览",
      "单位下载",
      "单位反馈",
      "反馈类别",
      "说明",
    ]);
    const rows = (sheet: string) => sheets.find((one) => one.sheet === sheet)!.data;
    const total = rows("按月").at(-1)!;
    expect(total.slice(0, 5)).toEqual(["合计", ...now("all"), 18, 12]);
    expect(
      rows("单位浏览")
        .find(([unit]) => unit === "山市镇")!
        .at(-1),
    ).toBe(now("unit")[0]);
    expect(rows("单位反馈").at(-1)!.at(-1)).toBe(18);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("the period is chosen and stays in the address; a phone shows it without scrolling sideways", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "lead", PASSWORD, {
      path: "/figures",
      width: 360,
      height: 740,
    });
    await waitForText(page, ".figures-totals", "18");
    await (
      await find(page, "select[name=period]")
    ).evaluate((node) => {
      const select = node as HTMLSelectElement;
      select.value = "last";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1;
    await waitForText(page, ".screen-head", `${year}年1月至${year}年12月`);
    expect(await page.evaluate(() => location.hash)).toBe(`#/figures?from=${year}-01&to=${year}-12`);
    await waitForText(page, ".figures-totals", "收到反馈0");
    await page.select("select[name=period]", "own");
    await find(page, "select[name=from]");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await waitForText(page, ".screen-head", `${year}年1月至${year}年12月`);
    expect(await textsOf(page, "select[name=from]")).toHaveLength(1);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test("on paper every table is open, and the drawings fit the sheet", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/figures" });
    await page.waitForFunction(() => document.querySelectorAll(".figures-plot canvas").length === 6);
    const open = () => page.$$eval(".figures details", (nodes) => nodes.map((node) => node.open));
    expect(await open()).toEqual(Array(6).fill(false));
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await open()).toEqual(Array(6).fill(true));
    if (name === "chromium") {
      await page.emulateMediaType("print");
      // A4 less its margins, in CSS pixels.
      await page.setViewport({ width: 718, height: 1000 });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const widths = await page.$$eval(".figures-plot canvas", (nodes) => nodes.map((node) => node.getBoundingClientRect().width));
      for (const width of widths) expect(width).toBeLessThanOrEqual(718);
    }
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await open()).toEqual(Array(6).fill(false));
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  if (name === "chromium")
    test("people who have no business with figures are told so", async () => {
      const { page, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD);
      expect((await textsOf(page, ".main-nav a")).includes("统计")).toBe(false);
      await page.evaluate(() => void (location.hash = "/figures"));
      await waitForText(page, "main", "您没有权限看这一页");
      await openScreen(page, "/today", "今日");
      await close();
    }, 120_000);
});

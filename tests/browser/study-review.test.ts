import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programPath } from "../../infra/local/browsers-needed.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { notRun } from "../support/not-run.ts";
import { click, fill, find, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press, told } from "../support/workbench.ts";

const PASSWORD = "review password 11";

/** Lets the page save files into a folder. @returns a wait for the first of them with its bytes */
async function downloads(page: Page): Promise<{ file: () => Promise<Uint8Array>; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-download-"));
  const client = await page.createCDPSession();
  await client.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
    browserContextId: page.browserContext().id!,
  });
  const file = async () => {
    for (let tries = 0; tries < 600; tries += 1) {
      const name = readdirSync(folder).find((each) => each.endsWith(".docx"));
      if (name) return new Uint8Array(readFileSync(join(folder, name)));
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`no file came; there was ${readdirSync(folder).join(", ")}`);
  };
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const entries = (page: Page) => page.$$eval(".compilation-order li .grow", (nodes) => nodes.map((node) => node.firstChild?.textContent));

// Where files are saved to and what is printed can be had from Chromium alone.
describe.each(installedBrowsers("评审 and 专刊").filter((name) => name === "chromium"))("in %s", (name) => {
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

  test("an editor makes a 专刊, orders it by keys, takes it away as Word and prints it", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/compilations", "专刊");
    await find(page, "main .filters");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "新建专刊");
    await waitForText(page, "main h1", "《海林党建》专刊");
    await fill(page, "input[name=issue]", "第2期");
    await type(page, "textarea[name=preface]", "前言里的𠮷䶮㛃。");
    for (const word of ["温水", "健康心态"]) {
      await fill(page, "input[name=material-word]", word);
      await click(page, `button[aria-label^="加上"][aria-label*="${word}"]`);
    }
    await expect.poll(async () => (await entries(page)).length, { timeout: 15_000 }).toBe(2);
    const [first, second] = await entries(page);
    await click(page, `button[aria-label="下移 ${first}"]`);
    await waitForText(page, "main [role=status]", "现在是第 2 篇");
    expect(await entries(page)).toEqual([second, first]);
    await press(page, "保存");
    await told(page, "已保存");
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await find(page, ".compilation-order li");
    expect(await entries(page)).toEqual([second, first]);

    const { file, remove } = await downloads(page);
    await press(page, "导出 Word");
    const document = strFromU8(unzipSync(await file())["word/document.xml"]!);
    remove();
    expect(document).toContain("前言里的𠮷䶮㛃。");
    expect(document.indexOf(second!)).toBeLessThan(document.indexOf(first!));
    expect(document).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');

    await press(page, "打印版");
    await find(page, ".gazette h2");
    expect(await axeFindings(page)).toEqual([]);
    expect(await textsOf(page, ".gazette h2")).toEqual(["前言", "目录", second, first]);
    await page.setViewport({ width: 360, height: 740 });
    expect(await overflow(page)).toBe(0);
    await page.setViewport({ width: 1366, height: 768 });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    if (programPath("pdftotext") === undefined) notRun("the printed 专刊's text", "pdftotext is not installed");
    else {
      const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
      const pages = text.split("\f").map((sheet) => sheet.split("\n").filter((line) => line.trim() !== ""));
      expect(pages[0]!.join("")).toContain("专刊");
      expect(text).toContain("前言里的𠮷䶮㛃。");
      expect(text).toMatch(/—\s*2\s*—/);
      // A full page of text: 22 lines and the number under them (a table is set closer); no line has more than 28 characters.
      const lines = pages.filter((sheet) => !sheet.join("").includes("练习的办法")).map((sheet) => sheet.length);
      expect(Math.max(...lines)).toBe(23);
      const widths = pages.flat().flatMap((line) => (/^\s*[\p{Script=Han}，。；]+$/u.test(line) ? [Array.from(line.trim()).length] : []));
      expect(Math.max(...widths)).toBe(28);
    }
    expect(faults).toEqual([]);
    await close();
  }, 90_000);

  test("the director plans a review, two reviewers score at once, the result is published, and the 优秀 ones go into a 专刊", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD);
    await openScreen(page, "/reviews", "评审");
    await press(page, "新建评审");
    await find(page, "input[name=criterion-0]");
    expect(await axeFindings(page)).toEqual([]);
    await fill(page, "input[name=name]", "㛃年评审");
    const soon = new Date(Date.now() + 8 * 3_600_000 + 3_600_000).toISOString().slice(0, 16);
    const times = { opensAt: soon.replace(/^\d{4}/, "2025"), closesAt: soon };
    for (const [field, value] of Object.entries(times))
      await page.$eval(
        `input[name=${field}]`,
        (input, text) => {
          input.value = text;
          input.dispatchEvent(new Event("input", { bubbles: true }));
        },
        value,
      );
    for (const word of ["健康心态", "考察报告"]) {
      await fill(page, "input[name=material-word]", word);
      await click(page, `button[aria-label^="加上"][aria-label*="${word}"]`);
    }
    await fill(page, "input[name=weight-0]", "30");
    await waitForText(page, "form [role=status]", "权重合计 90");
    await press(page, "保存");
    await waitForText(page, "form .field-error", "正好是 100");
    await fill(page, "input[name=weight-0]", "40");
    for (const login of ["editor", "lead"]) await click(page, `input[name=reviewer-p-${login}]`);
    await press(page, "保存");
    await waitForText(page, "main h1", "㛃年评审");
    await press(page, "开始评审");
    await press(page, "开始评审", "dialog");
    await waitForText(page, "main .badge", "评审中");
    expect(await axeFindings(page)).toEqual([]);
    const address = await page.evaluate(() => location.hash.slice(1));

    const reviewers = await Promise.all(
      ["editor", "lead"].map(async (login) => {
        const opened = await openWorkbench(browser, server.url, login, PASSWORD, { width: 360, height: 740, path: address });
        await find(opened.page, "section.card h3");
        return opened;
      }),
    );
    await Promise.all(
      reviewers.map(async ({ page: own }, place) => {
        const fields = await own.$$("input[name^=score-]");
        for (const field of fields) {
          await field.evaluate((node) => node.scrollIntoView({ block: "center" }));
          await field.type(place === 0 ? "90" : "80");
        }
        await own.waitForFunction(() => {
          const said = Array.from(document.querySelectorAll("section.card [role=status]"));
          return said.length > 0 && said.every((node) => node.textContent?.startsWith("已保存"));
        });
        expect(await overflow(own)).toBe(0);
      }),
    );
    expect(await axeFindings(reviewers[0]!.page)).toEqual([]);
    await reviewers[1]!.page.reload();
    await find(reviewers[1]!.page, "input[name^=score-]");
    expect(await reviewers[1]!.page.$eval("input[name^=score-]", (input) => input.value)).toBe("80");

    await page.reload();
    await waitForText(page, "main", "已评");
    expect(await textsOf(page, "#results")).toEqual([]);
    await press(page, "提前结束");
    await press(page, "提前结束", "dialog");
    await find(page, "#results");
    await waitForText(page, "main td", "85.00");
    expect(await axeFindings(page)).toEqual([]);
    await click(page, "tbody tr:first-child input[type=checkbox]");
    await fill(page, "input[name=level]", "一等奖");
    await press(page, "公布结果");
    await press(page, "公布", "dialog");
    await waitForText(page, "main td, main th", "优秀");
    await openScreen(page, "/awards", "表彰");
    await waitForText(page, "main td", "一等奖");
    expect(await axeFindings(page)).toEqual([]);
    const [work] = await textsOf(page, "main tbody tr:last-child th");

    await openScreen(page, "/compilations", "专刊");
    await press(page, "新建专刊");
    await click(page, `button[aria-label="加上 ${work}"]`);
    await press(page, "保存");
    await told(page, "已保存");
    const { file, remove } = await downloads(page);
    await press(page, "导出 Word");
    expect(strFromU8(unzipSync(await file())["word/document.xml"]!)).toContain(work);
    remove();
    expect([...faults, ...reviewers.flatMap((one) => one.faults)]).toEqual([]);
    await Promise.all([close(), ...reviewers.map((one) => one.close())]);
  }, 120_000);
});

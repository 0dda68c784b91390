import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, HTTPRequest, Page } from "puppeteer-core";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, openPage, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const PASSWORD = "failure password 7";
const LIST = "gxjt-materials >>> ";
const FORM = "gxjt-feedback >>> ";

// Interception of requests is what Chromium's own protocol does well; the widgets' code is the same in both.
describe.each(installedBrowsers("failures").filter((name) => name === "chromium"))("in %s, when the line fails", (name) => {
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

  /** A page on which requests to the API can be cut, or taken by the server with the answer lost. */
  async function faultyPage(): Promise<{ page: Page; line: { cut?: RegExp | undefined; loseAnswer?: RegExp | undefined } }> {
    const { page } = await openPage(browser);
    const line: { cut?: RegExp | undefined; loseAnswer?: RegExp | undefined } = {};
    await page.setRequestInterception(true);
    const pass = async (request: HTTPRequest) => {
      if (line.loseAnswer?.test(request.url()) && request.method() === "POST") {
        const { "content-type": contentType = "", "idempotency-key": key = "" } = request.headers();
        const headers = { "content-type": contentType, "idempotency-key": key, origin: server.url };
        await fetch(request.url(), { method: "POST", headers, body: request.postData() ?? "" });
        return request.abort("connectionreset");
      }
      return line.cut?.test(request.url()) ? request.abort("connectionrefused") : request.continue();
    };
    page.on("request", (request) => void pass(request));
    return { page, line };
  }

  test("the list shows its last good copy with a note and a link, and without a copy a note and a link", async () => {
    const { page, line } = await faultyPage();
    line.cut = /\/api\/materials/;
    await page.goto(`${server.url}/portal/mobile.html`);
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    expect((await textsOf(page, `${LIST}.note a[href$="/column/"]`)).length).toBeGreaterThan(0);
    line.cut = undefined;
    await page.reload();
    const first = await textOf(page, `${LIST}li h3 a`);
    line.cut = /\/api\/materials/;
    await page.reload();
    await waitForText(page, `${LIST}.note`, "下面是上次的内容");
    expect(await textOf(page, `${LIST}li h3 a`)).toBe(first);
    await page.close();
  }, 60_000);

  test("the form keeps its text through failure and reload, stores no contact, and is taken in exactly once though an answer is lost", async () => {
    const { page, line } = await faultyPage();
    const words = "断网时写下的话，不能丢。";
    await page.goto(`${server.url}/portal/mobile.html`);
    await type(page, `${FORM}textarea`, words);
    await type(page, `${FORM}#name`, "断网人");
    await click(page, `${FORM}#consent`);
    line.cut = /\/api\/feedback$/;
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}[role=status] .note`, "您写的内容还在");
    const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(stored).toContain(words);
    expect(stored).not.toContain("断网人");
    await page.reload();
    expect(await (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe(words);

    line.cut = undefined;
    line.loseAnswer = /\/api\/feedback$/;
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}[role=status] .note`, "您写的内容还在");
    line.loseAnswer = undefined;
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}.code`, "-");
    const editor = await staffSession(server.url, "editor", PASSWORD);
    const { items } = await editor<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending");
    expect(items.filter(({ text }) => text === words)).toHaveLength(1);
    await page.close();
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "puppeteer-core";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type FaultyLine, type LineFault, startFaultyLine } from "../support/faulty-line.ts";
import { type HostSite, snippetPage, startHostSite } from "../support/host-page.ts";
import { click, fill, find, openPage, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "../support/server-process.ts";

const PASSWORD = "network password 7";
const LIST = "gxjt-materials >>> ";
const FORM = "body > gxjt-feedback >>> ";
const TAGS = "<gxjt-materials></gxjt-materials><gxjt-feedback></gxjt-feedback>";

/** Everything that may come back instead of an answer of ours. */
const wrongAnswers: [name: string, fault: LineFault][] = [
  ["away", "away"],
  ["half-sent", "half"],
  ["429", { status: 429, type: "application/problem+json", body: '{"code":"too-many"}', headers: { "retry-after": "90" } }],
  ["503", { status: 503, type: "application/problem+json", body: '{"code":"unavailable"}', headers: { "retry-after": "5" } }],
  ["502 of a gateway", { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" }],
  ["captive portal", { status: 200, body: "<html><script>location='http://10.0.0.1/login'</script></html>" }],
  ["captive portal's JSON", { status: 200, type: "application/json", body: '{"code":"401","msg":"请先认证上网"}' }],
  ["nothing at all", { status: 200, type: "application/json" }],
  ["null", { status: 200, type: "application/json", body: "null" }],
];

/** The visitor's clock: a year ahead at first, and two years back while the form is being filled. */
const wrongClock = `<script>(function (Real) {
  var ahead = 365 * 864e5;
  window.setBack = function () { ahead = -365 * 864e5; };
  function Wrong(time) { return arguments.length ? new Real(time) : new Real(Wrong.now()); }
  Wrong.now = function () { return Real.now() + ahead; };
  Wrong.parse = Real.parse; Wrong.UTC = Real.UTC; Wrong.prototype = Real.prototype;
  Date = Wrong;
})(Date)</script>`;

/** A worker that answers for the network, and says its own "offline" page for whatever fails, POST included. */
const worker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(fetch(event.request).catch(() =>
  new Response("<h1>您已离线</h1>", { headers: { "content-type": "text/html" } }))));`;

describe.each(installedBrowsers("network failures"))("in %s, when the line fails", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let line: FaultyLine;
  let host: HostSite;
  let browser: Browser;
  beforeAll(async () => {
    host = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, PORTAL_ORIGINS: host.origin });
    line = await startFaultyLine(server.url);
    // No cookie in what is third-party to the page: we need none.
    browser = await launch(name, name === "firefox" ? { extraPrefsFirefox: { "network.cookie.cookieBehavior": 1 } } : {});
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([line?.stop(), host?.stop()]);
    await server?.stop();
    removeDataDir(dataDir);
  });

  const taken = async (words: string): Promise<number> => {
    const editor = await staffSession(server.url, "editor", PASSWORD);
    const { items } = await editor<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending");
    return items.filter(({ text }) => text === words).length;
  };
  const written = async (page: Page) => (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value);
  const submit = (page: Page) => click(page, `${FORM}form > button`);
  const refused = (page: Page) => waitForText(page, `${FORM}[role=status] .note`, "您写的内容还在");
  /** Only the page of the site itself; its faults on a broken line are what is asked for. */
  const visit = async (path: string, head = "") => {
    const { page } = await openPage(browser);
    const crashes: string[] = [];
    page.on("pageerror", (error) => {
      if (!/Cross-Origin Request Blocked/.test(String(error))) crashes.push(String(error));
    });
    await page.goto(host.show(path, snippetPage(line.origin, TAGS, { head })));
    return { page, crashes };
  };

  test("whatever comes instead of the list, there is a note and a link, or the last copy; when the line is back it comes by itself", async () => {
    line.fault(/GET \/api\/materials\?/, "away");
    line.fault(/GET \/api\/materials$/, "away");
    const { page, crashes } = await visit("/list");
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    expect((await textsOf(page, `${LIST}.note a[href$="/column/"]`)).length).toBeGreaterThan(0);
    line.mend();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const first = await textOf(page, `${LIST}li h3 a`);
    for (const [what, fault] of wrongAnswers) {
      line.fault(/GET \/api\/materials/, fault);
      // Another category and back: what everybody sees first is kept, whatever came in between.
      await click(page, `${LIST}nav.category a:first-child`);
      await waitForText(page, `${LIST}.note`, "下面是上次的内容");
      expect(await textOf(page, `${LIST}li h3 a`), what).toBe(first);
      line.mend();
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await page.waitForFunction(() => !document.querySelector("gxjt-materials")!.shadowRoot!.querySelector(".note"), { timeout: 15_000 });
    }
    expect(crashes).toEqual([]);
    await page.close();
  });

  test("whatever comes instead of a receipt, the text stays, also over a reload, and is taken in once", async () => {
    const words = `断网时写下的话，不能丢。𠮷 ${name}`;
    const { page, crashes } = await visit("/form", wrongClock);
    await type(page, `${FORM}textarea`, words);
    await type(page, `${FORM}#name`, "断网人");
    const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(stored).toContain(words);
    expect(stored).not.toContain("断网人");
    await fill(page, `${FORM}#name`, "");
    await page.keyboard.press("Backspace");
    await page.evaluate(() => (window as unknown as { setBack: () => void }).setBack());
    for (const [what, fault] of wrongAnswers) {
      line.fault(/POST \/api\/feedback/, fault);
      await submit(page);
      await refused(page);
      expect(await written(page), what).toBe(words);
      line.mend();
      // Another sentence before the next try, so that the next is awaited and not this one.
      await page.evaluate(() =>
        document.querySelector("gxjt-feedback")!.shadowRoot!.querySelector("[role=status] .note")!.replaceChildren(),
      );
    }
    await page.reload();
    expect(await written(page)).toBe(words);
    // The server has it since the half-sent answer, and must not take it again.
    expect(await taken(words)).toBe(1);
    line.fault(/POST \/api\/feedback/, "lose");
    await submit(page);
    await refused(page);
    line.mend();
    await submit(page);
    await waitForText(page, `${FORM}.code`, "-");
    expect(await taken(words)).toBe(1);
    expect(crashes).toEqual([]);
    await page.close();
  });

  test("with the host's worker in between, and the line away while one writes, it is sent once as well", async () => {
    const words = `隔着服务工作线程写的 ${name}`;
    host.show("/sw.js", worker, { "content-type": "text/javascript" });
    const { page, crashes } = await visit("/worked");
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/sw.js");
      if (!navigator.serviceWorker.controller)
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
    });
    line.fault(/\/api\//, "away");
    await type(page, `${FORM}textarea`, words);
    await submit(page);
    await refused(page);
    expect(await written(page)).toBe(words);
    line.mend();
    await submit(page);
    await waitForText(page, `${FORM}.code`, "-");
    expect(await taken(words)).toBe(1);
    expect(crashes).toEqual([]);
    await page.close();
  });
});

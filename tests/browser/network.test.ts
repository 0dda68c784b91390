import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "puppeteer-core";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { launchBlocking } from "../support/browsers.ts";
import { inEachBrowser } from "../support/embedding.ts";
import { type FaultyLine, type LineFault, startFaultyLine } from "../support/faulty-line.ts";
import { snippetPage } from "../support/host-page.ts";
import { click, fill, find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";

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

/** The 15 s after which a question is given up, made short; all other waiting takes its time. */
const impatient = `<script>(function (real) {
  window.setTimeout = function (act, ms) { return real(act, ms === 15000 ? 1500 : ms); };
})(window.setTimeout)</script>`;

/** Keeps a cookie as only a third party may have one, and says what is kept. */
const baker = `<script>document.cookie = "crumb=1; SameSite=None; Secure"; document.title = document.cookie;</script>`;

/** A worker that answers for the network, and says its own "offline" page for whatever fails, POST included. */
const worker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(fetch(event.request).catch(() =>
  new Response("<h1>您已离线</h1>", { headers: { "content-type": "text/html" } }))));`;

inEachBrowser(
  "network failures",
  (at) => {
    let line: FaultyLine;
    beforeAll(async () => void (line = await startFaultyLine(at.server.url)));
    afterAll(() => line?.stop());

    const taken = async (words: string): Promise<number> => {
      const editor = await staffSession(at.server.url, "editor", PASSWORD);
      const { items } = await editor<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending");
      return items.filter(({ text }) => text === words).length;
    };
    const written = async (page: Page) => (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value);
    const submit = (page: Page) => click(page, `${FORM}form > button`);
    const refused = (page: Page) => waitForText(page, `${FORM}[role=status] .note`, "您写的内容还在");
    /** Only the page of the site itself; its faults on a broken line are what is asked for. */
    const visit = async (path: string, head = "") => {
      const { page } = await at.open();
      const crashes: string[] = [];
      page.on("pageerror", (error) => {
        if (!/Cross-Origin Request Blocked/.test(String(error))) crashes.push(String(error));
      });
      at.host.show(path, snippetPage(line.origin, TAGS, { head }));
      await page.goto(at.host.elsewhere + path);
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
        await page.waitForFunction(() => !document.querySelector("gxjt-materials")!.shadowRoot!.querySelector(".note"), {
          timeout: 15_000,
        });
      }
      expect(crashes).toEqual([]);
      await page.close();
    });

    test("whatever comes instead of a receipt, the text stays, also over a reload, and is taken in once", async () => {
      const words = `断网时写下的话，不能丢。𠮷 ${at.name}`;
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
      const words = `隔着服务工作线程写的 ${at.name}`;
      at.host.show("/sw.js", worker, { "content-type": "text/javascript" });
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
      // It would answer for the pages of the next tests as well.
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.unregister());
      await page.close();
    });

    test("while the line is merely slow the list holds its place and asks once; a late answer to an earlier question is not shown", async () => {
      line.fault(/GET \/api\/materials$/, "hold");
      const before = line.seen.length;
      const { page, crashes } = await visit("/slow");
      const first = page.waitForResponse(`${line.origin}/api/materials`);
      await find(page, `${LIST}ul[aria-busy=true] .wait`);
      expect(await textsOf(page, `${LIST}.wait`)).toHaveLength(5);
      await click(page, `${LIST}nav.category a:nth-child(5)`);
      await waitForText(page, `${LIST}.meta span`, "讲课稿");
      const titles = await textsOf(page, `${LIST}li h3 a`);
      line.mend();
      await (await first).text();
      await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
      expect(await textsOf(page, `${LIST}li h3 a`)).toEqual(titles);
      const asked = line.seen.slice(before).filter((what) => what.startsWith("GET /api/materials"));
      expect(asked).toEqual(["GET /api/materials", `GET /api/materials?category=${encodeURIComponent("讲课稿")}`]);

      // A material, too, says that it is on its way.
      line.fault(/GET \/api\/materials\//, "hold");
      await click(page, `${LIST}li h3 a`);
      await waitForText(page, `${LIST}[role=status]`, "正在载入");
      line.mend();
      await find(page, `${LIST}article .text p`);
      expect(crashes).toEqual([]);
      await page.close();
    });

    test("a form on its way is not sent again, however often one presses; what takes too long is given up, and counts once", async () => {
      const words = `慢慢地送到 ${at.name}`;
      const { page, crashes } = await visit("/slow-form", impatient);
      const posts = () => line.seen.filter((what) => what === "POST /api/feedback").length;
      const [before] = [posts()];
      await type(page, `${FORM}textarea`, words);
      line.fault(/POST \/api\/feedback/, "hold");
      await submit(page);
      await waitForText(page, `${FORM}[role=status] .note`, "正在提交");
      await find(page, `${FORM}form > button[aria-disabled=true]`);
      await expect.poll(posts, { timeout: 15_000 }).toBe(before + 1);
      await submit(page);
      await page.focus(`${FORM}#name`);
      await page.keyboard.press("Enter");
      await refused(page);
      expect(posts()).toBe(before + 1);
      expect(await written(page)).toBe(words);
      await find(page, `${FORM}form > button[aria-disabled=false]`);
      // Now what was given up arrives after all.
      line.mend();
      await expect.poll(() => taken(words), { timeout: 15_000 }).toBe(1);
      await submit(page);
      await waitForText(page, `${FORM}.code`, "-");
      expect(await taken(words)).toBe(1);
      expect(crashes).toEqual([]);
      await page.close();
    });

    test("the browser keeps no cookie of third parties in any of these tests", async () => {
      // The same line keeps a cookie on a page of its own, and none in another site's page.
      at.host.show("/baker", baker);
      const { page } = await at.open();
      await page.goto(`${at.host.origin}/baker`);
      await page.waitForFunction(() => document.title === "crumb=1");
      await page.deleteCookie({ name: "crumb", url: at.host.origin });
      at.host.show("/shop", `<!doctype html><title>店</title><iframe src="${at.host.origin}/baker"></iframe>`);
      await page.goto(`${at.host.elsewhere}/shop`);
      const frame = await (await page.waitForSelector("iframe"))!.contentFrame();
      expect(await frame.evaluate(() => [document.readyState !== "loading" && document.cookie, location.pathname])).toEqual(["", "/baker"]);
      await page.close();
    });

    test("the browser goes offline in the middle of a comment and comes back: the text is there, the list comes by itself, one is sent", async () => {
      const words = `写到一半断了网。𠮷 ${at.name}`;
      const { page, crashes } = await visit("/offline");
      await find(page, `${LIST}li h3 a`);
      await type(page, `${FORM}textarea`, words.slice(0, 5));
      await page.setOfflineMode(true);
      await page.keyboard.type(words.slice(5));
      await submit(page);
      await refused(page);
      expect(await written(page)).toBe(words);
      await click(page, `${LIST}nav.category a:first-child`);
      await waitForText(page, `${LIST}.note`, "下面是上次的内容");
      await page.setOfflineMode(false);
      await page.waitForFunction(() => !document.querySelector("gxjt-materials")!.shadowRoot!.querySelector(".note"), { timeout: 15_000 });
      await submit(page);
      await waitForText(page, `${FORM}.code`, "-");
      expect(await taken(words)).toBe(1);
      expect(crashes).toEqual([]);
      await page.close();
    });
  },
  { env: { DEMO_PASSWORD: PASSWORD }, start: launchBlocking },
);

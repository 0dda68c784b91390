import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Embedding } from "../support/embedding.ts";
import { type HostSite, snippetPage, startHostSite, strictPolicy } from "../support/host-page.ts";
import { click, find, textsOf, type, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "body > gxjt-feedback >>> ";
const TAGS = "<gxjt-materials></gxjt-materials><gxjt-feedback></gxjt-feedback>";
/** --a of base.css, as browsers compute it. */
const ACCENT = "rgb(179, 38, 30)";

/** Every request of a page from now on, and the cookies that answers try to set. */
function listen(page: Page): { asked: string[]; cookies: string[] } {
  const asked: string[] = [];
  const cookies: string[] = [];
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) asked.push(request.url());
  });
  page.on("response", (response) => {
    const cookie = response.headers()["set-cookie"];
    if (cookie) cookies.push(cookie);
  });
  return { asked, cookies };
}

const styleOf = async (page: Page, selector: string, property: "backgroundColor" | "fontSize" | "color" | "borderBottomColor") =>
  (await find(page, selector)).evaluate((node, property) => getComputedStyle(node)[property], property);

/** What the hidden frame holds when it is printed. The dialog itself would stop the page for good. */
async function printedBy(page: Page, act: () => Promise<void>): Promise<unknown> {
  await page.evaluate(() => {
    const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow")!;
    Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
      get() {
        const view = get!.call(this) as Window;
        view.print = () => {
          const { adoptedStyleSheets, body } = view.document;
          Object.assign(globalThis, { printed: { sheets: adoptedStyleSheets.length, text: (body.textContent ?? "").length > 200 } });
        };
        return view;
      },
    });
  });
  await act();
  return page.evaluate(() => (globalThis as unknown as { printed: unknown }).printed);
}

/** What the widgets need of a page, and what they leave alone. */
export function hostPolicy(at: Embedding): void {
  let stranger: HostSite;
  beforeAll(async () => void (stranger = await startHostSite()));
  afterAll(() => stranger?.stop());

  test("under the strictest policy both widgets read, open and hand in; nothing is refused, no cookie, no third party, three requests", async () => {
    const { page, faults } = await at.open();
    const { asked, cookies } = listen(page);
    await page.goto(at.host.show("/strict", snippetPage(at.server.url, TAGS), strictPolicy(at.server.url)));
    await find(page, `${LIST}li h3 a`);
    await find(page, `${FORM}textarea`);
    expect(
      asked.filter((url) => url.startsWith(at.server.url)).map((url) => url.slice(at.server.url.length).replace(/-[\w-]+\./, ".")),
    ).toEqual(["/embed/gxjt.js", "/embed/both.js", "/api/materials"]);
    expect(await styleOf(page, `${LIST}form button`, "backgroundColor")).toBe(ACCENT);
    expect(await styleOf(page, `${FORM}form > button`, "backgroundColor")).toBe(ACCENT);
    // The host's own style sheet is there, too, and does not reach in: `a{color:lime!important}`.
    expect(await styleOf(page, "h1", "fontSize")).toBe("24px");
    expect(await styleOf(page, `${LIST}li h3 a`, "color")).toBe("rgb(32, 36, 42)");

    await click(page, `${LIST}nav.category a:nth-child(7)`);
    await waitForText(page, `${LIST}nav.category [aria-current]`, "评论文章");
    await waitForText(page, `${LIST}li .meta`, "评论文章");
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}article .text p`);
    expect(await printedBy(page, () => click(page, `${LIST}.deeds button`))).toEqual({ sheets: 1, text: true });
    await click(page, `${LIST}.back a`);

    await type(page, `${FORM}textarea`, "从别的网站写来的一条建议");
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}.code`, "-");
    await click(page, `${FORM}.tabs button:nth-child(3)`);
    await waitForText(page, `${FORM}.answers`, "答复部门");

    const origins = new Set(asked.map((url) => new URL(url).origin));
    expect([...origins].sort()).toEqual([at.host.origin, at.server.url].sort());
    expect(cookies).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(await page.cookies(at.host.origin, at.server.url)).toEqual([]);
    expect(at.host.reports).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("a policy that forbids what we need is reported, so the test above would notice", async () => {
    const { page, faults } = await at.open();
    const policy = strictPolicy(at.server.url)["content-security-policy"]!.replace(/connect-src \S+;/, "");
    await page.goto(at.host.show("/too-strict", snippetPage(at.server.url, TAGS), { "content-security-policy": policy }));
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    await expect.poll(() => at.host.reports.length, { timeout: 5000 }).toBeGreaterThan(0);
    expect(at.host.reports.join()).toContain("/api/materials");
    at.host.reports.length = 0;
    expect(faults.join()).toMatch(/Content.Security.Policy/i);
    await page.close();
  });

  test("a site that is not listed gets a note and a link, and a form that keeps its text", async () => {
    const { page } = await at.open();
    const crashes: string[] = [];
    page.on("pageerror", (error) => {
      // Firefox tells of the refused answer in the same way as of a crash.
      if (!String(error).includes("Cross-Origin Request Blocked")) crashes.push(String(error));
    });
    await page.goto(stranger.show("/", snippetPage(at.server.url, TAGS), strictPolicy(at.server.url)));
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    const links = await page.$$eval(`${LIST}.note a`, (nodes) => nodes.map((node) => node.href));
    expect(links).toContain(`${at.server.url}/column/`);
    expect((await fetch(`${at.server.url}/column/`)).status).toBe(200);
    await type(page, `${FORM}textarea`, "从没有登记的网站写来");
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}[role=status]`, "您写的内容还在");
    expect(await (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe(
      "从没有登记的网站写来",
    );
    await click(page, `${LIST}.note a`);
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    expect(stranger.reports).toEqual([]);
    expect(crashes).toEqual([]);
    await page.close();
  });

  test.each([
    ["data-gxjt", '<div data-gxjt="materials" data-limit="3"></div><div data-gxjt="feedback"></div>'],
    ["class", '<p class="gxjt-materials x" data-limit="3"></p><p class="x gxjt-feedback"></p>'],
  ])("the %s form of the tags does the same", async (_form, tags) => {
    const { page, faults } = await at.open();
    await page.goto(at.host.show("/forms", snippetPage(at.server.url, tags), strictPolicy(at.server.url)));
    await find(page, `${LIST}li h3 a`);
    expect(await textsOf(page, `${LIST}ul > li`)).toHaveLength(3);
    await find(page, "gxjt-feedback >>> textarea");
    expect([at.host.reports, faults]).toEqual([[], []]);
    await page.close();
  });

  test("the script pasted twice, and tags that come later, make each widget once", async () => {
    const { page, faults } = await at.open();
    const { asked } = listen(page);
    await page.goto(at.host.show("/twice", snippetPage(at.server.url, TAGS + TAGS, { scripts: 2 }), strictPolicy(at.server.url)));
    await find(page, `${LIST}li h3 a`);
    await page.evaluate(() => {
      const late = document.createElement("div");
      late.dataset["gxjt"] = "materials";
      document.body.append(late);
    });
    await find(page, "[data-gxjt] > gxjt-materials >>> li h3 a");
    const roots = await page.$$eval("gxjt-materials, gxjt-feedback", (nodes) =>
      nodes.map((node) => node.shadowRoot?.querySelectorAll(".r").length),
    );
    expect(roots).toEqual([1, 1, 1, 1, 1]);
    expect(asked.filter((url) => /embed\/(both|list|form)/.test(url))).toHaveLength(1);
    expect([at.host.reports, faults]).toEqual([[], []]);
    await page.close();
  });

  test("storage that throws loses only what it would have kept", async () => {
    const { page, faults } = await at.open();
    // Without a policy here: the host's own inline script stands for a browser that blocks storage.
    const head = `<script>for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });</script>`;
    await page.goto(at.host.show("/no-storage", snippetPage(at.server.url, TAGS, { head })));
    await find(page, `${LIST}li h3 a`);
    await expect(page.evaluate(() => localStorage.length)).rejects.toThrow("denied");
    await click(page, `${LIST}.top button`);
    expect(await styleOf(page, "gxjt-feedback >>> .r", "fontSize")).toBe("20px");
    await type(page, `${FORM}textarea`, "浏览器不让存东西");
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}.code`, "-");
    expect(faults).toEqual([]);
    await page.close();
  });
}

import type { Browser, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { snippetPage, startHostSite, strictPolicy, type HostSite } from "../support/host-page.ts";
import { startHttpsFront, tlsMissing, type HttpsFront } from "../support/https-front.ts";
import { notRun } from "../support/not-run.ts";
import { click, find, openPage } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const PASSWORD = "a long demo password";
const BUTTON = "gxjt-admin >>> a";
const FRAME = "gxjt-admin >>> iframe";

interface Shown {
  words: string | null | undefined;
  href: string | undefined;
  target: string | undefined;
  rel: string | undefined;
  frames: number;
  height: number;
}

/** What the element shows now. */
const shown = (page: Page): Promise<Shown> =>
  page.$eval("gxjt-admin", (element) => {
    const root = element.shadowRoot;
    const link = root?.querySelector("a");
    const frame = root?.querySelector<HTMLElement>("iframe.on");
    return {
      words: link?.textContent,
      href: link?.href,
      target: link?.target,
      rel: link?.rel,
      frames: root?.querySelectorAll("iframe").length ?? 0,
      height: frame?.offsetHeight ?? 0,
    };
  });

const framedHeight = async (page: Page) => (await shown(page)).height;

/** The workbench inside the element, once it is in sight. */
async function framedWorkbench(page: Page): Promise<Frame> {
  const handle = await find(page, `${FRAME}.on`);
  const frame = await (handle as import("puppeteer-core").ElementHandle<HTMLIFrameElement>).contentFrame();
  await frame.waitForSelector("#workbench > *", { timeout: 15_000 });
  return frame;
}

/** As a unit: its navigation is short, so the height of the screen decides that of the frame. */
async function signIn(frame: Frame): Promise<void> {
  await (await frame.waitForSelector("input[name=login]"))!.type("unit");
  await (await frame.waitForSelector("input[name=password]"))!.type(PASSWORD);
  await (await frame.waitForSelector("form button[type=submit]"))!.click();
  await frame.waitForSelector(".top-bar .who", { timeout: 15_000 });
}

/** A screen of one height, whatever the others hold. @returns what the frame comes to rest at */
async function restingHeight(page: Page, frame: Frame): Promise<number> {
  await frame.evaluate(() => void (location.hash = "#/no-such-screen"));
  await frame.waitForFunction(() => document.querySelector("main")?.textContent?.includes("没有这一页"), { timeout: 15_000 });
  let [before, now] = [-1, await framedHeight(page)];
  while (before !== now) {
    await new Promise((done) => setTimeout(done, 400));
    [before, now] = [now, await framedHeight(page)];
  }
  return now;
}

if (tlsMissing) notRun("the workbench in a portal's page", tlsMissing);

describe.each(tlsMissing ? [] : installedBrowsers("the workbench in a portal's page"))("in %s", (name) => {
  const dataDir = newDataDir();
  let host: HostSite;
  let portal: HttpsFront;
  let stranger: HttpsFront;
  let column: HttpsFront;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    [host, portal, stranger, column] = await Promise.all([
      startHostSite(),
      // Another host than the column's, so that browsers see another site and keep cookies apart.
      startHttpsFront("localhost"),
      startHttpsFront("localhost"),
      startHttpsFront("127.0.0.1"),
    ]);
    server = await startServerProcess({
      DATA_DIR: dataDir,
      DEMO: "1",
      DEMO_PASSWORD: PASSWORD,
      PUBLIC_ORIGIN: column.origin,
      PORTAL_ORIGINS: `${portal.origin},${host.origin}`,
      TRUSTED_PROXIES: "127.0.0.1",
    });
    portal.lead(host.origin);
    stranger.lead(host.origin);
    column.lead(server.url);
    browser = await launch(name, { acceptInsecureCerts: true });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop(), portal?.stop(), stranger?.stop(), column?.stop()]);
    removeDataDir(dataDir);
  });

  /** The host's page with these tags, by its way there (`portal`, `stranger`, or none for plain HTTP). */
  const hostPage = (path: string, tags: string, front?: HttpsFront, headers: Record<string, string> = {}) =>
    host.show(path, snippetPage(column.origin, tags), headers).replace(host.origin, front?.origin ?? host.origin);

  test.each([
    ["tag", "<gxjt-admin></gxjt-admin>"],
    ["data-gxjt", '<div data-gxjt="admin"></div>'],
    ["class", '<p class="gxjt-admin"></p>'],
  ])("on a plain HTTP page the %s is a button that opens a page of its own", async (_form, tags) => {
    const { page, faults } = await openPage(browser);
    await page.goto(hostPage("/plain", tags, undefined, strictPolicy(column.origin)));
    const link = await find(page, BUTTON);
    expect(await shown(page)).toEqual({
      words: "打开工作台",
      href: `${column.origin}/staff/`,
      target: "_blank",
      rel: "noopener",
      frames: 0,
      height: 0,
    });
    // Touch targets of 44 px, and no form of ours in a foreign page.
    expect(await link.evaluate((node) => (node as HTMLElement).offsetHeight)).toBeGreaterThanOrEqual(44);
    expect(await page.$$("input, gxjt-admin >>> input")).toEqual([]);
    const known = await browser.pages();
    await link.click();
    const opened = async () => (await browser.pages()).find((one) => !known.includes(one));
    await expect.poll(opened, { timeout: 10_000 }).toBeDefined();
    const workbench = (await opened())!;
    await workbench.waitForSelector("input[name=password]", { timeout: 15_000 });
    expect(await workbench.evaluate(() => [location.pathname, window.opener])).toEqual(["/staff/", null]);
    await workbench.close();
    expect([host.reports, faults]).toEqual([[], []]);
    await page.close();
  });

  test("on a listed HTTPS page the workbench stands in a frame: sign-in, height, a cookie of its own, the page left as it was", async () => {
    const { page, faults } = await openPage(browser);
    column.cookies.length = 0;
    await page.goto(hostPage("/framed", "<gxjt-admin></gxjt-admin><p id=after>页脚</p>", portal));
    const before = await page.evaluate(() => [document.title, document.body.children.length, Object.keys(window).length]);
    const frame = await framedWorkbench(page);
    expect(frame.url()).toBe(`${column.origin}/staff/?framed=1`);
    await expect.poll(() => framedHeight(page), { timeout: 5000 }).toBeGreaterThan(399);
    const small = await framedHeight(page);
    await signIn(frame);
    // Another screen, another height; never higher than the window, since dialogs stand in the middle of the frame.
    expect(await restingHeight(page, frame)).not.toBe(small);
    const grow = (height: number) =>
      frame.evaluate((px) => void (document.querySelector<HTMLElement>("#main")!.style.minHeight = `${px}px`), height);
    await grow(450);
    await expect.poll(() => framedHeight(page), { timeout: 5000 }).toBeGreaterThan(450);
    const middle = await framedHeight(page);
    expect(middle).toBeLessThan(752);
    await grow(5000);
    await expect.poll(() => framedHeight(page), { timeout: 5000 }).toBe(752);
    await grow(450);
    await expect.poll(() => framedHeight(page), { timeout: 5000 }).toBe(middle);

    expect(column.cookies).toEqual([
      expect.stringMatching(/^__Host-framed=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/),
    ]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(await frame.evaluate(() => document.cookie)).toBe("");
    expect(await page.evaluate(() => [document.title, document.body.children.length, Object.keys(window).length])).toEqual(before);
    expect([await violations(frame), await violations(page, "gxjt-admin", ["frame-title", "link-name", "color-contrast"])]).toEqual([
      [],
      [],
    ]);

    // It sticks on this portal …
    await page.reload();
    await (await framedWorkbench(page)).waitForSelector(".top-bar .who", { timeout: 15_000 });
    // … and is nobody's session elsewhere.
    const { page: own } = await openPage(browser);
    await own.goto(`${column.origin}/staff/`);
    await own.waitForSelector("input[name=password]", { timeout: 15_000 });
    await own.close();
    expect(faults).toEqual([]);
    await page.close();
  });

  test("on an HTTPS page with a column that has no HTTPS it is the button", async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(hostPage("/no-https", `<gxjt-admin api="${server.url}"></gxjt-admin>`, portal));
    await find(page, BUTTON);
    expect([(await shown(page)).href, (await shown(page)).frames]).toEqual([`${server.url}/staff/`, 0]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("messages from anybody else, or of another shape, change nothing", async () => {
    const { page } = await openPage(browser);
    await page.goto(hostPage("/messages", "<gxjt-admin></gxjt-admin>", portal));
    const frame = await framedWorkbench(page);
    // Signed in by the test before, if that ran, in this portal's part of the cookies.
    await frame.waitForSelector(".top-bar .who, input[name=password]");
    if (await frame.$("input[name=password]")) await signIn(frame);
    const height = await restingHeight(page, frame);
    // The page itself, and a frame of its own, speak like the workbench.
    await page.evaluate(async () => {
      window.postMessage({ gxjt: "height", height: 0 }, "*");
      const other = document.createElement("iframe");
      document.body.append(other);
      (other.contentWindow as unknown as { eval: (code: string) => void }).eval("parent.postMessage({ gxjt: 'height', height: 0 }, '*')");
      await new Promise((done) => setTimeout(done, 300));
    });
    // The workbench's own frame, in another shape.
    await frame.evaluate(async () => {
      for (const data of [
        null,
        0,
        "height",
        [],
        { height: 0 },
        { gxjt: "height" },
        { gxjt: "height", height: "0" },
        { gxjt: "height", height: -1 },
        { gxjt: "height", height: 0.5 },
        { gxjt: "height", height: Infinity },
        { gxjt: "height", height: 0, more: 1 },
        { gxjt: "open", height: 0 },
      ])
        window.parent.postMessage(data, "*");
      await new Promise((done) => setTimeout(done, 300));
    });
    expect([await framedHeight(page), (await shown(page)).frames]).toEqual([height, 1]);

    // The frame answers the page's exact question alone.
    const answers = await page.evaluate(async () => {
      const frame = document.querySelector("gxjt-admin")!.shadowRoot!.querySelector("iframe")!.contentWindow!;
      const heard: unknown[] = [];
      window.addEventListener("message", (event) => heard.push(event.data));
      for (const data of [null, "hello", {}, { gxjt: "height" }, { gxjt: "hello", more: 1 }, ["hello"]]) frame.postMessage(data, "*");
      await new Promise((done) => setTimeout(done, 300));
      const unasked = heard.length;
      frame.postMessage({ gxjt: "hello" }, "*");
      await new Promise((done) => setTimeout(done, 300));
      return { unasked, heard };
    });
    expect(answers).toEqual({ unasked: 0, heard: [{ gxjt: "height", height: expect.any(Number) as number }] });
    // And a true answer of the workbench still counts.
    await frame.evaluate(() => window.parent.postMessage({ gxjt: "height", height: 0 }, "*"));
    await expect.poll(async () => (await shown(page)).frames, { timeout: 5000 }).toBe(0);
    await page.close();
  });

  test("a page that is not listed cannot frame it; after a while the button is all there is", async () => {
    const { page } = await openPage(browser);
    await page.goto(hostPage("/stranger", "<gxjt-admin></gxjt-admin>", stranger));
    await find(page, BUTTON);
    const seen = await (await page.waitForSelector(FRAME))!.evaluate((node) => getComputedStyle(node).visibility);
    expect(seen).toBe("hidden");
    for (const frame of page.frames()) expect(await frame.$$("#workbench")).toEqual([]);
    await expect.poll(async () => (await shown(page)).frames, { timeout: 15_000, interval: 500 }).toBe(0);
    expect((await shown(page)).words).toBe("打开工作台");
    await page.close();
  }, 40_000);

  test("a browser that keeps no cookie in frames gets the button before anybody types a password", async () => {
    const { page } = await openPage(browser);
    await page.evaluateOnNewDocument(() =>
      Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {}, configurable: true }),
    );
    await page.goto(hostPage("/no-cookies", "<gxjt-admin></gxjt-admin>", portal));
    await find(page, BUTTON);
    await expect.poll(async () => (await shown(page)).frames, { timeout: 8000 }).toBe(0);
    await page.close();
  });
});

const [first] = installedBrowsers("the way to the workbench in the demo portal");
test.runIf(first)(
  "the demo portal's staff link leads to the button, and the button to the workbench",
  async () => {
    const dataDir = newDataDir();
    const server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1" });
    const browser = await launch(first!);
    try {
      const { page, faults } = await openPage(browser);
      await page.goto(`${server.url}/`);
      await click(page, 'a[href="/portal/staff.html"]');
      await find(page, BUTTON);
      expect([(await shown(page)).href, (await shown(page)).frames]).toEqual([`${server.url}/staff/`, 0]);
      // What the portal's own style sheet does to links does not reach in.
      expect(await (await find(page, BUTTON)).evaluate((node) => getComputedStyle(node).fontSize)).toBe("16px");
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
      await server.stop();
      removeDataDir(dataDir);
    }
  },
  120_000,
);

test.runIf(!tlsMissing && installedBrowsers("third-party cookies blocked").includes("firefox"))(
  "Firefox that is told to block third-party cookies gets the button",
  async () => {
    const [dataDir, host] = [newDataDir(), await startHostSite()];
    const [portal, column] = [await startHttpsFront("localhost"), await startHttpsFront("127.0.0.1")];
    const server = await startServerProcess({
      DATA_DIR: dataDir,
      DEMO: "0",
      PUBLIC_ORIGIN: column.origin,
      PORTAL_ORIGINS: portal.origin,
    });
    portal.lead(host.origin);
    column.lead(server.url);
    const blocked = { "network.cookie.cookieBehavior": 1 };
    const browser = await launch("firefox", { acceptInsecureCerts: true, extraPrefsFirefox: blocked });
    try {
      const { page } = await openPage(browser);
      await page.goto(host.show("/", snippetPage(column.origin, "<gxjt-admin></gxjt-admin>")).replace(host.origin, portal.origin));
      await find(page, BUTTON);
      await expect.poll(async () => (await shown(page)).frames, { timeout: 8000 }).toBe(0);
    } finally {
      await browser.close();
      await Promise.all([server.stop(), host.stop(), portal.stop(), column.stop()]);
      removeDataDir(dataDir);
    }
  },
  120_000,
);

test("who may frame which page of staff stands in the policies", async () => {
  const dataDir = newDataDir();
  const server = await startServerProcess({
    DATA_DIR: dataDir,
    DEMO: "0",
    PUBLIC_ORIGIN: "https://column.example.gov.cn",
    PORTAL_ORIGINS: "https://www.example.gov.cn,http://old.example.gov.cn",
  });
  const ancestors = async (path: string) =>
    /frame-ancestors ([^;]*)$/.exec((await fetch(server.url + path)).headers.get("content-security-policy") ?? "")?.[1];
  expect(await ancestors("/staff/?framed=1")).toBe("'self' https://www.example.gov.cn");
  for (const path of ["/staff/", "/staff/?framed=2", "/staff/set-up", "/staff/password?framed=1", "/staff/oidc?framed=1"])
    expect(await ancestors(path), path).toBe("'self'");
  await server.stop();
  removeDataDir(dataDir);
});

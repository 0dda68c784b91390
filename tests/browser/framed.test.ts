import type { Browser, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameHelper, type Part, snippetOf } from "../../widgets/core/snippets.ts";
import { violations } from "../support/axe.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type HostSite, startHostSite } from "../support/host-page.ts";
import { openPage } from "../support/pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "../support/server-process.ts";

describe.each(installedBrowsers("the page for frames"))("in %s, the column in a portal's frame", (name) => {
  const dataDir = newDataDir();
  let host: HostSite;
  let stranger: HostSite;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    [host, stranger] = await Promise.all([startHostSite(), startHostSite()]);
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: host.origin });
    browser = await launch(name);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop(), stranger?.stop()]);
    removeDataDir(dataDir);
  });

  const lines = (part: Part, limit = 3) => snippetOf(server.url, { mode: "frame", part, category: "", limit, reserve: false });
  const portal = (body: string) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某单位网站</title></head><body>
<h1>某单位网站</h1>${body}<p id="after">后文</p></body></html>`;
  /** The portal's own script is its own, so its policy lets it in and ours not. */
  const policy = () => ({
    "content-security-policy": `default-src 'none'; img-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src ${server.url} ${stranger.origin}`,
  });
  const helper = () => `<script>${frameHelper(server.url)}</script>`;

  /** `visible` makes it look at every frame drawn; else it waits for changes of the document, which are none inside a shadow root. */
  const drawn = (frame: Frame, selector: string) => frame.waitForSelector(selector, { visible: true, timeout: 30_000 });
  async function framed(page: Page): Promise<Frame> {
    // Only now is it the frame of our origin; before it is an empty one of the portal's.
    const frame = await page.waitForFrame((one) => one.url().startsWith(`${server.url}/embed/frame/`), { timeout: 30_000 });
    await drawn(frame, "gxjt-materials >>> h3 a");
    return frame;
  }
  const open = (frame: Frame) =>
    frame.evaluate(() => document.querySelector("gxjt-materials")!.shadowRoot!.querySelector<HTMLElement>("h3 a")!.click());
  const heights = async (page: Page, frame: Frame) => [
    await page.$eval("iframe", (node) => node.clientHeight),
    await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)),
  ];
  /** Until the portal's frame is as high as what is in it, at rest. */
  async function fits(page: Page, frame: Frame): Promise<number> {
    await expect.poll(async () => new Set(await heights(page, frame)).size, { timeout: 15_000, interval: 50 }).toBe(1);
    return (await heights(page, frame))[0]!;
  }

  test("works alone in a fixed height under a policy that forbids our script, and leaves no cookie", async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(host.show("/fixed", portal(lines("both")), policy()));
    const frame = await framed(page);
    expect(await page.$eval("iframe", (node) => node.clientHeight)).toBe(1200);
    await drawn(frame, "gxjt-feedback >>> textarea");
    await open(frame);
    await drawn(frame, "gxjt-materials >>> article .title");
    expect(await frame.evaluate(() => document.cookie)).toBe("");
    // What lies beyond the fixed height is reached by the frame's own scrolling.
    expect(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
    // Links that are not the widgets' own open beside the portal. (Firefox's driver tells nothing of such windows.)
    if (name === "chromium") {
      const shown = new Promise<Page | null>((done) => page.once("popup", done));
      await frame.evaluate(() => {
        const link = document.createElement("a");
        link.href = "/column/";
        document.body.append(link);
        link.click();
      });
      const beside = (await shown)!;
      await beside.waitForSelector("ul > li h3 a");
      expect(new URL(beside.url()).pathname).toBe("/column/");
      await beside.close();
    }
    expect(new URL(frame.url()).pathname).toBe("/embed/frame/both");
    expect(faults).toEqual([]);
    await page.close();
  });

  test("with the helper the frame grows and shrinks with its content", async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(host.show("/high", portal(helper() + lines("materials")), policy()));
    const frame = await framed(page);
    const list = await fits(page, frame);
    expect(list).toBeLessThan(1000);
    await open(frame);
    await drawn(frame, "gxjt-materials >>> article .mine");
    await expect.poll(() => page.$eval("iframe", (node) => node.clientHeight), { timeout: 15_000 }).toBeGreaterThan(list + 300);
    await fits(page, frame);
    await frame.evaluate(() => document.querySelector("gxjt-materials")!.shadowRoot!.querySelector<HTMLElement>(".back a")!.click());
    await expect.poll(() => page.$eval("iframe", (node) => node.clientHeight), { timeout: 15_000 }).toBeLessThan(1000);
    await fits(page, frame);
    expect(await page.$eval("#after", (node) => node.getBoundingClientRect().top)).toBeGreaterThan(list);
    if (name === "chromium") expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("with the helper the portal's page follows what was opened far down and comes back to its line, and moves for nothing else", async () => {
    const { page, faults } = await openPage(browser);
    const space = '<p style="height: 1500px">前文</p>';
    await page.goto(host.show("/far", portal(helper() + space + lines("materials", 20) + space), policy()));
    // A frame that loads lazily comes when it is near.
    await page.evaluate(() => scrollTo(0, 1000));
    const frame = await framed(page);
    await fits(page, frame);
    expect(await page.evaluate(() => scrollY)).toBe(1000);
    const press = (which: string) =>
      frame.evaluate(
        (selector) => [...document.querySelector("gxjt-materials")!.shadowRoot!.querySelectorAll<HTMLElement>(selector)].at(-1)!.click(),
        which,
      );
    const lineTop = () =>
      frame.evaluate(
        () => [...document.querySelector("gxjt-materials")!.shadowRoot!.querySelectorAll("h3 a")].at(-1)?.getBoundingClientRect().top ?? 0,
      );
    const frameTop = () => page.$eval("iframe", (node) => node.getBoundingClientRect().top);
    const height = await page.evaluate(() => innerHeight);
    const last = (await frameTop()) + (await lineTop());
    await page.evaluate((by) => scrollBy(0, by), last - 300);
    expect(await frameTop()).toBeLessThan(0);
    await press("h3 a");
    await drawn(frame, "gxjt-materials >>> article .title");
    await expect.poll(frameTop, { timeout: 10_000 }).toBeGreaterThanOrEqual(0);
    expect(await frameTop()).toBeLessThan(height / 2);
    await press(".back a");
    await drawn(frame, "gxjt-materials >>> h3 a");
    await expect
      .poll(async () => Math.abs((await frameTop()) + (await lineTop()) - height / 2), { timeout: 10_000 })
      .toBeLessThan(height / 2);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("the helper takes nothing from another origin, another window or in another shape", async () => {
    const { page } = await openPage(browser);
    const other = stranger.show("/other", "<!doctype html><title>别的网站</title>");
    const body = `${helper()}${lines("materials")}<iframe id="other" src="${other}" title="别的网站"></iframe>`;
    await page.goto(host.show("/tricked", portal(body), policy()));
    const frame = await framed(page);
    const height = await fits(page, frame);
    await page.evaluate(() => {
      Object.assign(window, { heard: 0 });
      window.addEventListener("message", () => ((window as unknown as { heard: number }).heard += 1));
    });
    const foreign = (await (await page.$("#other"))!.contentFrame())!;
    await foreign.evaluate(() => window.parent.postMessage({ gxjt: "height", height: 77 }, "*"));
    await foreign.evaluate(() => window.parent.postMessage({ gxjt: "show", top: 900 }, "*"));
    await page.evaluate(() => window.postMessage({ gxjt: "height", height: 77 }, "*"));
    // From the right window, in wrong shapes.
    await frame.evaluate(() => {
      const wrong: unknown[] = ["77", 77, null, { height: 77 }, { gxjt: "height", height: "77" }, { gxjt: "height", height: -1 }];
      wrong.push({ gxjt: "height", height: 77, more: 1 }, { gxjt: "height", height: 1e9 }, { gxjt: "height", height: Number.NaN }, []);
      wrong.push({ gxjt: "height", top: 900 }, { gxjt: "show", height: 900 }, { gxjt: "show", top: 900, more: 1 });
      for (const data of wrong) window.parent.postMessage(data, "*");
    });
    await page.waitForFunction("heard >= 16", { timeout: 15_000 });
    expect(await page.$eval("iframe", (node) => node.clientHeight)).toBe(height);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    // The same message in the right shape is taken, so it was not lost on its way.
    await frame.evaluate(() => window.parent.postMessage({ gxjt: "height", height: 777 }, "*"));
    await expect.poll(() => page.$eval("iframe", (node) => node.clientHeight)).toBe(777);
    // The right window may have been led to another site.
    await Promise.all([frame.waitForNavigation(), frame.evaluate((address) => location.assign(address), other)]);
    await frame.evaluate(() => window.parent.postMessage({ gxjt: "height", height: 78 }, "*"));
    await page.waitForFunction("heard >= 18", { timeout: 15_000 });
    expect(await page.$eval("iframe", (node) => node.clientHeight)).toBe(777);
    await page.close();
  });

  test("the frame tells its height to nobody who has not asked in the exact shape, and no unlisted site may frame it", async () => {
    const { page } = await openPage(browser);
    await page.goto(host.show("/quiet", portal(lines("materials")), policy()));
    await framed(page);
    const told = await page.evaluate(async (column) => {
      const heard: unknown[] = [];
      window.addEventListener("message", ({ data }) => heard.push(data));
      const { contentWindow } = document.querySelector("iframe")!;
      for (const data of ["hello", { gxjt: "height" }, { gxjt: "hello", to: "me" }]) contentWindow!.postMessage(data, column);
      await new Promise((done) => setTimeout(done, 300));
      const before = heard.length;
      contentWindow!.postMessage({ gxjt: "hello" }, column);
      await new Promise((done) => setTimeout(done, 300));
      return [before, heard];
    }, server.url);
    expect(told).toEqual([0, [{ gxjt: "height", height: expect.any(Number) }]]);
    await page.goto(stranger.show("/stolen", portal(lines("materials"))));
    await new Promise((done) => setTimeout(done, 500));
    const stolen = await (await page.$("iframe"))!.contentFrame();
    expect(await stolen.$("gxjt-materials").catch(() => null)).toBeNull();
    await page.close();
  });
});

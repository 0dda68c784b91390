import fc from "fast-check";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type HostSite, startHostSite } from "../support/host-page.ts";
import { mangled, type Mangling, manglings, unharmed } from "../support/mangled.ts";
import { openPage } from "../support/pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "../support/server-process.ts";

const host = (head: string, lines: string) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某单位网站</title>
<link rel="stylesheet" href="/host.css">${head}</head><body><div class="left"><p class="own">门户自己的前文</p></div>
<div class="column">${lines}<p class="own">同一格里的后文<a href="/column/x">更多</a></p></div>
<ul class="own"><li>门户自己的后文</li></ul></body></html>`;

const OWN = ["门户自己的前文", "同一格里的后文更多", "门户自己的后文"];

/** Each was once the whole of what an editor did; the property below mixes them. */
const usual: Partial<Mangling>[] = [
  {},
  { form: "plain-tags", letters: "lower", around: "p" },
  { form: "plain-tags", dropped: "data-*", twice: "queries" },
  { form: "plain-tags", dropped: "class", inside: "link in p", script: "no async" },
  { inside: "self-closed", script: "in head" },
  { form: "plain-tags", inside: "self-closed", script: "first" },
  { form: "class", inside: "nbsp", twice: "alias", letters: "UPPER" },
  { form: "data-gxjt", inside: "empty p", around: "p and nbsp", quotes: "none" },
  { around: "p and nbsp", inside: "link in p" },
  { script: "dropped" },
];

describe.each(installedBrowsers("mangled snippets"))("in %s, whatever an editor makes of the lines", (name) => {
  const dataDir = newDataDir();
  let site: HostSite;
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    site = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: site.origin });
    browser = await launch(name);
    ({ page, faults } = await openPage(browser));
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), site?.stop()]);
    removeDataDir(dataDir);
  });

  /** Which of the tags are drawn, in the page's order, once all that are wanted are, or the time is over. */
  const settled = (drawn: string[]) =>
    page.evaluate(async (wanted) => {
      const full = (tag: Element) => {
        const inner = tag.shadowRoot?.querySelector("h3 a, textarea");
        return !!inner && inner.getClientRects().length > 0;
      };
      const tags = () => [...document.querySelectorAll("gxjt-materials, gxjt-feedback")];
      for (let turn = 0; turn < 400 && (tags().length < wanted.length || !tags().every(full)); turn += 1)
        await new Promise((done) => setTimeout(done, 25));
      return tags().map((tag) => tag.localName + (full(tag) ? "" : " (empty)"));
    }, drawn);

  const seen = (selector: string) =>
    page.$$eval(selector, (nodes) =>
      nodes.filter((node) => node.getClientRects().length > 0 && node.getBoundingClientRect().height > 0).map((node) => node.textContent),
    );

  async function holds(mangling: Mangling): Promise<void> {
    const { head, body, drawn, links, linksOutside } = mangled(mangling, server.url, server.url.replace("127.0.0.1", "localhost"));
    await page.goto(site.show("/portal/", host(head, body)));
    if (drawn.length > 0) expect((await settled(drawn)).toSorted()).toEqual(drawn.toSorted());
    else expect(await page.$$eval("gxjt-materials, gxjt-feedback", (tags) => tags.filter((tag) => tag.shadowRoot).length)).toBe(0);
    // The portal's own content is all there, and our links are seen where they are all that is left.
    expect(await seen(".own")).toEqual(OWN);
    const ours = (await seen(`a[href^="${server.url}"]`)).length;
    expect(ours).toBe(drawn.length > 0 && !linksOutside ? 0 : links.length);
    if (drawn.includes("gxjt-materials")) {
      const opened = await page.evaluate(async () => {
        const root = document.querySelector("gxjt-materials")!.shadowRoot!;
        const link = root.querySelector<HTMLElement>("h3 a")!;
        const title = link.textContent;
        link.click();
        for (let turn = 0; turn < 400 && !root.querySelector("article .title"); turn += 1)
          await new Promise((done) => setTimeout(done, 25));
        return [title, root.querySelector("article .title")?.firstChild?.textContent];
      });
      expect(opened[1]).toBe(opened[0]);
    }
    expect(faults.splice(0)).toEqual([]);
  }

  test("each usual mangling: drawn once, working, the portal's own content in sight", async () => {
    for (const change of usual) await holds({ ...unharmed, ...change });
  });

  test("without the script the link of the lines leads to the plain pages", async () => {
    const { body, links } = mangled({ ...unharmed, form: "plain-tags", script: "dropped", dropped: "data-*" }, server.url, server.url);
    await page.goto(site.show("/portal/", host("", body)));
    const found = await page.$$eval(".column a[href*='/column/']", (nodes) => nodes.map(({ href }) => href));
    expect(found.slice(0, 2)).toEqual(links);
    await Promise.all([page.waitForNavigation(), page.click(`a[href="${links[0]}"]`)]);
    expect(new URL(page.url()).pathname).toBe("/column/");
    expect(await page.$$eval("h3 a", (titles) => titles.length)).toBe(20);
  });

  test("curly quotes break nothing but what they stand in", async () => {
    const lines = `<gxjt-materials limit=”2”></gxjt-materials><div data-gxjt=“feedback”></div><script src="${server.url}/embed/gxjt.js"></script>`;
    await page.goto(site.show("/portal/", host("", lines)));
    expect(await settled(["gxjt-materials"])).toEqual(["gxjt-materials"]);
    expect(await page.$eval("gxjt-materials", (tag) => tag.shadowRoot!.querySelectorAll("li h3").length)).toBe(2);
    await page.goto(
      site.show("/portal/", host("", `<gxjt-materials></gxjt-materials><script src=“${server.url}/embed/gxjt.js”></script>`)),
    );
    expect(await seen(".own")).toEqual(OWN);
    faults.splice(0);
  });

  test.runIf(name === "chromium")("all of them mixed", async () => {
    const results = await fc.check(fc.asyncProperty(manglings, holds), { numRuns: 40, endOnFailure: true });
    if (results.failed) throw new Error(fc.defaultReportMessage(results));
  });
});

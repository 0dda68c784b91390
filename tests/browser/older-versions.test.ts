import { readFileSync } from "node:fs";
import type { Browser, HTTPRequest } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { type HostSite, snippetPage, startHostSite } from "../support/host-page.ts";
import { click, find, openPage, textOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "../support/server-process.ts";

/** The first loader that was ever given out, as it was built: it names files of other hashes, and of a kind of hash no longer made. */
const firstLoader = readFileSync(new URL("loader-2026-11-23.txt", import.meta.url), "utf8");

describe.each(installedBrowsers("older versions of our files").filter((name) => name === "chromium"))("in %s, after an upgrade", (name) => {
  const dataDir = newDataDir();
  let host: HostSite;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    host = await startHostSite();
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: host.origin });
    browser = await launch(name);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop()]);
    removeDataDir(dataDir);
  });

  /** A page for which a proxy still holds an older file of ours. */
  async function behindProxy(held: (request: HTTPRequest) => Promise<string | undefined>) {
    const { page, faults } = await openPage(browser);
    await page.setRequestInterception(true);
    page.on("request", async (request) => {
      const body = await held(request);
      if (body === undefined) return request.continue();
      const headers = { "access-control-allow-origin": "*" };
      return request.respond({ status: 200, contentType: "text/javascript; charset=utf-8", headers, body });
    });
    return { page, faults };
  }

  test("the loader of the first day, kept by a proxy, still brings list, material and form", async () => {
    const { page, faults } = await behindProxy(async (request) => (request.url().includes("/embed/gxjt.js") ? firstLoader : undefined));
    await page.goto(host.show("/old", snippetPage(server.url, '<gxjt-materials></gxjt-materials><div data-gxjt="feedback"></div>')));
    await find(page, "[data-gxjt] > gxjt-feedback >>> textarea");
    const title = await textOf(page, "gxjt-materials >>> h3 a");
    await click(page, "gxjt-materials >>> h3 a");
    await waitForText(page, "gxjt-materials >>> article .title", title);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("a page that was open before opens a material with today's chunk", async () => {
    const { page, faults } = await behindProxy(async (request) => {
      const answer = /\/embed\/(gxjt\.js|list-0badcafe)/.exec(request.url()) && (await fetch(request.url()));
      const text = await answer?.text();
      return text?.replace(/list-[\da-f]{8}/, "list-0badcafe").replace(/detail-[\da-f]{8}/, "detail-0badcafe");
    });
    await page.goto(host.show("/open", snippetPage(server.url, "<gxjt-materials></gxjt-materials>")));
    const title = await textOf(page, "gxjt-materials >>> h3 a");
    const asked = page.waitForRequest(`${server.url}/embed/detail-0badcafe.js`);
    await click(page, "gxjt-materials >>> h3 a");
    await asked;
    await waitForText(page, "gxjt-materials >>> article .title", title);
    expect(page.url()).toContain(host.origin);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("another version's file is short-lived under its address, and what never was is not made up", async () => {
    const loader = await (await fetch(`${server.url}/embed/gxjt.js`)).text();
    const [current] = /list-[\da-f]{8}/.exec(loader)!;
    const [now, old] = await Promise.all([`${current}.js`, "list-0badcafe.js"].map((file) => fetch(`${server.url}/embed/${file}`)));
    expect(now!.headers.get("cache-control")).toContain("immutable");
    expect([old!.status, old!.headers.get("cache-control")]).toEqual([200, "public, max-age=300"]);
    expect(await old!.text()).toBe(await now!.text());
    for (const file of ["never-0badcafe.js", "list-0badcafe.css", "list-.js", "gxjt-0badcafe.js"])
      expect((await fetch(`${server.url}/embed/${file}`)).status, file).toBe(404);
  });
});

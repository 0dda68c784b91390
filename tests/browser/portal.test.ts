import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { portalRoutes } from "../../infra/local/portal/portal.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";

let server: ServerType;
let origin: string;

beforeAll(async () => {
  const app = portalRoutes();
  // The loader is not what is looked at here.
  app.get("/embed/gxjt.js", (c) => c.body("", 200, { "content-type": "text/javascript; charset=utf-8" }));
  server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

// The portal has to be as awkward as the pages it stands for, or the widgets' tests on it show nothing.
test.each(installedBrowsers("the demo portal"))("in %s the portal is a GBK page in quirks mode with room for the column", async (name) => {
  const browser = await launch(name);
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.setViewport({ width: 1366, height: 768 });
    await page.goto(`${origin}/`);
    const seen = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      return {
        encoding: document.characterSet,
        mode: document.compatMode,
        title: document.title,
        date: document.querySelector(".topbar")?.textContent?.includes("今天是") === true,
        wide: Math.min(box("gxjt-materials")?.width ?? 0, box("gxjt-feedback")?.width ?? 0) >= 700,
        reserved: [box("gxjt-materials")?.height ?? 0, box("gxjt-feedback")?.height ?? 0].every((height) => height > 500),
        sideways: document.documentElement.scrollWidth > innerWidth,
      };
    });
    expect(seen).toEqual({
      encoding: "GBK",
      mode: "BackCompat",
      title: "干训讲堂 - 海林党建网（演示）",
      date: true,
      wide: true,
      reserved: true,
      sideways: false,
    });
    await page.hover(".tabs a:nth-child(2)");
    expect(await page.$eval(".tab:nth-of-type(2)", (list) => getComputedStyle(list).display)).toBe("block");

    await page.setViewport({ width: 360, height: 740 });
    await page.goto(`${origin}/portal/mobile.html`);
    const narrow = await page.evaluate(() => [
      document.querySelector("gxjt-materials")?.clientWidth,
      document.documentElement.scrollWidth <= innerWidth,
    ]);
    expect(narrow).toEqual([320, true]);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});

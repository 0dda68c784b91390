import jsqr from "jsqr";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { startHostSite, type HostSite } from "../support/host-page.ts";
import { click, find, openPage, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "embed password 7";

/** Chooses how and what in the generator. @returns the lines that it gives */
async function linesOf(page: Page, mode: string, part: string, more: { category?: string; limit?: string } = {}): Promise<string> {
  await click(page, `input[name=mode][value=${mode}]`);
  await page.select("select[name=part]", part);
  if (more.category !== undefined) await page.select("select[name=category]", more.category);
  if (more.limit !== undefined) await fill(page, "input[name=limit]", more.limit);
  return (await find(page, "textarea.code")).evaluate((area) => (area as HTMLTextAreaElement).value);
}

const blank = (lines: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>空白页</title></head><body>${lines}</body></html>`;

/** Takes the place of what a field holds; a triple click does not select everywhere. */
async function fill(page: Page, selector: string, text: string): Promise<void> {
  const field = await find(page, selector);
  await field.evaluate((node) => {
    node.scrollIntoView({ block: "center" });
    (node as HTMLInputElement).focus();
    (node as HTMLInputElement).select();
  });
  await page.keyboard.type(text);
}

describe.each(installedBrowsers("the snippet generator"))("in %s, the lines of the snippet generator", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let host: HostSite;
  beforeAll(async () => {
    [server, host] = await Promise.all([startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD }), startHostSite()]);
    browser = await launch(name);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), host?.stop()]);
    removeDataDir(dataDir);
  });

  /** A blank page of the portal with the lines in it. */
  async function pasted(lines: string, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.createBrowserContext();
    const { page, faults } = await openPage(context as unknown as Browser, { width: 900 });
    await page.goto(host.show("/page.html", blank(lines)));
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  test("work in a blank page of a portal in every mode, once the portal is listed", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/embed", "嵌入代码");
    await fill(page, "input[name=page]", `${host.origin}/page.html?x=1`);
    await waitForText(page, ".settings-note", `${host.origin} 还没有登记`);
    await press(page, "去登记");
    await waitForText(page, "main h1", "门户网站与外观");
    await fill(page, "input[name=portal]", `${host.origin}/page.html?x=1`);
    await waitForText(page, "small", `登记为：${host.origin}`);
    await press(page, "添加");
    await press(page, "保存");
    await waitForText(page, ".toast", "已保存");
    await openScreen(page, "/settings/embed", "嵌入代码");
    await fill(page, "input[name=page]", host.origin);
    await waitForText(page, ".good-note", "已经登记");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    // The live look shows the column itself.
    const look = await (await find(page, "iframe.look")).contentFrame();
    await look!.waitForSelector("gxjt-materials >>> h2 + *, gxjt-materials >>> a", { timeout: 30_000 });

    const both = await linesOf(page, "script", "both");
    const some = await linesOf(page, "script", "materials", { category: "评论文章", limit: "5" });
    const tags = await linesOf(page, "plain-tags", "both", { category: "", limit: "3" });
    const progress = await linesOf(page, "script", "progress");
    const admin = await linesOf(page, "script", "admin");
    const frame = await linesOf(page, "frame", "feedback");
    const link = await linesOf(page, "link", "materials", { category: "评论文章" });
    // The list of portals is at most ten seconds old.
    const policy = async () => (await fetch(`${server.url}/column/`)).headers.get("content-security-policy");
    await expect.poll(policy, { timeout: 30_000, interval: 200 }).toContain(host.origin);

    await pasted(both, async (portal) => {
      await waitForText(portal, "gxjt-materials >>> a", "党代会报告起草背景");
      await find(portal, "gxjt-feedback >>> textarea");
    });
    await pasted(some, async (portal) => {
      await waitForText(portal, "gxjt-materials >>> [aria-current]", "评论文章");
      await find(portal, "gxjt-materials >>> h3");
      expect(await textsOf(portal, "gxjt-materials >>> h3")).toHaveLength(5);
    });
    await pasted(tags, async (portal) => {
      await waitForText(portal, "[data-gxjt=materials] gxjt-materials >>> a", "党代会报告起草背景");
      await find(portal, "[data-gxjt=feedback] gxjt-feedback >>> textarea");
    });
    await pasted(progress, async (portal) => waitForText(portal, "gxjt-progress >>> h3", "党建致富链"));
    await pasted(admin, async (portal) => {
      expect(await textOf(portal, "gxjt-admin >>> a")).toBe("打开工作台");
    });
    await pasted(frame, async (portal) => {
      const framed = await portal.waitForFrame((one) => one.url() === `${server.url}/embed/frame/feedback`, { timeout: 30_000 });
      const field = (await framed.waitForSelector("gxjt-feedback >>> textarea", { visible: true, timeout: 30_000 }))!;
      await field.type("框架里写的意见，看看能不能交上来。");
      // The form may not be sent in its first three seconds.
      await new Promise((done) => setTimeout(done, 3_200));
      const within = () => document.querySelector("gxjt-feedback")!.shadowRoot!;
      await framed.evaluate(`(${within})().querySelector("form button:not([type=button])").click()`);
      await expect
        .poll(() => framed.evaluate(`(${within})().textContent`), { timeout: 30_000, interval: 100 })
        .toContain("已收到，谢谢您！");
    });
    await pasted(link, async (portal) => {
      const address = await (await find(portal, "a")).evaluate((node) => (node as HTMLAnchorElement).href);
      await portal.goto(address);
      expect(await textOf(portal, "main")).toContain("论语心得");
    });
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  test.runIf(name === "chromium")(
    "the QR code says the address of the link, and copying gives the lines",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
      await openScreen(page, "/settings/embed", "嵌入代码");
      const lines = await linesOf(page, "link", "feedback");
      expect(lines).toContain(`href="${server.url}/column/feedback"`);
      await find(page, ".qr svg");
      const { data, side } = await page.evaluate(async () => {
        const text = new XMLSerializer().serializeToString(document.querySelector(".qr svg")!);
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 440;
        const pen = canvas.getContext("2d")!;
        pen.drawImage(image, 0, 0, 440, 440);
        return { data: Array.from(pen.getImageData(0, 0, 440, 440).data), side: 440 };
      });
      const read = (jsqr as unknown as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null)(
        Uint8ClampedArray.from(data),
        side,
        side,
      );
      expect(read?.data).toBe(`${server.url}/column/feedback`);
      expect(await axeFindings(page)).toEqual([]);
      await page.evaluate(() => {
        document.addEventListener("copy", () => Object.assign(window, { copied: String(document.getSelection()) }));
        Object.defineProperty(navigator, "clipboard", {
          value: { writeText: async (text: string) => void Object.assign(window, { copied: text }) },
        });
      });
      await press(page, "复制代码");
      await waitForText(page, ".toast", "代码已复制");
      expect(await page.evaluate(() => (window as unknown as { copied: string }).copied)).toBe(lines);
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );
});

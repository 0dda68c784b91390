import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import {
  begin,
  cleaned,
  clipboard,
  clipboards,
  drop,
  idOf,
  paste,
  previewed,
  save,
  saved,
  selectAll,
  TEXT,
  waitForPreview,
} from "../support/editor.ts";
import { click, find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "editor password 7";

/** The bytes of a PNG picture, all grey. */
function grey(width: number, height: number): number[] {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // Eight bits of grey a point, each line after the mark of no filter.
  size.writeUInt8(8, 8);
  const lines = Buffer.alloc((width + 1) * height, Buffer.concat([Buffer.of(0), Buffer.alloc(width, 0x99)]));
  const png = [Buffer.from("89504e470d0a1a0a", "hex"), part("IHDR", size), part("IDAT", deflateSync(lines)), part("IEND", Buffer.alloc(0))];
  return Array.from(Buffer.concat(png));
}

// In Chromium alone: the journey of both browsers is in workbench-editor.test.ts.
describe.skipIf(!installedBrowsers("the editor's paper").includes("chromium"))("in chromium, the sheet of the editor", () => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch("chromium");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });
  const open = () => openWorkbench(browser, server.url, "editor", PASSWORD, { path: "/materials" });
  const staff = (login: string) => staffSession(server.url, login, PASSWORD);
  const recordOf = async (page: Page) => (await staff("editor"))<Material>("GET", `/api/staff/materials/${await idOf(page)}`);

  test("makes of every clipboard what the cleaning makes of it, and stores the pictures that came inside", async () => {
    const { page, faults, close } = await open();
    await begin(page, "从 Word 和 WPS 复制");
    for (const name of clipboards) {
      await selectAll(page);
      await page.keyboard.press("Backspace");
      await paste(page, { "text/html": clipboard(name), "text/plain": "x" });
      await page.waitForFunction(() => !document.querySelector(".rich-text img.waits"), { timeout: 30_000 });
      await save(page);
      const { body } = await recordOf(page);
      const pictures = body.replace(/\/api\/materials\/[^"]*picture\.png/g, "gxjt-image:1");
      const wanted = cleaned(name).replace("<li>集中学习<p>", "<li><p>集中学习</p><p>").replace("gxjt-image:2", "gxjt-image:1");
      expect(pictures, name).toBe(wanted);
    }
    await selectAll(page);
    await paste(page, { "text/html": clipboard("word-pictures"), "text/plain": "x" });
    await waitForText(page, ".paste-notice", "没有带过来：1 张图片");
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll<HTMLImageElement>(".rich-text img[data-src]")).every((node) => node.naturalWidth === 2),
    );
    await selectAll(page);
    await page.keyboard.press("Backspace");
    const png = grey(120, 80);
    await drop(page, TEXT, [{ name: "现场.png", type: "image/png", bytes: png }]);
    await find(page, `${TEXT} figure img[src^="/api/staff/"]`);
    await click(page, `${TEXT} figcaption`);
    await page.keyboard.type("学习现场");
    await save(page);
    const { body, id, attachments } = await recordOf(page);
    const picture = attachments.at(-1)!;
    expect(picture).toMatchObject({ inline: true, fileName: "现场.png" });
    const address = `/api/materials/${id}/files/${picture.id}/${encodeURIComponent("现场.png")}`;
    expect(body).toBe(`<figure><img src="${address}" alt="" /><figcaption>学习现场</figcaption></figure>`);

    // What has come in between, such as a warning under the title, may move the picture away from under the first click.
    await expect
      .poll(async () => {
        await click(page, `${TEXT} figure img[data-src]`);
        return (await page.$(`${TEXT} .ProseMirror-selectednode`)) !== null;
      })
      .toBe(true);

    await press(page, "图片的文字说明");
    await type(page, "dialog input[name=image-alt]", "干部在集中学习");
    await press(page, "确定", "dialog");
    await save(page);
    expect((await recordOf(page)).body).toContain(`<img src="${address}" alt="干部在集中学习" />`);

    await selectAll(page);
    await paste(page, { "text/plain": "　　第一行\r\n\r\n  第二行 <b>\n" });
    await save(page);
    expect((await recordOf(page)).body).toBe("<p>第一行</p><p>第二行 &lt;b&gt;</p>");
    expect(faults).toEqual([]);
    await close();
  });

  test("offers the title of a pasted document while its own is empty", async () => {
    const { page, close } = await open();
    await openScreen(page, "/materials/new", "写新资料");
    await find(page, TEXT);
    await page.select("select[name=category]", "评论文章");
    await paste(page, { "text/html": clipboard("wps-document"), "text/plain": "x" });
    await waitForText(page, ".warning", "粘贴的文章标题是“靠正气留人”");
    await press(page, "用作标题");
    await saved(page);
    const { title, body } = await recordOf(page);
    expect([title, body]).toEqual(["靠正气留人", cleaned("wps-document").replace(/^<p>.*?<\/p>/, "")]);
    await close();
  });

  test("imports a Word document: first the result and what was left out, then the editor", async () => {
    const { page, close } = await open();
    await openScreen(page, "/materials/new", "写新资料");
    await press(page, "导入 Word");
    await page.select("dialog select[name=import-category]", "讲课稿");
    const input = (await page.$("dialog input[type=file]"))!;
    await input.uploadFile(join(import.meta.dirname, "../../infra/local/demo-data/files/话风自查清单.docx"));
    await waitForText(page, "dialog h2", "导入结果");
    expect((await textOf(page, "dialog .import-result")).length).toBeGreaterThan(40);
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "打开编辑", "dialog");
    await find(page, TEXT);
    await saved(page);
    expect((await recordOf(page)).category).toBe("讲课稿");
    expect(await textsOf(page, ".file-list a")).toEqual(["话风自查清单.docx"]);
    await close();
  });

  test("is fit for everybody: no finding of axe, nothing wider than the window, the tools by keyboard", async () => {
    const { page, faults, close } = await open();
    await begin(page, "端正话风");
    await page.focus(TEXT);
    await paste(page, { "text/html": clipboard("word-table"), "text/plain": "x" });
    await page.click(`${TEXT} td`);
    await waitForText(page, ".warning", "同名的资料");
    expect(await axeFindings(page)).toEqual([]);
    for (const width of [1366, 1024, 360]) {
      await page.setViewport({ width, height: 740 });
      expect(await overflow(page), String(width)).toBe(0);
    }
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewport({ width: 1366, height: 768 });
    await page.focus(".editor-tools select");
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("加粗");
    await page.keyboard.press("Enter");
    expect(await page.$eval(".editor-tools .tool", (node) => node.getAttribute("aria-pressed"))).toBe("true");
    expect(faults).toEqual([]);
    await close();
  });

  test("works in Chromium 90, without what came to browsers later", async () => {
    const { page, faults, close } = await open();
    await page.evaluateOnNewDocument(() => {
      const later: [object, string[]][] = [
        [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]],
        [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
        [Object, ["hasOwn", "groupBy"]],
        [URL, ["canParse", "parse"]],
        [globalThis, ["structuredClone"]],
        [Crypto.prototype, ["randomUUID"]],
        [AbortSignal, ["timeout", "any"]],
        [CSSStyleSheet.prototype, ["replaceSync"]],
      ];
      for (const [owner, names] of later) for (const name of names) Reflect.deleteProperty(owner, name);
    });
    await page.reload();
    await find(page, "main h1");
    await begin(page, "老浏览器里写的一篇");
    await page.focus(TEXT);
    await page.keyboard.type("1. 第一");
    await page.keyboard.press("Enter");
    await page.keyboard.type("第二");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await paste(page, { "text/html": clipboard("word-table"), "text/plain": "x" });
    await waitForPreview(page, "合计两人", 1200);
    await save(page);
    expect((await recordOf(page)).body).toMatch(/^<ol><li>第一<ol><li>第二.*<table>/);
    expect(faults).toEqual([]);
    await close();
  });

  test("shows in the preview only what the editor's page says, in the agreed form", async () => {
    const { headers } = await fetch(`${server.url}/staff/preview`);
    expect(headers.get("content-security-policy")).toMatch(/script-src 'self';.*connect-src 'none';.*frame-ancestors 'self'$/);
    const { page, faults, close } = await open();
    await begin(page, "真正的标题");
    await waitForPreview(page, "真正的标题", 1200);
    const preview = page.frames().find((each) => each.url().includes("/staff/preview"))!;
    // From another window than the editor's, and from the editor's page with more or less than agreed.
    await preview.evaluate(() => window.postMessage({ gxjt: "preview-page", page: { title: "假的标题" } }, "*"));
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector<HTMLIFrameElement>(".preview iframe")!;
      contentWindow!.postMessage({ gxjt: "preview-page", page: { title: "假的标题" } }, "*");
      contentWindow!.postMessage({ gxjt: "preview-page", more: 1 }, "*");
      contentWindow!.postMessage("假的标题", "*");
    });
    await new Promise((done) => setTimeout(done, 1000));
    expect((await previewed(page)).text).toContain("真正的标题");
    await type(page, "input[name=title]", "又改的标题");
    await waitForPreview(page, "又改的标题", 1200);
    // Drawing takes the focus from nobody.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("title");
    expect(faults).toEqual([]);
    await close();
  });
});

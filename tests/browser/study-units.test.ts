import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { fill, find, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, keptOnDevice, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "a password of units 7";
const phone = { width: 360, height: 740 };
/** The smallest picture that is one. */
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

async function write(page: Page, topic: string, people: string): Promise<void> {
  await fill(page, "input[name=topic]", topic);
  await fill(page, "input[name=people]", people);
}

describe.each(installedBrowsers("the units' study"))("in %s, the units' study", (name) => {
  const dataDir = newDataDir();
  const folder = mkdtempSync(join(tmpdir(), "gxjt-photos-"));
  const photo = join(folder, "现场.png");
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(photo, png);
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });

  const addPhoto = async (page: Page) => {
    const input = (await page.waitForSelector("main input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(photo);
    await find(page, ".unit-photos img");
  };

  test("staff remind a unit, which finds it first on its phone, downloads the package and files a record with a photo", async () => {
    const staff = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(staff.page, "/unit-study", "单位学习");
    await waitForText(staff.page, "main [role=status]", "12 个单位，10 个在这段时间还没有学习记录");
    expect((await textsOf(staff.page, "main tbody th")).slice(0, 4)).toEqual(["海林镇", "长汀镇", "横道镇", "山市镇"]);
    await (await find(staff.page, 'button[aria-label="提醒山市镇"]')).click();
    await type(staff.page, "dialog textarea", "请于本周五前完成学习。");
    expect(await axeFindings(staff.page)).toEqual([]);
    await press(staff.page, "提醒", "dialog");
    await waitForText(staff.page, "main tbody", "已提醒");

    const { page, faults, close } = await openWorkbench(browser, server.url, "unit", PASSWORD, phone);
    // Nothing has to be looked for: it is the unit's first screen.
    await waitForText(page, "main h1", "本单位学习");
    await waitForText(page, ".unit-reminder", "请于本周五前完成学习。");
    const packaged = await page.$eval("main a[download]", async (link) => {
      const answer = await fetch(link.href);
      return [answer.status, answer.headers.get("content-type"), (await answer.arrayBuffer()).byteLength > 10_000];
    });
    expect(packaged).toEqual([200, "application/zip", true]);
    await waitForText(page, "section[aria-labelledby=unit-feedback]", "答复：");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await openScreen(page, "/today", "今日");
    await waitForText(page, "main", "请于本周五前完成学习。");

    await openScreen(page, "/unit/records/new", "填集中学习记录");
    await press(page, "提交记录", "main");
    await waitForText(page, ".form-error", "请填写学习主题");
    await write(page, "学习《创新三题》", "27");
    await addPhoto(page);
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, "提交记录", "main");
    await waitForText(page, "main h1", "本单位学习");
    await waitForText(page, "main ul", "学习《创新三题》");
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>("ul.photos img")?.naturalWidth === 1);
    expect(await page.$(".unit-reminder")).toBeNull();
    expect(faults).toEqual([]);
    await close();

    await staff.page.reload();
    await waitForText(staff.page, "main tbody", "3 次");
    await (await find(staff.page, 'main a[href="#/unit-study/shanshi"]')).click();
    await waitForText(staff.page, "main h1", "山市镇的集中学习记录");
    await waitForText(staff.page, "main ul", "27 人");
    expect([await axeFindings(staff.page), staff.faults]).toEqual([[], []]);
    await staff.close();
  }, 120_000);

  test("a record changed by its unit, and deleted after a question", async () => {
    const { page, close } = await openWorkbench(browser, server.url, "unit", PASSWORD, phone);
    await (await find(page, 'a[aria-label="修改记录 学习《创新三题》"]')).click();
    await waitForText(page, "main h1", "修改集中学习记录");
    await write(page, "学习《创新三题》和讨论", "28");
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, "保存", "main");
    await waitForText(page, "main ul", "学习《创新三题》和讨论");
    await (await find(page, 'a[aria-label="修改记录 学习《创新三题》和讨论"]')).click();
    await press(page, "删除记录", "main");
    await press(page, "删除", "dialog");
    await waitForText(page, "main h1", "本单位学习");
    await page.waitForFunction(() => !document.querySelector("main")!.textContent.includes("创新三题》和讨论"));
    await close();
  }, 90_000);

  // Firefox is driven over BiDi, which cannot take the line away.
  if (name === "chromium")
    test("without a line it waits on the device, through a reload, and is sent once when the line is back", async () => {
      const { page, close } = await openWorkbench(browser, server.url, "unit", PASSWORD, phone);
      await waitForText(page, "main h1", "本单位学习");
      await openScreen(page, "/unit/records/new", "填集中学习记录");
      // The worker has the page and the files of both screens by now.
      await page.waitForFunction(
        async () => {
          const kept = new Set((await (await caches.open("gxjt-staff")).keys()).map(({ url }) => new URL(url).pathname));
          const used = performance.getEntriesByType("resource").map(({ name: url }) => new URL(url).pathname);
          const files = used.filter((path) => /^\/staff\/[\w.-]+-[\w-]{8,}\.(js|css)$/.test(path));
          return navigator.serviceWorker.controller !== null && kept.has("/staff/") && files.every((path) => kept.has(path));
        },
        { polling: 200 },
      );
      await write(page, "没有网络时写的记录", "15");
      await page.setOfflineMode(true);
      await addPhoto(page);
      // Text and photo are kept before anything is handed in.
      await keptOnDevice(page, "没有网络时写的记录");
      await page.waitForFunction(
        () =>
          new Promise<boolean>((done) => {
            const open = indexedDB.open("gxjt-study-records");
            open.addEventListener("success", () => {
              const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
              keys.addEventListener("success", () => {
                open.result.close();
                done(keys.result.some((key) => String(key).startsWith("photos:")));
              });
            });
          }),
        { polling: 200 },
      );
      await page.reload();
      await waitForText(page, "main h1", "填集中学习记录");
      await find(page, ".unit-photos img");
      expect(await page.$eval("input[name=topic]", (input) => input.value)).toBe("没有网络时写的记录");
      await page.$eval("main form button[type=submit]", (button) => button.click());
      await waitForText(page, "main h1", "本单位学习");
      await waitForText(page, 'section[aria-label="存在本机的记录"]', "没有网络时写的记录");
      await page.reload();
      await waitForText(page, 'section[aria-label="存在本机的记录"]', "没有网络时写的记录");

      // The answer of the first try is lost: it has to be sent again, and may not stand there twice.
      let tries = 0;
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        if (request.method() !== "POST" || !request.url().endsWith("/group-study-records")) return void request.continue();
        tries += 1;
        if (tries > 1) return void request.continue();
        void (async () => {
          const cookie = (await page.cookies()).map(({ name: key, value }) => `${key}=${value}`).join("; ");
          await fetch(request.url(), { method: "POST", headers: { ...request.headers(), cookie }, body: request.postData()! });
          await request.abort("connectionreset");
        })();
      });
      await page.setOfflineMode(false);
      await waitForText(page, "section[aria-labelledby=unit-records] ul", "没有网络时写的记录", 30_000);
      await page.waitForFunction(() => !document.querySelector('section[aria-label="存在本机的记录"]'));
      expect(tries).toBe(2);
      const topics = await textsOf(page, ".unit-record-title");
      expect(topics.filter((topic) => topic === "没有网络时写的记录").length).toBe(1);
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>("ul.photos img")?.naturalWidth === 1);
      await page.reload();
      await waitForText(page, "section[aria-labelledby=unit-records] ul", "没有网络时写的记录");
      expect((await textsOf(page, ".unit-record-title")).filter((topic) => topic === "没有网络时写的记录").length).toBe(1);
      await close();
    }, 120_000);
});

import type { Page } from "puppeteer-core";
import { describe, expect, test } from "vitest";
import type { NoteList } from "../../functions/notes/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, staffSession, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess } from "../support/server-process.ts";
import { axeFindings, openWorkbench, press } from "../support/workbench.ts";

const PASSWORD = "notes password 5";
const phone = { width: 360, height: 740 };

const write = async (page: Page, text: string) => {
  const area = await find(page, "textarea[name=text]");
  await area.focus();
  await area.evaluate((node) => (node as HTMLTextAreaElement).setSelectionRange(1e6, 1e6));
  await page.keyboard.type(text);
};
/** One's notes of the present month, as the server has them. */
const ownNotes = async (url: string, login: string) => {
  const call = await staffSession(url, login, PASSWORD);
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  return (await call<NoteList>("GET", `/api/staff/notes?month=${month}`)).items;
};

describe.runIf(installedBrowsers("study notes without a line").includes("chromium"))("without a line, in Chromium", () => {
  test("the screens open, a note waits on the device through a reload, and is sent exactly once when the line is back", async () => {
    const dataDir = newDataDir();
    const settings = { DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD };
    let server = await startServerProcess(settings);
    const browser = await launch("chromium");
    try {
      const { page, faults, close } = await openWorkbench(browser, server.url, "cadre", PASSWORD, { path: "/notes", ...phone });
      await waitForText(page, ".note-progress", "目标");
      const before = await ownNotes(server.url, "cadre");
      // The worker keeps the page and the files, also that of the editor, which was not open yet.
      await page.waitForFunction(
        async () => {
          const names = (await (await caches.open("gxjt-staff")).keys()).map(({ url }) => url);
          return navigator.serviceWorker.controller !== null && names.some((name) => name.includes("editor-screen"));
        },
        { timeout: 15_000 },
      );
      const { port } = new URL(server.url);
      await server.stop();

      await page.reload();
      await waitForText(page, "main h1", "学习笔记");
      await waitForText(page, ".banner", "网络不通");
      await press(page, "写学习笔记");
      await write(page, "在村里没有信号，先记下来。");
      await waitForText(page, ".note-bar", "存在本机");
      await press(page, "返回");
      await waitForText(page, "#main .badge", "存在本机");
      await page.reload();
      await waitForText(page, "#main .badge", "存在本机");
      // Once more open, the words are there.
      await click(page, "section[aria-labelledby=on-device] .note-link");
      expect(await (await find(page, "textarea")).evaluate((area) => (area as HTMLTextAreaElement).value)).toBe(
        "在村里没有信号，先记下来。",
      );
      await press(page, "返回");
      await waitForText(page, "#main .badge", "存在本机");
      expect(await axeFindings(page)).toEqual([]);

      server = await startServerProcess({ ...settings, PORT: port });
      await page.waitForFunction(() => !document.querySelector("#on-device"), { timeout: 20_000 });
      await waitForText(page, ".note-link", "日的笔记");
      await page.reload();
      await waitForText(page, ".note-link", "日的笔记");
      const after = await ownNotes(server.url, "cadre");
      expect(after.length - before.length).toBe(1);
      expect(after.filter(({ characters }) => characters === 13)).toHaveLength(1);

      // Once more: the page is closed without a line, and opened on another screen when there is one.
      await press(page, "写学习笔记");
      await find(page, "textarea");
      await server.stop();
      await write(page, "第二次也没有信号。");
      await waitForText(page, ".note-bar", "存在本机");
      await page.goto("about:blank");
      server = await startServerProcess({ ...settings, PORT: port });
      await page.goto(`${server.url}/staff/#/today`);
      await waitForText(page, "main h1", "今日");
      await expect.poll(async () => (await ownNotes(server.url, "cadre")).length - before.length, { timeout: 15_000 }).toBe(2);
      expect((await ownNotes(server.url, "cadre")).filter(({ characters }) => characters === 9)).toHaveLength(1);
      expect(faults).toEqual([]);
      await close();
    } finally {
      await browser.close();
      await server.stop();
      removeDataDir(dataDir);
    }
  }, 90_000);
});

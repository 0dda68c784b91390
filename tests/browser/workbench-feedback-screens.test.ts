import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FeedbackQueue } from "../../functions/feedback/staff.contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { staffSession, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "feedback screens password 5";

describe.each(installedBrowsers("the screens of feedback").filter((name) => name === "chromium"))(
  "the screens of feedback in %s",
  (name) => {
    const dataDir = newDataDir();
    let server: ServerProcess;
    let browser: Browser;
    const open: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
      browser = await launch(name);
    }, 120_000);
    afterAll(async () => {
      for (const close of open) await close();
      await browser?.close();
      await server?.stop();
      removeDataDir(dataDir);
    });
    async function desk(login: string, path: string, size: { width?: number; height?: number } = {}) {
      const { page, faults, close } = await openWorkbench(browser, server.url, login, PASSWORD, { path, ...size });
      open.push(close);
      return { page, faults };
    }

    test("every screen is clean for axe-core and never scrolls sideways, on the desk and on the phone, in large print too", async () => {
      const editor = await staffSession(server.url, "editor", PASSWORD);
      const waiting = await editor<FeedbackQueue>("GET", "/api/staff/feedback?state=answered");
      const about = waiting.items.find((record) => record.material)!;
      for (const size of [{}, { width: 360, height: 740 }]) {
        const { page, faults } = await desk("editor", "/feedback", size);
        for (const path of [
          "/feedback",
          "/feedback?state=answered",
          "/feedback?state=merged",
          `/feedback/${about.id}`,
          "/feedback/templates",
        ]) {
          await openScreen(
            page,
            path,
            path.includes("templates") ? "答复模板" : path.includes("?") || path === "/feedback" ? "意见反馈" : "处理反馈",
          );
          await page.waitForFunction(() => !document.querySelector("main .spinner"), { timeout: 30_000 });
          expect([path, await axeFindings(page), await overflow(page)]).toEqual([path, [], 0]);
        }
        await press(page, "大字");
        expect(await overflow(page)).toBe(0);
        await press(page, "大字");
        if (size.width) {
          await openScreen(page, `/feedback/${about.id}`, "处理反馈");
          await press(page, "资料原文");
          await waitForText(page, ".material-pane h2", about.materialTitle!);
          expect(await overflow(page)).toBe(0);
        }
        expect(faults).toEqual([]);
      }
      const unit = await desk("unit", "/feedback/own");
      await waitForText(unit.page, "main", "答复：");
      expect(await axeFindings(unit.page)).toEqual([]);
      await openScreen(unit.page, "/feedback", "").catch(() => undefined);
      await waitForText(unit.page, "main", "您没有权限看这一页");
    }, 90_000);
  },
);

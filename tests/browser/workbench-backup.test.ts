import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, HTTPRequest, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unzipTo } from "../../functions/files/zip-reader.ts";
import { command, treeOf } from "../backup/support.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { find, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "backup password 7";
const files = mkdtempSync(join(tmpdir(), "gxjt-downloads-"));
afterAll(() => rmSync(files, { recursive: true, force: true }));

/** Presses the button that downloads, and waits for the whole file. */
async function downloaded(page: Page, what: () => Promise<void>): Promise<string> {
  const folder = mkdtempSync(join(files, "one-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
    browserContextId: (page.browserContext() as unknown as { id?: string }).id,
  } as never);
  await what();
  const until = Date.now() + 60_000;
  for (;;) {
    const whole = readdirSync(folder).find((name) => name.endsWith(".zip"));
    if (whole) return join(folder, whole);
    if (Date.now() > until) throw new Error(`nothing was downloaded; there is ${readdirSync(folder).join(", ")}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

describe.each(installedBrowsers("backup in the workbench"))("in %s, backup", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("is made by a button, checked, downloaded, and restored elsewhere it is the same, byte for byte", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/backup" });
    await waitForText(page, ".state-title", "还没有备份");
    expect(await axeFindings(page)).toEqual([]);
    await press(page, "立即备份");
    // A job does the work, on a busy machine in its own time.
    await waitForText(page, ".toast", "备份已完成", 60_000);
    await waitForText(page, "table.data", "还没有检查");
    await press(page, "检查最近一次备份");
    await waitForText(page, ".badge", "完好", 60_000);
    expect(await axeFindings(page)).toEqual([]);

    // Where Firefox saves is not ours to say.
    if (name === "firefox") return close();
    const zip = await downloaded(page, async () => {
      await press(page, "下载", "table.data");
      await waitForText(page, "dialog", "不要用微信传送");
      await press(page, "下载", "dialog");
    });
    const sum = await textOf(page, ".backup-sum");
    const { createHash } = await import("node:crypto");
    expect(createHash("sha256").update(readFileSync(zip)).digest("hex")).toBe(sum);
    await unzipTo(zip, join(files, "unpacked"));
    const DATA_DIR = join(files, "data");
    expect(await command("restore", [zip], { DATA_DIR })).toMatchObject({ code: 0 });
    expect(await command("backup", [join(files, "again")], { DATA_DIR })).toMatchObject({ code: 0 });
    expect(treeOf(join(files, "again"))).toEqual(treeOf(join(files, "unpacked")));
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  // Of lesser weight: once is enough.
  const once = name === "chromium" ? test : test.skip;
  once(
    "that was damaged on the disk is found out by the check, and each problem is named in Chinese",
    async () => {
      const folder = join(dataDir, "files/bundles");
      const zip = join(folder, readdirSync(folder)[0]!, "zip");
      const bytes = readFileSync(zip);
      writeFileSync(zip, bytes.subarray(0, bytes.length - 100));
      const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/backup" });
      await press(page, "检查最近一次备份");
      await waitForText(page, ".badge", "发现 2 个问题", 60_000);
      await press(page, "查看问题");
      await waitForText(page, "dialog", "这份备份不能用来恢复");
      expect(await textsOf(page, ".backup-problems li")).toEqual([
        expect.stringMatching(/^文件 干训讲堂备份-.*与备份时不一致，已损坏或被改动。$/),
        "压缩包已损坏，无法打开。",
      ]);
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await press(page, "删除", "table.data");
      await waitForText(page, "dialog", "不能找回");
      await press(page, "删除", "dialog");
      await waitForText(page, ".state-title", "还没有备份");
      expect(existsSync(zip)).toBe(false);
      await close();
    },
    120_000,
  );

  once(
    "is not unlearnt from a late answer; one that did not finish is told with what to do, the restore with its exact commands",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/today" });
      const at = "2026-11-24T01:00:00.000Z";
      const made = { id: "a", kind: "backup", fileName: "备份.zip", at, name: "管理员", bytes: 5, sha256: "0".repeat(64) };
      const run = { what: "check", state: "running", name: "管理员", at, bytes: 5 };
      const before = { items: [made], run, keep: 7 };
      const after = { items: [{ ...made, checked: { at, problems: [], more: 0 } }], run: { ...run, state: "done" }, keep: 7 };
      const failed = { items: [], run: { ...run, what: "backup", state: "failed", problem: "disk-full" }, keep: 7 };
      let asked = 0;
      let late: HTTPRequest | undefined;
      let broken = false;
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        const list = /\/api\/staff\/(backups|archives)$/.exec(request.url())?.[1];
        if (!list) return void request.continue();
        if (list === "backups") asked += 1;
        // The second answer about backups is on its way while archives and a third one tell the end.
        if (list === "backups" && asked === 2) return void (late = request);
        const now = broken ? failed : late ? after : before;
        const answer = list === "archives" ? { ...now, items: [] } : now;
        return void request.respond({ contentType: "application/json", body: JSON.stringify(answer) });
      });
      await openScreen(page, "/backup", "备份与归档");
      await waitForText(page, ".badge", "完好");
      await late!.respond({ contentType: "application/json", body: JSON.stringify(before) }).catch(() => undefined);
      await new Promise((done) => setTimeout(done, 300));
      expect(await textsOf(page, ".backup-check .badge")).toEqual(["完好"]);

      broken = true;
      await openScreen(page, "/today", "今日");
      await openScreen(page, "/backup", "备份与归档");
      await waitForText(
        page,
        "[role=alert].card",
        "2026-11-24 09:00 的备份没有完成。磁盘空间不足，没有完成。请清理磁盘或删除旧备份后再做一次。",
      );
      await page.click(".backup summary");
      await waitForText(page, ".backup-restore", "npm run restore -- 备份文件.zip --dry-run");
      await waitForText(page, ".backup-restore", "npm run restore -- 备份文件.zip --replace");
      await close();
    },
    120_000,
  );

  once(
    "is no business of the 部领导, but the yearly archive is; it downloads",
    async () => {
      const { page, faults, close } = await openWorkbench(browser, server.url, "director", PASSWORD, { path: "/backup" });
      await waitForText(page, "main h2", "年度归档");
      expect(await textsOf(page, "main h2")).toEqual(["年度归档"]);
      await press(page, "生成归档");
      await waitForText(page, ".toast", "年归档已完成", 60_000);
      const zip = await downloaded(page, () => press(page, "下载", "table.data"));
      await unzipTo(zip, join(files, "archive"));
      expect(readdirSync(join(files, "archive"))).toContain("index.html");
      expect(await axeFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );

  once(
    "fits a phone, and 200 % of a usual screen",
    async () => {
      const { page, close } = await openWorkbench(browser, server.url, "admin", PASSWORD, { path: "/backup", width: 360 });
      await find(page, ".backup");
      await waitForText(page, "main", "怎样保管备份");
      expect(await overflow(page)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      await page.setViewport({ width: 683, height: 384 });
      expect(await overflow(page)).toBe(0);
      await close();
    },
    120_000,
  );
});

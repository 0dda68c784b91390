import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "puppeteer-core";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press, told } from "../support/workbench.ts";

const PASSWORD = "reminders password 7";
const KEY = "a-key-that-never-comes-back";

describe.each(installedBrowsers("reminders").slice(0, 1))("in %s, reminders", (name) => {
  const dataDir = newDataDir();
  const received: string[] = [];
  let answer = '{"errcode":0,"errmsg":"ok"}';
  const mails: string[] = [];
  let robots: Server;
  let post: SMTPServer;
  let server: ServerProcess;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    robots = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      request.on("end", () => {
        received.push(text);
        response.end(answer);
      });
    });
    await new Promise<void>((done) => robots.listen(0, "127.0.0.1", done));
    const origin = `http://127.0.0.1:${(robots.address() as AddressInfo).port}`;
    address = `${origin}/cgi-bin/webhook/send?key=${KEY}`;
    post = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, session, done) => {
        stream.resume();
        stream.on("end", () => {
          mails.push(...session.envelope.rcptTo.map((to) => to.address));
          done();
        });
      },
    });
    const listening = post.listen(0, "127.0.0.1");
    await new Promise((done) => listening.once("listening", done));
    const mail = { SMTP_URL: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, SMTP_FROM: "column@example.gov.cn" };
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, REMINDER_HOSTS: origin, ...mail });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    robots?.close();
    post?.close();
    removeDataDir(dataDir);
  });

  test("the administrator adds a robot, tests it, changes it and takes it away", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/reminders", "提醒");
    await waitForText(page, "main .state-title", "还没有提醒渠道");
    expect(await axeFindings(page)).toEqual([]);

    await press(page, "添加渠道");
    await type(page, "dialog input[name=name]", "㛃𠮷工作群");
    await type(page, "dialog input[name=address]", "https://evil.test/cgi-bin/webhook/send?key=1");
    await press(page, "保存", "dialog .dialog-foot");
    await waitForText(page, "dialog .field-error", "完整的 Webhook 地址");
    expect(await axeFindings(page)).toEqual([]);
    await page.$eval("dialog input[name=address]", (input) => {
      input.value = "";
    });
    await type(page, "dialog input[name=address]", address);
    await click(page, "dialog input[name=kind-holidays]");
    await press(page, "保存", "dialog .dialog-foot");
    await waitForText(page, "main h3", "㛃𠮷工作群");
    expect(await page.evaluate(() => document.documentElement.innerHTML)).not.toContain(KEY);

    await press(page, "发送测试");
    await waitForText(page, "main .good-note", "测试消息已发出");
    const sent = received.map((text) => (JSON.parse(text) as { text: { content: string } }).text.content);
    expect(sent.some((text) => text.startsWith("【干训讲堂】测试提醒\n收到这条消息，说明“㛃𠮷工作群”可以用了。"))).toBe(true);
    answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
    await press(page, "发送测试");
    await waitForText(page, "main .form-error", "机器人不存在，或者已被停用、删除");

    await press(page, "修改");
    expect(await (await find(page, "dialog input[name=address]")).evaluate((input) => (input as HTMLInputElement).value)).toBe("");
    await click(page, "dialog input[name=on]");
    await press(page, "保存", "dialog .dialog-foot");
    await waitForText(page, "main .badge", "停用");
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewport({ width: 360, height: 740 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.setViewport({ width: 1366, height: 768 });

    await press(page, "删除");
    await press(page, "删除", "dialog .dialog-foot");
    await waitForText(page, "main .state-title", "还没有提醒渠道");
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test("mail goes to whom the administrator has named, by the operator's server", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/reminders", "提醒");
    await press(page, "添加渠道");
    await page.select("dialog select[name=kind]", "mail");
    await type(page, "dialog input[name=name]", "编辑信箱");
    await type(page, "dialog textarea[name=recipients]", "zhang@example.gov.cn，li@example.gov.cn");
    await press(page, "保存", "dialog .dialog-foot");
    await waitForText(page, "main h3", "编辑信箱");
    await press(page, "发送测试");
    await waitForText(page, "main .good-note", "测试消息已发出");
    expect(mails).toEqual(["zhang@example.gov.cn", "li@example.gov.cn"]);
    await press(page, "删除");
    await press(page, "删除", "dialog .dialog-foot");
    await waitForText(page, "main .state-title", "还没有提醒渠道");
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test("a reminder that did not get through is on the first screen, tells why, and goes out again", async () => {
    answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
    const { page, faults, close } = await openWorkbench(browser, server.url, "admin", PASSWORD);
    await openScreen(page, "/settings/reminders", "提醒");
    await press(page, "添加渠道");
    await type(page, "dialog input[name=name]", "工作群");
    await type(page, "dialog input[name=address]", address);
    await click(page, "dialog input[name=kind-materials]");
    await press(page, "保存", "dialog .dialog-foot");
    await waitForText(page, "main h3", "工作群");
    await page.evaluate(async () => {
      for (const job of ["make-reminders", "send-reminders", "send-reminders", "send-reminders"])
        await fetch(`/api/staff/jobs/${job}`, { method: "POST" });
    });
    const hour = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(11, 16);
    const works = await page.evaluate(async () => ((await (await fetch("/api/staff/today")).json()) as { workingDay: boolean }).workingDay);
    // Before 08:30 in Beijing and on days off there is nothing to be sent; the outbox's own test holds that with a moved clock.
    if (works && hour >= "08:31") {
      await openScreen(page, "/today", "今日");
      await press(page, "发送失败的提醒");
      await waitForText(page, "main h2", "没有发出去的提醒");
      await waitForText(page, "main .badge", "发送失败");
      expect((await textsOf(page, "main li p")).join("")).toContain("机器人不存在");
      expect(await axeFindings(page)).toEqual([]);
      answer = '{"errcode":0}';
      received.length = 0;
      await press(page, "重新发送");
      await told(page, "一分钟内重新发送");
      await page.evaluate(() => fetch("/api/staff/jobs/send-reminders", { method: "POST" }));
      expect(received[0]).toContain("【干训讲堂】");
    }
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test("an editor is told whose business it is", async () => {
    const { page, faults, close } = await openWorkbench(browser, server.url, "editor", PASSWORD);
    await openScreen(page, "/settings/reminders", "提醒");
    await waitForText(page, "main .state-title", "提醒渠道由系统管理员管理");
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 60_000);
});

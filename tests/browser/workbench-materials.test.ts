import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MaterialRecord } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, overflow, press } from "../support/workbench.ts";

const PASSWORD = "materials password 7";
type Session = Awaited<ReturnType<typeof staffSession>>;

/** A draft as the editor's screen would save it. */
const draft = (session: Session, title: string, body = `<p>${title}的正文。</p>`, more: object = {}) =>
  session<MaterialRecord>("POST", "/api/staff/materials", { title, category: "调研文章", body, ...more });

const take = (session: Session, { id, version }: MaterialRecord, step: string, body: object = {}) =>
  session<MaterialRecord>("POST", `/api/staff/materials/${id}/${step}`, { version, ...body });

/** Opens a record from the list, as a person finds it: by its state and its title. */
async function openFromList(page: Page, tab: string, title: string): Promise<void> {
  await openScreen(page, "/materials", "资料");
  const href = await page.waitForFunction(
    (label) =>
      Array.from(document.querySelectorAll<HTMLAnchorElement>(".tabs a"))
        .find((link) => link.textContent?.startsWith(label))
        ?.getAttribute("href"),
    {},
    tab,
  );
  await page.evaluate((target) => void (location.hash = target), ((await href.jsonValue()) as string).slice(1));
  await type(page, "input[name=q]", title.slice(0, 6));
  await waitForText(page, "tbody th a", title);
  await press(page, title, "tbody");
  await waitForText(page, "main h1", title);
}

async function answerReason(page: Page, reason: string, action: string): Promise<void> {
  await type(page, "dialog textarea[name=reason]", reason);
  await press(page, action, "dialog");
}

describe.each(installedBrowsers("the workbench's materials"))("in %s, the materials of the workbench", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  const sessions: Record<string, Session> = {};
  const open = (login: string, more: object = {}) => openWorkbench(browser, server.url, login, PASSWORD, more);
  const chromiumOnly = test.runIf(name === "chromium");

  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    for (const login of ["admin", "cadre", "editor", "director"]) sessions[login] = await staffSession(server.url, login, PASSWORD);
    await sessions["admin"]!("PUT", "/api/staff/settings/words", { version: 0, words: ["内部资料"] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("a material goes from its provider over review and signature to the portal, and is withdrawn with a reason", async () => {
    const title = "建设学习型机关的三点体会";
    const made = await draft(sessions["cadre"]!, title, "<p>带来了<strong>内部</strong>资料，大家读了。</p>");
    const cadre = await open("cadre");
    await openFromList(cadre.page, "草稿", title);
    await press(cadre.page, "提供，交去审查");
    // A word of the list stands in the text: no step without a reason.
    await press(cadre.page, "提供", "dialog");
    await waitForText(cadre.page, "dialog .field-error", "请写明理由");
    expect(await axeFindings(cadre.page)).toEqual([]);
    await type(cadre.page, "dialog textarea[name=overrule]", "公开发表过的说法");
    await press(cadre.page, "提供", "dialog");
    await waitForText(cadre.page, ".steps", "这份资料是您提供的，保密审查要由其他人来做");
    expect(await textsOf(cadre.page, ".steps button")).toEqual([]);

    const editor = await open("editor");
    await openFromList(editor.page, "待审查", title);
    await waitForText(editor.page, ".warnings", "带来了内部资料");
    await waitForText(editor.page, ".taken", "保留词表中的词，理由：公开发表过的说法");
    expect(await axeFindings(editor.page)).toEqual([]);
    expect(await overflow(editor.page)).toBe(0);
    await press(editor.page, "审查通过");
    // The reason that was given is offered again; whoever passes it stands by it.
    await press(editor.page, "通过", "dialog");
    await waitForText(editor.page, ".steps", "您已做过保密审查，签发要由另一个人来做");

    const director = await open("director");
    await openFromList(director.page, "待签发", title);
    await press(director.page, "签发");
    await press(director.page, "签发", "dialog");
    await waitForText(director.page, ".state-badges", "已发布");
    expect((await textsOf(director.page, ".stepper li.done b")).map((text) => text.trim())).toEqual(["提供", "保密审查", "签发"]);
    await waitForText(director.page, ".stepper", "演示干部");
    const portal = await fetch(`${server.url}/column/${made.id}`);
    expect([portal.status, (await portal.text()).includes(title)]).toEqual([200, true]);
    expect(await (await find(director.page, `a[href="/column/${made.id}"]`)).evaluate((link) => link.textContent)).toContain("看公开页");

    await press(director.page, "撤回");
    await press(director.page, "撤回", "dialog");
    await waitForText(director.page, "dialog .field-error", "请写明原因");
    await answerReason(director.page, "数字有误", "撤回");
    await waitForText(director.page, ".state-badges", "已撤回");
    await waitForText(director.page, ".taken-note", "数字有误");
    expect((await fetch(`${server.url}/column/${made.id}`)).status).toBe(404);
    for (const { faults, close } of [cadre, editor, director]) {
      expect(faults).toEqual([]);
      await close();
    }
  }, 90_000);

  test("versions: what was changed is marked, an earlier one is brought back, and both can be read by ear", async () => {
    const title = "从村级民主治理看基层";
    const cadre = sessions["cadre"]!;
    const first = await draft(cadre, title, "<p>全镇共有 12 个村。会议开了两次。</p>");
    await sessions["editor"]!("PUT", `/api/staff/materials/${first.id}`, {
      version: first.version,
      title,
      category: "调研文章",
      body: "<p>全镇共有 14 个村。会议开了三次。</p>",
    });
    const { page, faults, close } = await open("editor");
    await openScreen(page, `/materials/${first.id}`, title);
    await press(page, "版本与比较");
    await waitForText(page, ".compare-text del", "12");
    const marked = async (tag: string) => textsOf(page, `.compare-text ${tag}`);
    expect(await marked("del")).toEqual(["删去：12。删去完。", "删去：两。删去完。"]);
    expect(await marked("ins")).toEqual(["新增：14。新增完。", "新增：三。新增完。"]);
    const lines = await page.$eval(".compare-text del", (node) => getComputedStyle(node).textDecorationLine);
    expect(lines).toBe("line-through");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await press(page, "恢复这一版");
    await press(page, "恢复这一版", "dialog");
    await waitForText(page, ".reading-body", "全镇共有 12 个村");
    await press(page, "版本与比较");
    await waitForText(page, ".version-line", "恢复自第 1 稿");
    expect(await textsOf(page, ".version-line b")).toEqual(["第 3 稿", "第 2 稿", "第 1 稿"]);
    // Any two can be chosen; the first and the third are the same.
    await page.select("select[name=from]", "r1");
    await waitForText(page, ".comparison", "两稿完全相同");
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  chromiumOnly(
    "a signature for a later moment waits, says so, and is taken back by a return",
    async () => {
      const title = "定时发布的辅导材料";
      const made = await draft(sessions["cadre"]!, title);
      const provided = await take(sessions["cadre"]!, made, "provide");
      const reviewed = await take(sessions["editor"]!, provided, "review");
      const { page, faults, close } = await open("director");
      await openScreen(page, `/materials/${reviewed.id}`, title);
      await press(page, "签发");
      await page.evaluate(() => document.querySelectorAll<HTMLInputElement>("dialog input[type=radio]")[1]!.click());
      await press(page, "定时签发", "dialog");
      await waitForText(page, "dialog .field-error", "请选择日期和时间");
      const setMoment = (value: string) =>
        page.$eval(
          "dialog input[name=publishAt]",
          (input, moment) => {
            input.value = moment;
            input.dispatchEvent(new Event("input", { bubbles: true }));
          },
          value,
        );
      await setMoment("2020-01-01T08:30");
      await press(page, "定时签发", "dialog");
      await waitForText(page, "dialog .field-error", "已经过去了");
      expect(await axeFindings(page)).toEqual([]);
      const day = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10);
      await setMoment(`${day}T08:30`);
      await press(page, "定时签发", "dialog");
      // Beijing time, whatever the zone of the machine.
      await waitForText(page, ".steps", `定于 ${day} 08:30（北京时间）自动发布`);
      const record = await sessions["director"]!<MaterialRecord>("GET", `/api/staff/materials/${made.id}`);
      expect(record.publishAt).toBe(`${day}T00:30:00.000Z`);
      await press(page, "退回");
      await answerReason(page, "改到下周", "退回");
      await waitForText(page, ".steps", "演示部领导退回了这份资料：改到下周");
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );

  chromiumOnly(
    "whoever takes a step on a record that has changed is shown what it is now, and nothing happens",
    async () => {
      const title = "两个人同时在办的资料";
      const provided = await take(sessions["cadre"]!, await draft(sessions["cadre"]!, title), "provide");
      const { page, faults, close } = await open("editor");
      await openScreen(page, `/materials/${provided.id}`, title);
      await find(page, ".stepper li.now");
      await take(sessions["director"]!, provided, "return", { reason: "先改标题" });
      await press(page, "审查通过");
      await press(page, "通过", "dialog");
      await waitForText(page, ".toast.error", "刚被别人改过");
      await waitForText(page, ".steps", "退回了这份资料：先改标题");
      expect((await sessions["editor"]!<MaterialRecord>("GET", `/api/staff/materials/${provided.id}`)).state).toBe("draft");
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );

  chromiumOnly(
    "a dead line loses no reason, and neither does a page that is closed over it",
    async () => {
      const title = "断网时退回的资料";
      const provided = await take(sessions["cadre"]!, await draft(sessions["cadre"]!, title), "provide");
      const { page, faults, close } = await open("editor");
      await openScreen(page, `/materials/${provided.id}`, title);
      await press(page, "退回");
      await page.setOfflineMode(true);
      await answerReason(page, "第三页的数字请再核一遍", "退回");
      await waitForText(page, "dialog .form-error", "网络不通");
      const typed = async () => (await find(page, "dialog textarea[name=reason]")).evaluate((area) => (area as HTMLTextAreaElement).value);
      expect(await typed()).toBe("第三页的数字请再核一遍");
      await page.setOfflineMode(false);
      await page.reload();
      await waitForText(page, "main h1", title);
      await press(page, "退回");
      expect(await typed()).toBe("第三页的数字请再核一遍");
      await press(page, "退回", "dialog");
      await waitForText(page, ".steps", "退回了这份资料：第三页的数字请再核一遍");
      // The button is gone; whoever works by keyboard goes on where its place is.
      await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "办理", { timeout: 30_000 });
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );

  chromiumOnly(
    "warns of a title that is there already and of a reprint that shows its title and link alone",
    async () => {
      const made = await draft(sessions["editor"]!, "创新 三题", "<p>转来的文字</p>", { origin: "reprint" });
      const { page, faults, close } = await open("editor");
      await openScreen(page, `/materials/${made.id}`, "创新 三题");
      await waitForText(page, ".warnings", "已经有同名的资料");
      expect((await textsOf(page, ".warnings a")).map((text) => text.trim())).toContain("创新三题");
      await waitForText(page, ".warnings", "公开页只显示标题和原文地址");
      await waitForText(page, ".warnings", "原文地址也是空的");
      await press(page, "创新三题", ".warnings");
      await waitForText(page, ".steps", "公开页上看得到");
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );

  chromiumOnly(
    "the list: tabs with counts, filters that stay in the address, cards on a phone, words for nothing found",
    async () => {
      await draft(sessions["cadre"]!, "只有一篇的题目");
      const { page, faults, close } = await open("editor", { path: "/materials" });
      await waitForText(page, ".tabs a", "已发布");
      await page.waitForFunction(() => Array.from(document.querySelectorAll(".tabs .count")).length === 5);
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await type(page, "input[name=q]", "只有一篇");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      expect(await page.evaluate(() => decodeURIComponent(location.hash))).toContain("q=只有一篇");
      await page.reload();
      await waitForText(page, "tbody th a", "只有一篇的题目");
      expect(await (await find(page, "input[name=q]")).evaluate((input) => (input as HTMLInputElement).value)).toBe("只有一篇");
      await click(page, "input[name=mine]");
      await waitForText(page, ".state-title", "没有符合条件的资料");
      await press(page, "看全部资料");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 20);
      expect(await (await find(page, "input[name=q]")).evaluate((input) => (input as HTMLInputElement).value)).toBe("");
      await page.select("select[name=category]", "讲课稿");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await page.setViewport({ width: 360, height: 740 });
      expect(await overflow(page)).toBe(0);
      expect(await textOf(page, "tbody td[data-label=状态]")).toContain("已发布");
      expect(await axeFindings(page)).toEqual([]);
      const id = (await page.$eval("tbody th a", (link) => link.getAttribute("href")))!.slice(1);
      for (const path of [id, `${id}/history`]) {
        await page.evaluate((target) => void (location.hash = target), path);
        await find(page, path === id ? ".reading" : ".version-line");
        expect(await overflow(page), path).toBe(0);
        expect(await axeFindings(page), path).toEqual([]);
      }
      await page.evaluate(() => document.documentElement.classList.add("large"));
      expect(await overflow(page)).toBe(0);
      await openScreen(page, "/materials/nothing-here", "资料");
      await waitForText(page, "main", "重试");
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );
});

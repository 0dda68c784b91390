import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FeedbackProgress, FeedbackReceipt, FormToken, PublicFeedbackList } from "../../functions/feedback/contract.ts";
import type { FeedbackQueue, FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import type { MaterialList } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, openScreen, openWorkbench, press } from "../support/workbench.ts";

const PASSWORD = "feedback desk password 5";
const OFFICE = "组织科";
const DETAIL = ".feedback-detail";

type Staff = Awaited<ReturnType<typeof staffSession>>;

describe.each(installedBrowsers("the workbench's feedback"))("feedback in %s", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let editor: Staff;
  let material: MaterialList["items"][number];
  const open: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    editor = await staffSession(server.url, "editor", PASSWORD);
    material = (await read<MaterialList>("/api/materials")).items[0]!;
    const about = { material: material.id };
    await handIn([
      { text: "提纲一例：希望把这一讲的提纲也放上来。", ...about },
      ...(name === "firefox"
        ? []
        : [
            { text: "批量甲：建议多发评论文章。" },
            { text: "批量乙：请回电。", name: "张三", contact: "13800000000" },
            { text: "批量丙：我的电话是 0453-7220000。" },
            { text: "合并一：学习资料的字太小，老同志看不清。", ...about },
            { text: "合并二：学习资料的字太小，老同志看不清楚。", ...about },
            { text: "退回一例：请问党费怎么交？" },
            { text: "留名一例：请联系我。", name: "王某某", contact: "长途台 114" },
            { text: "冲突一例：双周学习改到上午好不好？" },
            { text: "断线一例：村里网络不好。" },
            { text: "按键一例：甲。" },
            { text: "按键二例：乙。" },
          ]),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  const read = async <T>(path: string): Promise<T> => (await (await fetch(server.url + path)).json()) as T;

  /** Hands in as the portal's form does, a few seconds after each form was opened. 查询码 by the beginning of the text. */
  const codes = new Map<string, string>();
  async function handIn(all: { text: string; material?: string; name?: string; contact?: string }[]): Promise<void> {
    const forms = await Promise.all(all.map(async () => (await read<FormToken>("/api/feedback/form")).formToken));
    await new Promise((done) => setTimeout(done, 3_200));
    for (const [place, input] of all.entries()) {
      const body = JSON.stringify({ kind: "建议", consent: input.contact !== undefined, ...input, formToken: forms[place] });
      const headers = { "content-type": "application/json", origin: server.url };
      const answer = await fetch(`${server.url}/api/feedback`, { method: "POST", headers, body });
      expect(answer.status).toBe(201);
      codes.set(input.text.split("：")[0]!, ((await answer.json()) as FeedbackReceipt).code);
    }
  }
  const findRecord = async (text: string, state = "pending"): Promise<FeedbackRecord> => {
    const { items } = await editor<FeedbackQueue>("GET", `/api/staff/feedback?state=${state}&q=${encodeURIComponent(text)}`);
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  const step = (record: { id: string; version: number }, step: string, body: object = {}, by = editor) =>
    by<FeedbackRecord>("POST", `/api/staff/feedback/${record.id}/${step}`, { version: record.version, ...body });
  const progress = (code: string) => read<FeedbackProgress>(`/api/feedback/receipts/${code}`);

  async function desk(login: string, path: string, size: { width?: number; height?: number } = {}) {
    const { page, faults, close } = await openWorkbench(browser, server.url, login, PASSWORD, { path, ...size });
    open.push(close);
    return { page, faults };
  }
  const openRow = async (page: Page, text: string) => {
    await waitForText(page, ".queue .row-text", text);
    const rows = await page.$$(".queue a");
    for (const row of rows) if ((await row.evaluate((node) => node.textContent ?? "")).includes(text)) await row.click();
    await waitForText(page, `${DETAIL} .feedback-text`, text);
  };
  const closeAll = async () => {
    for (const close of open.splice(0)) await close();
  };

  test("a visitor's words are accepted, assigned, answered with a template beside the material, and public", async () => {
    const text = "提纲一例：希望把这一讲的提纲也放上来。";
    const code = codes.get("提纲一例");
    const { page, faults } = await desk("editor", "/feedback");
    await openRow(page, text);
    await waitForText(page, ".material-pane h2", material.title);
    await page.select(`${DETAIL} select[name=office]`, OFFICE);
    await press(page, "受理", DETAIL);
    await waitForText(page, `${DETAIL} .badge`, "已受理");
    await waitForText(page, ".notice", "已不在“待审”里");
    // The pressed button is gone; who works by keyboard stands at the top of the record.
    await page.waitForFunction(() => document.activeElement?.matches(".feedback-detail h2"));
    expect(await progress(code!)).toMatchObject({ state: "accepted", office: OFFICE });

    const lead = await desk("lead", "/feedback");
    await openRow(lead.page, text);
    expect(await textsOf(lead.page, `${DETAIL} .other-steps button`)).toEqual(["退回"]);
    await lead.page.select("select[name=template]", "建议已采纳");
    const box = await find(lead.page, "textarea[name=answer]");
    const filled = await box.evaluate((node) => (node as HTMLTextAreaElement).value);
    expect(filled).toContain(`您对《${material.title}》提出的建议已收悉`);
    expect(filled).not.toMatch(/[{}]/);
    await box.click();
    await lead.page.keyboard.down("Control");
    await lead.page.keyboard.press("End");
    await lead.page.keyboard.up("Control");
    await box.type("提纲已附在文后。");
    await press(lead.page, "答复并公开");
    await waitForText(lead.page, `${DETAIL} .answered`, "提纲已附在文后。");

    const { items } = await read<PublicFeedbackList>("/api/feedback");
    expect(items[0]).toMatchObject({ text, office: OFFICE, material: material.id });
    expect(items[0]!.answer).toContain("提纲已附在文后。");
    expect(await progress(code!)).toMatchObject({ state: "answered" });
    expect([...faults, ...lead.faults]).toEqual([]);
    await closeAll();
  }, 120_000);

  // The ways below run the same code in both browsers; one shows them.
  const rest = test.runIf(name === "chromium");

  rest(
    "many harmless ones are passed at once, and of each other it is said why not",
    async () => {
      const { page, faults } = await desk("editor", "/feedback?q=" + encodeURIComponent("批量"));
      await waitForText(page, ".bulk", "选中无疑问的（1）");
      for (const box of await page.$$(".queue input[type=checkbox]")) await box.click();
      await press(page, "批量受理（3）");
      await waitForText(page, "dialog h2", "批量受理 3 条");
      await press(page, "受理 3 条", "dialog");
      await waitForText(page, "dialog h2", "受理了 1 条，还有 2 条没有");
      const told = await textOf(page, "dialog ul");
      expect(told).toContain("留有姓名或联系方式");
      expect(told).toContain("可能有电话");
      await press(page, "知道了", "dialog");
      await page.waitForFunction(() => document.querySelectorAll(".queue li").length === 2, { timeout: 30_000 });
      expect((await findRecord("批量甲", "accepted")).steps[0]!.action).toBe("accept");
      expect(faults).toEqual([]);
      await closeAll();
    },
    120_000,
  );

  rest(
    "duplicates are merged, undone and merged again; the answer to one is shown under both 查询码, in public once",
    async () => {
      const texts = ["合并一：学习资料的字太小，老同志看不清。", "合并二：学习资料的字太小，老同志看不清楚。"];
      const second = codes.get("合并二");
      const { page, faults } = await desk("editor", "/feedback");
      await openRow(page, texts[1]!);
      const merge = async () => {
        await press(page, "合并", DETAIL);
        // The same material and nearly the same words: it is offered first.
        await waitForText(page, ".candidate:first-of-type", texts[0]!);
        expect(await axeFindings(page)).toEqual([]);
        await click(page, ".candidate input");
        await press(page, "合并到所选的一条", "dialog");
        await waitForText(page, `${DETAIL} .badge`, "已合并");
      };
      await merge();
      await press(page, "撤销合并", DETAIL);
      await waitForText(page, `${DETAIL} .badge`, "待审");
      await merge();
      expect(await progress(second!)).toMatchObject({ state: "pending", text: texts[1] });

      const target = await step(await findRecord("合并一"), "accept", { office: OFFICE });
      await openScreen(page, `/feedback?state=accepted&id=${target.id}`, "意见反馈");
      await waitForText(page, `${DETAIL} summary`, "一并答复的还有 1 条");
      await step(target, "answer", { office: OFFICE, answer: "已把正文改为大字。" });
      const shown = await progress(second!);
      expect(shown).toMatchObject({ state: "answered", text: texts[1] });
      expect(shown.answer).toBe("（与同类留言合并办理）\n已把正文改为大字。");
      const { items } = await read<PublicFeedbackList>("/api/feedback");
      expect(items.filter(({ text }) => text.startsWith("合并"))).toMatchObject([{ text: texts[0] }]);
      expect(faults).toEqual([]);
      await closeAll();
    },
    120_000,
  );

  rest(
    "a 组室 gives back what is not its own, with a reason that the editors read",
    async () => {
      await step(await findRecord("退回一例"), "accept", { office: OFFICE });
      const lead = await desk("lead", "/feedback");
      await openRow(lead.page, "退回一例");
      await press(lead.page, "退回", DETAIL);
      await press(lead.page, "退回", "dialog");
      await waitForText(lead.page, "dialog .field-error", "请写明理由");
      await type(lead.page, "dialog textarea", "归机关党委管");
      // The line fails in the very moment: the reason stays.
      await lead.page.setOfflineMode(true);
      await press(lead.page, "退回", "dialog");
      await waitForText(lead.page, "dialog .form-error", "网络不通");
      await lead.page.setOfflineMode(false);
      await press(lead.page, "退回", "dialog");
      await waitForText(lead.page, ".toasts", "已退回编辑");
      const { page } = await desk("editor", "/feedback?state=accepted");
      await openRow(page, "退回一例");
      expect(await textOf(page, ".queue li.current")).toContain("退回");
      await waitForText(page, `${DETAIL} .notice`, "演示组室负责人 退回：归机关党委管");
      await closeAll();
    },
    120_000,
  );

  rest(
    "contact details come on demand and leave their line in the audit log",
    async () => {
      const { id } = await findRecord("留名一例");
      const { page } = await desk("editor", "/feedback");
      await openRow(page, "留名一例");
      expect(await page.evaluate(() => document.body.textContent)).not.toContain("王某某");
      await waitForText(page, DETAIL, "查看会记入审计日志");
      await press(page, "查看联系方式", DETAIL);
      await waitForText(page, ".contact", "王某某");
      const director = await staffSession(server.url, "director", PASSWORD);
      const log = await director<{ items: { action: string; name: string }[] }>(
        "GET",
        `/api/staff/audit?object=${encodeURIComponent(`feedback#${id}`)}`,
      );
      expect(log.items.filter(({ action }) => action === "feedback.contact")).toMatchObject([{ name: "演示编辑" }]);
      // Gone when one comes back to it.
      await page.reload();
      await waitForText(page, DETAIL, "查看联系方式");
      expect(await page.evaluate(() => document.body.textContent)).not.toContain("王某某");
      await closeAll();
    },
    120_000,
  );

  rest(
    "two answers at once: the second person sees both and decides; nothing typed is lost, also without line or session",
    async () => {
      const accepted = await step(await findRecord("冲突一例"), "accept", { office: OFFICE });
      const { page } = await desk("editor", `/feedback?state=accepted&id=${accepted.id}`);
      const mine = "我写的答复：仍在星期五下午。";
      await type(page, "textarea[name=answer]", mine);
      await page.setOfflineMode(true);
      await press(page, "答复并公开");
      await waitForText(page, ".form-error", "网络不通");
      await page.setOfflineMode(false);
      const value = () => page.$eval("textarea[name=answer]", (node) => node.value);
      expect(await value()).toBe(mine);
      // A crash of the page loses nothing either.
      await page.reload();
      await waitForText(page, ".answer-form", "已恢复");
      expect(await value()).toBe(mine);

      const director = await staffSession(server.url, "director", PASSWORD);
      await step(accepted, "answer", { office: "办公室", answer: "部里的答复：不改。" }, director);
      await page.deleteCookie(...(await page.cookies()));
      await press(page, "答复并公开");
      await waitForText(page, "dialog h2", "登录");
      // Nobody is locked out of what is being written by pressing Escape again and again.
      for (let n = 0; n < 4; n++) {
        await page.keyboard.press("Escape");
        await find(page, "dialog[open]");
      }
      await type(page, "dialog input[name=password]", PASSWORD);
      await press(page, "登录", "dialog");
      await waitForText(page, "dialog h2", "别人也改了这一份");
      const both = await textsOf(page, "dialog .version-text");
      expect(both.slice(0, 2)).toEqual([mine, "部里的答复：不改。"]);
      expect(await axeFindings(page)).toEqual([]);
      await press(page, "全部用我的", "dialog");
      await waitForText(page, `${DETAIL} .answered`, mine);
      const after = await editor<FeedbackRecord>("GET", `/api/staff/feedback/${accepted.id}`);
      expect([after.answer, after.office]).toEqual([mine, OFFICE]);
      expect(after.steps[after.steps.length - 1]!.note).toBe("部里的答复：不改。");
      await closeAll();
    },
    120_000,
  );

  rest(
    "a step whose answer was lost on the way is taken once, and is no conflict with oneself",
    async () => {
      const { page } = await desk("editor", "/feedback");
      await openRow(page, "断线一例");
      const cookie = (await page.cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
      let lost = 0;
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        if (!request.url().endsWith("/accept") || lost++ > 0) return void request.continue();
        const headers = { "content-type": "application/json", origin: server.url, cookie };
        void fetch(request.url(), { method: "POST", headers, body: request.postData() ?? "" }).then(() => request.abort("connectionreset"));
      });
      await press(page, "受理", DETAIL);
      await waitForText(page, ".toasts", "网络不通");
      await press(page, "受理", DETAIL);
      await waitForText(page, `${DETAIL} .badge`, "已受理");
      await waitForText(page, ".toasts [role=status]", "已受理");
      expect((await findRecord("断线一例", "accepted")).version).toBe(2);
      await closeAll();
    },
    120_000,
  );

  rest(
    "keys work when wanted, never while typing, and can be turned off",
    async () => {
      const { page } = await desk("editor", "/feedback?q=" + encodeURIComponent("按键"));
      await waitForText(page, `${DETAIL} .feedback-text`, "按键一例");
      await page.keyboard.press("j");
      await new Promise((done) => setTimeout(done, 300));
      expect(await textOf(page, `${DETAIL} .feedback-text`)).toContain("按键一例");
      await click(page, "input[name=keys]");
      await page.keyboard.press("j");
      await waitForText(page, `${DETAIL} .feedback-text`, "按键二例");
      await page.keyboard.press("k");
      await waitForText(page, `${DETAIL} .feedback-text`, "按键一例");
      await page.keyboard.press("ArrowDown");
      await waitForText(page, `${DETAIL} .feedback-text`, "按键二例");
      await page.keyboard.press("ArrowUp");
      await waitForText(page, `${DETAIL} .feedback-text`, "按键一例");
      await page.keyboard.press("x");
      await waitForText(page, "dialog[open] h2", "不予公开");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !document.querySelector("dialog[open]"));
      await page.keyboard.press("?");
      await waitForText(page, "dialog[open] h2", "快捷键");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !document.querySelector("dialog[open]"));
      await type(page, "input[name=q]", "按键a");
      await waitForText(page, "main", "没有符合条件的反馈");
      expect((await findRecord("按键一例")).state).toBe("pending");
      await type(page, "input[name=q]", "按键");
      await waitForText(page, `${DETAIL} .feedback-text`, "按键一例");
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.press("a");
      await waitForText(page, `${DETAIL} .badge`, "已受理");
      await page.keyboard.press("r");
      await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).name === "answer");
      await page.reload();
      expect(await (await find(page, "input[name=keys]")).evaluate((node) => (node as HTMLInputElement).checked)).toBe(true);
      await closeAll();
    },
    120_000,
  );

  rest(
    "templates are kept by editors, with names that differ, and offered at the answer",
    async () => {
      const { page, faults } = await desk("editor", "/feedback/templates");
      await waitForText(page, "h1", "答复模板");
      await press(page, "新增模板");
      await type(page, "input[name=name-3]", "建议已采纳");
      await type(page, "textarea[name=text-3]", "{单位}，谢谢。");
      await press(page, "保存");
      await waitForText(page, ".field-error", "同名");
      await type(page, "input[name=name-3]", "简短致谢");
      await press(page, "保存");
      await waitForText(page, ".toasts", "模板已保存");
      expect(await axeFindings(page)).toEqual([]);
      const { templates } = await editor<{ templates: { name: string }[] }>("GET", "/api/staff/feedback/templates");
      expect(templates.map((template) => template.name)).toContain("简短致谢");
      expect(faults).toEqual([]);
      await closeAll();
    },
    120_000,
  );
});

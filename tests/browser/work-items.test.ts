import { strFromU8, unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActivityList } from "../../functions/activities/contract.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, fill, find, setDate, staffSession, textOf, textsOf, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, keepSaved, openScreen, openWorkbench, overflow, press, savedBytes, told } from "../support/workbench.ts";

const PASSWORD = "work items password 7";
const ITEMS = "/api/staff/work-items";
const day = (after: number) => chinaDay(Date.now() + after * DAY);

const plain = { members: [], target: "", rhythm: "monthly", unit: "", village: "", materials: [], feedback: [], milestones: [] };

describe.each(installedBrowsers("work items"))("in %s, work items", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });
  const open = (login: string, path: string, more = {}) => openWorkbench(browser, server.url, login, PASSWORD, { path, ...more });

  test("from the plan to 注销 by the delayed way: cadre, lead and director each on their screens", async () => {
    const title = `村级活动场所整修${name}`;
    // The cadre plans; what is typed is there again after leaving.
    const cadre = await open("cadre", "/work/items/new");
    await find(cadre.page, "input[name=title]");
    await fill(cadre.page, "input[name=title]", title);
    await fill(cadre.page, "textarea[name=target]", "三个村的活动室都能用");
    await setDate(cadre.page, "input[name=start]", day(-40));
    await setDate(cadre.page, "input[name=end]", day(3));
    await cadre.page.evaluate(() => void (location.hash = "/today"));
    await press(cadre.page, "离开", "dialog");
    await waitForText(cadre.page, "main h1", "今日");
    await openScreen(cadre.page, "/work/items/new", "新建工作项");
    expect(await (await find(cadre.page, "input[name=title]")).evaluate((node) => (node as HTMLInputElement).value)).toBe(title);
    expect(await axeFindings(cadre.page)).toEqual([]);
    await press(cadre.page, "列入草拟", "form");
    await waitForText(cadre.page, "main .facts", "草拟");
    const id = (await cadre.page.evaluate(() => location.hash)).split("/").at(-1)!;
    const asDirector = await staffSession(server.url, "director", PASSWORD);
    const read = () => asDirector<WorkItem>("GET", `${ITEMS}/${id}`);

    // The director sets it going.
    const director = await open("director", `/work/items/${id}`);
    await press(director.page, "开始推进", "main");
    await press(director.page, "开始推进", "dialog");
    await waitForText(director.page, "main .facts", "推进中");
    await waitForText(director.page, "main .facts", "快到期");
    expect(await axeFindings(director.page)).toEqual([]);

    // The cadre settles the account. Firefox takes input for the page in front only.
    await cadre.page.bringToFront();
    await openScreen(cadre.page, `/work/reports?item=${id}`, "报账");
    await fill(cadre.page, `textarea[name=done-${id}]`, "两个村已经完工");
    await fill(cadre.page, `textarea[name=problems-${id}]`, "第三个村等材料");
    expect(await axeFindings(cadre.page)).toEqual([]);
    await press(cadre.page, "一起报账（1 项）", "form");
    await waitForText(cadre.page, "main [role=status]", "刚才报了 1 项");
    expect((await read()).reports[0]).toMatchObject({ done: "两个村已经完工", problems: "第三个村等材料" });

    // Not finished: all three things, said beside the fields, and nothing typed is lost.
    await openScreen(cadre.page, `/work/items/${id}`, title);
    await press(cadre.page, "说明未完成", "main");
    await press(cadre.page, "记为未完成", "dialog");
    await waitForText(cadre.page, "dialog", "请写明为什么没有按时完成。");
    await waitForText(cadre.page, "dialog", "请写明下一步怎么推进。");
    await waitForText(cadre.page, "dialog", "请定一个新的完成时限。");
    await fill(cadre.page, "dialog textarea[name=reason]", "材料没有到");
    await fill(cadre.page, "dialog textarea[name=measures]", "改用本地材料，派人蹲点");
    await setDate(cadre.page, "dialog input[name=until]", day(1));
    await press(cadre.page, "记为未完成", "dialog");
    await waitForText(cadre.page, "dialog", `要晚于原来的时限`);
    await setDate(cadre.page, "dialog input[name=until]", day(30));
    expect(await axeFindings(cadre.page)).toEqual([]);
    await press(cadre.page, "记为未完成", "dialog");
    await waitForText(cadre.page, "main .facts", "未完成");
    expect(await textsOf(cadre.page, "main .facts s")).toEqual([day(3)]);
    await waitForText(cadre.page, "section[aria-labelledby=work-history]", "改用本地材料");

    // The director's screen is older than that: the step is refused, and what is legal is named.
    await director.page.bringToFront();
    await press(director.page, "注销", "main");
    await fill(director.page, "dialog textarea[name=result]", "都办完了");
    await press(director.page, "注销", "dialog");
    await told(director.page, "现在显示的是最新情况");
    await waitForText(director.page, "main .facts", "未完成");
    await press(director.page, "注销", "dialog");
    await told(director.page, "现在不能做这一步。现在您可以：");
    await press(director.page, "先不办", "dialog");

    // 督办 by the director, answered by the cadre.
    await press(director.page, "督办", "main");
    await fill(director.page, "dialog textarea[name=supervision]", "第三个村要盯紧");
    await setDate(director.page, "dialog input[name=answer-by]", day(5));
    await press(director.page, "发出督办", "dialog");
    await waitForText(director.page, "section[aria-labelledby=work-supervision]", "待答复");
    await cadre.page.bringToFront();
    await cadre.page.reload();
    await waitForText(cadre.page, "section[aria-labelledby=work-supervision]", "第三个村要盯紧");
    await fill(cadre.page, "section[aria-labelledby=work-supervision] textarea", "已派人蹲点，下周完工");
    await press(cadre.page, "答复", "section[aria-labelledby=work-supervision]");
    await waitForText(cadre.page, "section[aria-labelledby=work-supervision]", "答复：已派人蹲点");

    // It goes on and is closed with its result: struck through, read-only for everybody.
    await director.page.bringToFront();
    await director.page.reload();
    await press(director.page, "继续推进", "main");
    await press(director.page, "继续推进", "dialog");
    await waitForText(director.page, "main .facts", "推进中");
    await press(director.page, "注销", "main");
    // What was typed before the refusal is still there.
    expect(await (await find(director.page, "dialog textarea[name=result]")).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe(
      "都办完了",
    );
    await press(director.page, "注销", "dialog");
    await waitForText(director.page, "main", "只能查看，不能再改");
    expect(await director.page.$$eval("main [aria-label=办理] button", (nodes) => nodes.length)).toBe(0);
    expect(await read()).toMatchObject({ state: "closed", result: "都办完了", deadlines: [day(3)] });
    await openScreen(director.page, `/work?q=${encodeURIComponent(title)}`, "工作菜单");
    await waitForText(director.page, ".work-menu tbody th s", title);
    expect(await axeFindings(director.page)).toEqual([]);
    expect([...cadre.faults, ...director.faults]).toEqual([]);
    await cadre.close();
    await director.close();
  }, 120_000);

  test.runIf(name === "chromium")(
    "menu filtered and exported, A3, the month as Word and Excel, projects, villages, phone and zoom",
    async () => {
      const project = `=𠮷字头的项目${Date.now()}`;
      const asDirector = await staffSession(server.url, "director", PASSWORD);
      const make = async (more: object) => {
        const item = await asDirector<WorkItem>("POST", ITEMS, {
          ...plain,
          office: "干部科",
          owner: "p-cadre",
          start: day(-60),
          end: day(20),
          ...more,
        });
        return asDirector<WorkItem>("POST", `${ITEMS}/${item.id}/steps`, { step: "start", version: item.version });
      };
      const milestones = [
        { title: "制定方案", date: day(-30) },
        { title: "总结推广", date: day(15) },
      ];
      await make({ kind: "项目", title: project, members: ["p-cadre3"], milestones });
      const village = await make({ kind: "包村", title: "包联02村", unit: "shanshi", village: "山市镇02村" });
      const late = await make({ kind: "常规性", title: "说明过的", end: day(2) });
      await asDirector("POST", `${ITEMS}/${late.id}/steps`, {
        step: "delay",
        version: late.version,
        reason: "秋收忙",
        measures: "集中办",
        until: day(40),
      });

      const { page, faults, close } = await open("director", `/work?kind=%E9%A1%B9%E7%9B%AE&q=${encodeURIComponent(project)}`);
      await waitForText(page, ".work-menu tbody th a", project);
      expect(await textsOf(page, ".work-menu tbody tr:not(.work-group) th a")).toEqual([project]);
      await keepSaved(page);
      await press(page, "导出 Excel");
      const [menu] = (await readExcel(await savedBytes(page))) as unknown as { data: unknown[][] }[];
      expect(menu!.data.slice(1).map((row) => row.slice(0, 3))).toEqual([["干部科", `'${project}`, "项目"]]);

      await openScreen(page, "/work/print", "打印工作菜单");
      await find(page, ".work-paper .work-group");
      expect(await page.$(".work-paper a, .work-paper button")).toBeNull();
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true }));
      // A3 in landscape, in points.
      expect(/MediaBox\s*\[\s*0 0 (1190|1191)[.\d]* (841|842)/.test(pdf.toString("latin1"))).toBe(true);

      await openScreen(page, "/work/overview", "督办");
      await waitForText(page, "section[aria-labelledby=work-offices]", "干部科");
      expect(await page.$$eval("section[aria-labelledby=work-offices] thead button", (nodes) => nodes.length)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      await page.evaluate(() => Reflect.deleteProperty(window, "saved"));
      await press(page, "月度汇总（Word）", "main");
      await fill(page, "dialog input[name=department]", "市委组织部");
      await press(page, "生成 Word", "dialog");
      const word = strFromU8(unzipSync(await savedBytes(page))["word/document.xml"]!);
      for (const part of ["一、总体情况", "秋收忙", "集中办", "市委组织部"]) expect(word).toContain(part);
      await page.evaluate(() => Reflect.deleteProperty(window, "saved"));
      await press(page, "月度汇总（Excel）", "main");
      const sheets = (await readExcel(await savedBytes(page))) as unknown as { sheet: string; data: unknown[][] }[];
      expect(sheets.map(({ sheet }) => sheet)).toEqual(["汇报情况", "本月注销", "未完成", "下月到期"]);
      expect(sheets[2]!.data.flat()).toContain("秋收忙");

      await openScreen(page, "/work/projects", "项目");
      const row = await find(page, `.timeline a[aria-label^="${project}"]`);
      // By the keyboard, from the drawing into the project.
      await row.evaluate((node) => (node as SVGAElement).focus());
      await page.keyboard.press("Enter");
      await waitForText(page, "main h1", project);
      await press(page, "写目标责任", "main");
      await fill(page, "dialog textarea[name=responsibility]", "一人负责一个村");
      await press(page, "保存", "dialog");
      await waitForText(page, "section[aria-labelledby=work-responsibility]", "还没签");
      await openScreen(page, "/work/projects", "项目");
      await waitForText(page, "main table.data", "待签：演示干部、周宣讲（演示）");
      expect(faults).toEqual([]);
      await close();

      const phone = await open("cadre", "/work", { width: 375, height: 740 });
      const { page: small } = phone;
      await waitForText(small, ".work-menu tbody th a", project);
      for (const [path, title] of [
        ["/work", "工作菜单"],
        ["/work/reports", "报账"],
        ["/work/projects", "项目"],
        ["/work/villages", "包村"],
      ] as const) {
        await openScreen(small, path, title);
        await small.waitForFunction(() => !document.querySelector("main .spinner"));
        expect(await axeFindings(small), path).toEqual([]);
        expect(await overflow(small), path).toBeLessThanOrEqual(0);
      }
      await waitForText(small, ".work-villages", "山市镇12村");
      await click(small, `.work-villages a[href="#/work/items/${village.id}"]`);
      await waitForText(small, "main h1", "包联02村");
      // 200 % zoom of 1366 × 768.
      await small.setViewport({ width: 683, height: 384 });
      expect(await overflow(small)).toBeLessThanOrEqual(0);
      await openScreen(small, "/work", "工作菜单");
      await find(small, ".work-menu");
      expect(await overflow(small)).toBeLessThanOrEqual(0);
      expect(await textOf(small, "main h1")).toBe("工作菜单");
      expect(phone.faults).toEqual([]);
      await phone.close();
    },
    120_000,
  );

  test.runIf(name === "chromium")(
    "an item begins with a problem or with feedback, and its result is the draft of the answer",
    async () => {
      const asDirector = await staffSession(server.url, "director", PASSWORD);
      const { items: talks } = await asDirector<ActivityList>("GET", "/api/staff/activities?kind=%E5%BA%A7%E8%B0%88%E8%AE%A8%E8%AE%BA");
      const { id: talk, problems } = talks.find((one) => one.problems.some(({ text }) => text.includes("下基层时间")))!;
      const lead = await open("lead", `/work/items/new?activity=${talk}&problem=${problems[0]!.id}`);
      await waitForText(lead.page, "main .work-notice", "来自座谈讨论");
      expect(await lead.page.$eval("textarea[name=target]", (node) => node.value)).toBe(problems[0]!.text);
      expect(await lead.page.$eval("select[name=kind]", (node) => node.value)).toBe("整改");
      await lead.close();

      const { items: waiting } = await asDirector<{ items: { id: string }[] }>("GET", "/api/staff/feedback?state=accepted");
      const feedback = waiting[0]!.id;
      const source = { kind: "feedback", feedback };
      const dates = { start: day(-5), end: day(20) };
      const draft = await asDirector<WorkItem>("POST", ITEMS, {
        ...plain,
        kind: "整改",
        title: "改进办法",
        office: "组织科",
        owner: "p-lead",
        ...dates,
        source,
      });
      const going = await asDirector<WorkItem>("POST", `${ITEMS}/${draft.id}/steps`, { step: "start", version: draft.version });
      await asDirector("POST", `${ITEMS}/${draft.id}/steps`, { step: "close", version: going.version, result: "路灯已经全部修好" });
      const editor = await open("editor", `/feedback/${feedback}`);
      await waitForText(editor.page, "section[aria-label=工作项]", "路灯已经全部修好");
      await editor.page.waitForFunction(() =>
        document.querySelector<HTMLTextAreaElement>("textarea[name=answer]")?.value.includes("路灯已经全部修好"),
      );
      expect(await axeFindings(editor.page)).toEqual([]);
      expect([...lead.faults, ...editor.faults]).toEqual([]);
      await editor.close();
    },
    60_000,
  );
});

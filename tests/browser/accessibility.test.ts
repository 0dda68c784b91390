import { expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import { inEachBrowser } from "../support/embedding.ts";
import { click, fill, find, textOf, waitForText } from "../support/pages.ts";
import { pressTabUntil, type Stop } from "../support/keyboard.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "td > gxjt-feedback >>> ";
inEachBrowser("accessibility", (at) => {
  test("axe finds nothing in the widgets: list, search, nothing found, detail, form, errors, thanks, 查询, 答复公开", async () => {
    const { page } = await at.open();
    await page.goto(`${at.server.url}/`);
    await find(page, `${LIST}li h3 a`);
    expect(await violations(page, "gxjt-materials")).toEqual([]);
    expect(await violations(page, "gxjt-feedback")).toEqual([]);
    await click(page, `${LIST}li input[type=checkbox]`);
    await fill(page, `${LIST}input[type=search]`, "温水效应");
    await click(page, `${LIST}form[role=search] button`);
    await waitForText(page, `${LIST}h3 mark`, "温水效应");
    expect(await violations(page, "gxjt-materials")).toEqual([]);
    await fill(page, `${LIST}input[type=search]`, "毫不相干");
    await click(page, `${LIST}form[role=search] button`);
    await waitForText(page, `${LIST}[role=status]`, "没有找到");
    expect(await violations(page, "gxjt-materials")).toEqual([]);
    await click(page, `${LIST}[role=status] a`);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}.deeds`);
    await find(page, `${LIST}gxjt-feedback >>> textarea`);
    expect(await violations(page, "gxjt-materials")).toEqual([]);

    await fill(page, `${FORM}#name`, "某人");
    await click(page, `${FORM}form > button`);
    await find(page, `${FORM}#text-error`);
    await find(page, `${FORM}#consent-error`);
    expect(await violations(page, "td > gxjt-feedback")).toEqual([]);
    await fill(page, `${FORM}textarea`, "无障碍检查用的一条意见");
    await click(page, `${FORM}#consent`);
    await click(page, `${FORM}form > button`);
    await find(page, `${FORM}.thanks .code`);
    expect(await violations(page, "td > gxjt-feedback")).toEqual([]);
    const code = await textOf(page, `${FORM}.code`);
    await click(page, `${FORM}.tabs button:nth-child(2)`);
    await fill(page, `${FORM}#code`, "8F3K");
    await click(page, `${FORM}.ask button`);
    await find(page, `${FORM}#code-error`);
    expect(await violations(page, "td > gxjt-feedback")).toEqual([]);
    await fill(page, `${FORM}#code`, code);
    await click(page, `${FORM}.ask button`);
    await click(page, `${FORM}.progress .sure button`);
    await find(page, `${FORM}.progress [role=group]`);
    expect(await violations(page, "td > gxjt-feedback")).toEqual([]);
    await click(page, `${FORM}.tabs button:nth-child(3)`);
    await find(page, `${FORM}.figures`);
    expect(await violations(page, "td > gxjt-feedback")).toEqual([]);
    await page.close();
  });

  test("nor in 大字, at a width of 320", async () => {
    const { page } = await at.open({ width: 320, height: 640 });
    await page.goto(`${at.server.url}/portal/mobile.html`);
    await click(page, `${LIST}.top button`);
    await find(page, `${LIST}.top [aria-pressed=true]`);
    expect(await violations(page, "gxjt-materials")).toEqual([]);
    expect(await violations(page, "gxjt-feedback")).toEqual([]);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}.deeds`);
    expect(await violations(page, "gxjt-materials")).toEqual([]);
    await page.close();
  });

  test("nor on the plain pages and the pages of staff", async () => {
    const { page } = await at.open();
    const { items } = (await (await fetch(`${at.server.url}/api/materials`)).json()) as { items: { id: string }[] };
    const plain = ["", items[0]!.id, "?q=" + encodeURIComponent("毫不相干"), "feedback", "receipt", "answers", "no-such-page"];
    for (const path of [...plain.map((path) => `/column/${path}`), "/staff/set-up", "/staff/password"]) {
      await page.goto(at.server.url + path);
      expect(await violations(page), path).toEqual([]);
    }
    await page.close();
  });

  test("Tab, Space and Enter are enough: search, choose, open, and hand in a feedback, with the focus always in sight", async () => {
    const { page, faults } = await at.open({ width: 375, height: 740 });
    await page.goto(`${at.server.url}/portal/mobile.html`);
    await find(page, `${LIST}li h3 a`);
    const stops: Stop[] = [];
    const to = async (what: string) => void stops.push(...(await pressTabUntil(page, what)));
    const { keyboard } = page;

    await to("大字");
    await to("搜索标题与全文");
    await keyboard.type("冠军");
    await to("搜索");
    await keyboard.press("Enter");
    await waitForText(page, `${LIST}h3 mark`, "冠军");
    await to("加入学习包");
    await keyboard.press(" ");
    await waitForText(page, `${LIST}.bag`, "1 篇");
    await to("下载学习包");

    await to("我要反馈");
    await to("意见");
    await to("以谁的名义");
    await to("内容");
    await keyboard.type("只用键盘写的一条意见");
    await to("姓名");
    await to("联系方式");
    await keyboard.type("000-0000-0098");
    await to("我同意");
    await keyboard.press(" ");
    await to("提交");
    await keyboard.press("Enter");
    await waitForText(page, `${FORM}.code`, "-");
    // The reader's place is the code; from there on it goes on in order.
    await to("复制");
    await to("再写一条");

    expect(stops.filter(({ ring, seen }) => !ring || !seen)).toEqual([]);
    // In the order of reading: nothing jumps back but from the bottom of one widget to the top of the next.
    expect(stops.map(({ says }) => says)).not.toContain("请勿填写");
    expect(faults).toEqual([]);
    await page.close();
  });
});

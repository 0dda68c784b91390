import { expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import type { Embedding } from "../support/embedding.ts";
import { click, fill, find, textOf, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "td > gxjt-feedback >>> ";
/** What axe-core finds in each state of the widgets and on the plain pages. */
export function axeFindings(at: Embedding): void {
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

  test("nor in the frame that is pasted where scripts are not wanted", async () => {
    const { page } = await at.open();
    await page.goto(
      at.host.show("/framed", `<!doctype html><title>站</title><iframe title="干训讲堂" src="${at.server.url}/column/"></iframe>`),
    );
    const frame = await (await page.waitForSelector("iframe"))!.contentFrame();
    await frame.waitForSelector("li h3 a");
    expect(await violations(frame)).toEqual([]);
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
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "puppeteer-core";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import type { MaterialList } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { click, find, openPage, staffSession, textOf, textsOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const PASSWORD = "journey password 7";
const LIST = "gxjt-materials >>> ";
const FORM = "gxjt-materials >>> gxjt-feedback >>> ";
/** What the page itself says; over BiDi the driver does not hear of every change of the hash. */
const address = (page: Page) => page.evaluate(() => location.href);
const OWN_FORM = "td > gxjt-feedback >>> ";

describe.each(installedBrowsers("the whole way"))("on the demo portal in %s", (name) => {
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

  test("read, search, download, comment, moderate, answer, see the answer, withdraw", async () => {
    const views = async (query: string) => {
      const { items } = (await (await fetch(`${server.url}/api/materials?q=${encodeURIComponent(query)}`)).json()) as MaterialList;
      return items[0]!.counts.views;
    };
    const before = await views("温水效应");
    const { page, faults } = await openPage(browser);
    // Browsers keep public reads for up to a minute; here each step is to be seen at once.
    await page.setCacheEnabled(false);
    await page.goto(`${server.url}/`);

    // Read: the list, then one material; its address can be shared and survives a reload.
    await find(page, `${LIST}li h3 a`);
    expect(await textsOf(page, `${LIST}ul > li`)).toHaveLength(20);
    await type(page, `${LIST}input[type=search]`, "温水效应");
    await click(page, `${LIST}form[role=search] button`);
    await waitForText(page, `${LIST}h3 mark`, "温水效应");
    await click(page, `${LIST}li h3 a`);
    await waitForText(page, `${LIST}article .title`, "警惕“小节无害”");
    const shared = await address(page);
    expect(shared).toMatch(/\/#gxjt=[0-9a-z]+$/);
    await page.reload();
    await waitForText(page, `${LIST}article .title`, "警惕“小节无害”");
    const id = shared.split("=")[1]!;
    await expect.poll(() => views("温水效应"), { timeout: 8000 }).toBe(before + 1);

    // Download: a real address that gives a zip.
    const href = await (await find(page, `${LIST}.deeds a.main`)).evaluate((node) => (node as HTMLAnchorElement).href);
    const zip = await fetch(href);
    expect([zip.status, zip.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(
      Buffer.from(await zip.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");

    // Comment on this material, with rare characters.
    const words = `𠮷先生在${name}里说：“小节”一节写得好 ☺`;
    await click(page, `${FORM}input[value=提问]`);
    await type(page, `${FORM}textarea`, words);
    await type(page, `${FORM}#contact`, "000-0000-0099");
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}#consent-error`, "请勾选同意");
    await click(page, `${FORM}#consent`);
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}.code`, "-");
    const code = (await textOf(page, `${FORM}.code`)).trim();
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/);

    // Nobody but staff sees it yet.
    for (const path of [`/api/materials/${id}/feedback`, "/api/feedback", `/column/${id}`, "/column/answers"]) {
      const text = await (await fetch(server.url + path)).text();
      expect(text).not.toContain(words);
      expect(text).not.toContain("000-0000-0099");
    }

    // Moderate and answer.
    const editor = await staffSession(server.url, "editor", PASSWORD);
    const { items } = await editor<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending");
    const record = items.find(({ text }) => text === words)!;
    expect(record).toMatchObject({ kind: "提问", material: id, hasContact: true });
    const accepted = await editor<FeedbackRecord>("POST", `/api/staff/feedback/${record.id}/accept`, {
      version: record.version,
      office: "党员教育科",
    });
    await editor("POST", `/api/staff/feedback/${record.id}/answer`, {
      version: accepted.version,
      office: "党员教育科",
      answer: "谢谢您的来信。",
    });

    // See the answer, under the code and in public.
    await click(page, `${FORM}.tabs button:nth-child(2)`);
    await type(page, `${FORM}#code`, code.toLowerCase());
    await click(page, `${FORM}.ask button`);
    await waitForText(page, `${FORM}.progress .state`, "已答复");
    await waitForText(page, `${FORM}.progress .answer`, "谢谢您的来信。");
    // The server repeats a public answer for a second.
    await new Promise((done) => setTimeout(done, 1200));
    await page.goto(`${server.url}/?again#gxjt=${id}`);
    await waitForText(page, `${LIST}article`, "谢谢您的来信。");
    await waitForText(page, `${LIST}article`, words);
    const article = await textOf(page, `${LIST}article`);
    expect(article).not.toContain("000-0000-0099");
    for (const label of ["受理时间", "答复时间", "答复部门"]) expect(article).toContain(label);

    // Withdraw: gone at once, from the code and from the public.
    await click(page, `${OWN_FORM}.tabs button:nth-child(2)`);
    await type(page, `${OWN_FORM}#code`, code);
    await click(page, `${OWN_FORM}.ask button`);
    await click(page, `${OWN_FORM}.progress .sure button`);
    await click(page, `${OWN_FORM}.progress .sure button:not(.plain)`);
    await waitForText(page, `${OWN_FORM}[role=status] .note`, "撤回");
    await new Promise((done) => setTimeout(done, 1200));
    expect(await (await fetch(`${server.url}/api/materials/${id}/feedback`)).text()).not.toContain(words);
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);

  test("the back button leads from a material to the list, and the host's own hash is left alone", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/`);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}article`);
    await page.evaluate(() => history.back());
    await find(page, `${LIST}li h3 a`);
    expect((await address(page)).replace(/#$/, "")).toBe(`${server.url}/`);
    await page.goto(`${server.url}/?x#/host/route`);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}article`);
    expect(await address(page)).toBe(`${server.url}/?x#/host/route`);
    await page.close();
  }, 60_000);

  test("the keyboard alone opens a material and comes back", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/portal/mobile.html`);
    const first = await find(page, `${LIST}li h3 a`);
    await first.focus();
    await page.keyboard.press("Enter");
    await find(page, `${LIST}article`);
    const back = await find(page, `${LIST}.back a`);
    await back.focus();
    await page.keyboard.press("Enter");
    await find(page, `${LIST}li h3 a`);
    await page.close();
  }, 60_000);
});

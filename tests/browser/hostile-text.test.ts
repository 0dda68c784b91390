import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FeedbackReceipt, FormToken } from "../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import type { Material } from "../../functions/materials/contract.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { find, openPage, staffSession, textOf } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const PASSWORD = "hostile password 7";
const LIST = "gxjt-materials >>> ";

/** Texts that come to life where somebody forgets that they are text. The last one is harmless: its pages show how pages should be built. */
const corpus = [
  "</script><script>globalThis.harm=1</script>",
  "<img src=x onerror=globalThis.harm=1>",
  '"><svg onload=globalThis.harm=1>',
  "' autofocus onfocus='globalThis.harm=1",
  "</title></textarea></style><b>x</b>",
  "<!-- <![CDATA[ ]]> --!>",
  "&lt;b&gt;&amp;amp; %253Cb%253E \\u003cb\\u003e",
  "javascript:globalThis.harm=1",
  "{{7*7}}${7*7}<%=7*7%>",
  "行\u2028分\u2029隔\u0085符",
  "\u202e反向\u202c 零\u200b宽 𠮷䶮㛃 👨‍👩‍👧",
  "__proto__ constructor toString",
  "一篇平常的材料",
];

interface Published {
  id: string;
  text: string;
}

/** Each text as title, summary, author, source, question, body, feedback and answer of a material of its own. */
async function publishAll(url: string): Promise<Published[]> {
  const [cadre, editor, director] = await Promise.all(["cadre", "editor", "director"].map((login) => staffSession(url, login, PASSWORD)));
  const staff = { cadre: cadre!, editor: editor!, director: director! };
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const forms = await Promise.all(corpus.map(async () => (await (await fetch(`${url}/api/feedback/form`)).json()) as FormToken));
  const published: Published[] = [];
  for (const text of corpus) {
    const body = `<p>${escaped(text)}</p>`;
    const input = { title: text, summary: text, author: text, source: text, questions: [text], body, category: "新知识" };
    let record = await staff.cadre<Material>("POST", "/api/staff/materials", input);
    for (const [who, step] of [
      ["cadre", "provide"],
      ["editor", "review"],
      ["director", "sign"],
    ] as const)
      record = await staff[who]<Material>("POST", `/api/staff/materials/${record.id}/${step}`, { version: record.version });
    published.push({ id: record.id, text });
  }
  await new Promise((done) => setTimeout(done, 3100));
  for (const [place, { id, text }] of published.entries()) {
    const sent = { kind: "提问", text, material: id, formToken: forms[place]!.formToken };
    const answer = await fetch(`${url}/api/feedback`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(sent),
    });
    expect(((await answer.json()) as FeedbackReceipt).code).toBeTruthy();
  }
  const { items } = await staff.editor<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending");
  for (const { id, material } of items) {
    const text = published.find((one) => one.id === material)?.text;
    if (text === undefined) continue;
    const accepted = await staff.editor<FeedbackRecord>("POST", `/api/staff/feedback/${id}/accept`, { version: 1, office: "办公室" });
    await staff.editor("POST", `/api/staff/feedback/${id}/answer`, { version: accepted.version, office: "办公室", answer: text });
  }
  return published;
}

/** How a part of a page is built: its elements by name and attribute names, without what they say. */
async function skeletonOf(page: Page, selector: string): Promise<string> {
  return (await find(page, selector)).evaluate((root) => {
    const build = (node: Element): string => {
      const attributes = node
        .getAttributeNames()
        .filter((name) => name !== "style")
        .join(" ");
      return `<${node.localName} ${attributes}>${[...node.children].map(build).join("")}</>`;
    };
    return build(root);
  });
}

const textsIn = async (page: Page, selector: string, part: string): Promise<string[]> =>
  (await find(page, selector)).evaluate((root, part) => [...root.querySelectorAll(part)].map((node) => node.textContent ?? ""), part);

const harmDone = (page: Page) => page.evaluate(() => (globalThis as { harm?: number }).harm);

describe.each(installedBrowsers("hostile texts"))("in %s, texts that would like to be markup", (name) => {
  const dataDir = newDataDir();
  let server: ServerProcess;
  let browser: Browser;
  let published: Published[];
  beforeAll(async () => {
    server = await startServerProcess({ DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD });
    browser = await launch(name);
    published = await publishAll(server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    removeDataDir(dataDir);
  });

  test("stay texts in the list, in the widget and on the plain page", async () => {
    const { page, faults } = await openPage(browser);
    const titles = published.map(({ text }) => text).reverse();
    for (const [address, list] of [
      ["/column/", "main ul"],
      ["/portal/mobile.html", `${LIST}ul`],
    ] as const) {
      await page.goto(server.url + address);
      await find(page, `${list} h3 a`);
      for (const part of ["h3 a", ".sum"]) expect((await textsIn(page, list, part)).slice(0, corpus.length), part).toEqual(titles);
      const rows = await (
        await find(page, list)
      ).evaluate((node, count) => [...node.children].slice(0, count).map((row) => row.querySelectorAll("*").length), corpus.length);
      expect(new Set(rows).size, "rows are all built alike").toBe(1);
    }
    await page.goto(`${server.url}/column/?q=${encodeURIComponent("<img src=x onerror=globalThis.harm=1>")}`);
    expect(await page.$eval("input[type=search]", (node) => node.value)).toBe(corpus[1]);
    expect(await page.$$eval("main img, main [onerror]", (nodes) => nodes.length)).toBe(0);
    expect([await harmDone(page), faults]).toEqual([undefined, []]);
    await page.close();
  });

  test("stay texts in an opened material, its questions, its feedback and its answer", async () => {
    const { page, faults } = await openPage(browser);
    const parts = { title: ".title", text: ".text > p", question: ".questions li", answer: ".answer" };
    for (const base of ["widget", "plain page"]) {
      const article = base === "widget" ? `${LIST}article` : "article";
      let usual = "";
      for (const { id, text } of published.toReversed()) {
        await page.goto(base === "widget" ? `${server.url}/portal/mobile.html?${id}#gxjt=${id}` : `${server.url}/column/${id}`);
        await find(page, `${article} .answer`);
        for (const [part, selector] of Object.entries(parts)) {
          // What turns the direction of writing is taken out of a body when it comes in; it could show a name or a date falsely.
          // Control characters go too.
          const shown = part === "text" ? text.replace(/[\u202a-\u202e\u0080-\u009f]/g, "") : text;
          expect(await textsIn(page, article, selector), `${base}: ${part}`).toEqual([shown]);
        }
        expect(await textsIn(page, article, ".asked"), base).toEqual([`提问${text}`]);
        expect((await textsIn(page, article, ".facts dd")).filter((said) => said === text)).toHaveLength(2);
        if (base === "widget") await find(page, `${article} gxjt-feedback >>> textarea`);
        const skeleton = await skeletonOf(page, article);
        usual ||= skeleton;
        expect(skeleton, `${base}: ${text}`).toBe(usual);
      }
    }
    expect([await harmDone(page), faults]).toEqual([undefined, []]);
    await page.close();
  });

  test("stay texts in the head of a plain page: title, description, canonical address and one block of data", async () => {
    const { page } = await openPage(browser);
    for (const { id, text } of published) {
      const html = await (await fetch(`${server.url}/column/${id}`)).text();
      // Read as it stands, before any browser mends it.
      expect(html.match(/<script/g), text).toHaveLength(1);
      expect(html.match(/<\/script/g), text).toHaveLength(1);
      await page.goto(`${server.url}/column/${id}`);
      const head = await page.evaluate(() => {
        const attribute = (selector: string, name: string) => document.querySelector(selector)?.getAttribute(name);
        return {
          lang: document.documentElement.lang,
          title: document.querySelector("title")?.textContent,
          description: attribute("meta[name=description]", "content"),
          canonical: attribute("link[rel=canonical]", "href"),
          headings: document.querySelectorAll("h1").length,
          scripts: [...document.scripts].map(({ type }) => type),
          data: document.scripts[0]?.textContent ?? "",
        };
      });
      const { data, ...rest } = head;
      expect(rest).toEqual({
        lang: "zh-CN",
        title: `${text} - 干训讲堂`,
        description: text,
        canonical: `${server.url}/column/${id}`,
        headings: 1,
        scripts: ["application/ld+json"],
      });
      expect(JSON.parse(data)).toMatchObject({ "@type": "Article", headline: text, author: { name: text } });
    }
    await page.close();
  });

  test("stay texts in the column's answers and in a form that comes back", async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${server.url}/column/answers`);
    const answers = await textsIn(page, "main", ".answer");
    for (const text of corpus) expect(answers).toContain(text);
    const { formToken } = (await (await fetch(`${server.url}/api/feedback/form`)).json()) as FormToken;
    for (const text of corpus) {
      const fields = new URLSearchParams({ kind: "意见", text, name: text.slice(0, 30), contact: text, formToken });
      const answer = await fetch(`${server.url}/column/feedback`, { method: "POST", body: fields });
      const html = await answer.text();
      expect([answer.status >= 400, /<(script|img|svg)/i.test(html)], text).toEqual([true, false]);
      // The browser's own parser says what the page holds; nothing of it is run.
      const held = await page.evaluate((html) => {
        const page = new DOMParser().parseFromString(html, "text/html");
        const value = (name: string) => page.querySelector(`[name=${name}]`)?.getAttribute("value");
        return { text: page.querySelector("textarea")?.textContent, name: value("name"), contact: value("contact") };
      }, html);
      expect(held).toEqual({ text, name: text.slice(0, 30), contact: text });
    }
    expect(await textOf(page, "h1")).toBe("答复公开");
    expect([await harmDone(page), faults]).toEqual([undefined, []]);
    await page.close();
  });
});

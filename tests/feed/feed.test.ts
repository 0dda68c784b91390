import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { atomFeed, xmlText } from "../../functions/feed/atom.ts";
import type { MaterialCard } from "../../functions/materials/contract.ts";
import { newColumn } from "../support/column.ts";

interface Element {
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): ArrayLike<Element>;
  textContent: string | null;
  namespaceURI: string | null;
  tagName: string;
  parentNode: Element | null;
}
interface Parser {
  parseFromString(text: string, type: string): Element & { documentElement: Element };
}

// The strict XML parser that mammoth brings along reads Word's own files; here it reads ours.
const beside = createRequire(createRequire(import.meta.url).resolve("mammoth"));
const { DOMParser } = beside("@xmldom/xmldom") as {
  DOMParser: new (options: { errorHandler: (level: string, message: string) => void }) => Parser;
};

/** Well-formed, or an exception with what is not. */
function parse(xml: string): Element {
  // What XML 1.0 forbids outright; the parser itself lets these pass.
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden) throw new Error(`U+${forbidden[0].codePointAt(0)!.toString(16)} is no character of XML`);
  const refuse = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ errorHandler: refuse }).parseFromString(xml, "application/xml").documentElement;
}

const all = (element: Element, name: string) => Array.from(element.getElementsByTagName(name));
const text = (element: Element, name: string) => all(element, name)[0]?.textContent ?? "";
const ATOM = "http://www.w3.org/2005/Atom";

const card = (more: Partial<MaterialCard>): MaterialCard => ({
  id: "material-1",
  title: "题",
  category: "新理论",
  ties: [],
  summary: "",
  author: "",
  source: "",
  documentDate: "",
  publishedAt: "2026-11-23T01:00:00.000Z",
  requiredReading: false,
  attachments: 0,
  link: "",
  ...more,
});

test("the parser refuses what is not well-formed", () => {
  for (const broken of ["<a><b></a>", "<a>&nbsp;</a>", "<a", "<a x='1' x='2'/>", "<a>\u0001</a>", "<a>\ud800</a>", "", "<a/><b/>"])
    expect(() => parse(broken), broken).toThrow();
});

describe("the feed", () => {
  test("is Atom: ids, titles, dates, authors and addresses of what is published, newest first", async () => {
    const column = await newColumn();
    const first = await column.publish({ title: "第一篇", author: "作者甲", summary: "摘要" });
    const second = await column.publish({ title: "第二篇 𠮷䶮", category: "新技能", source: "市委党校" });
    const { status, headers, text: xml } = await column.call("GET", "/feed.xml");
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      "application/atom+xml; charset=utf-8",
      "public, max-age=30, s-maxage=60, stale-while-revalidate=30",
    ]);
    const feed = parse(xml);
    expect([feed.tagName, feed.namespaceURI]).toEqual(["feed", ATOM]);
    const own = (name: string) => all(feed, name).filter(({ parentNode }) => parentNode === feed);
    expect(own("id").map(({ textContent }) => textContent)).toEqual(["http://column.test/column/"]);
    expect(own("updated").map(({ textContent }) => textContent)).toEqual([second.publishedAt]);
    expect(own("link").map((link) => [link.getAttribute("rel"), link.getAttribute("href")])).toEqual([
      ["self", "http://column.test/feed.xml"],
      ["alternate", "http://column.test/column/"],
    ]);
    const entries = all(feed, "entry");
    expect(
      entries.map((entry) => [
        text(entry, "title"),
        text(entry, "id"),
        text(entry, "published"),
        text(entry, "name"),
        all(entry, "category")[0]!.getAttribute("term"),
      ]),
    ).toEqual([
      ["第二篇 𠮷䶮", `http://column.test/column/${second.id}`, second.publishedAt, "市委党校", "新技能"],
      ["第一篇", `http://column.test/column/${first.id}`, first.publishedAt, "作者甲", "评论文章"],
    ]);
    for (const entry of entries) {
      expect(all(entry, "link")[0]!.getAttribute("href")).toBe(text(entry, "id"));
      expect((await column.call("GET", new URL(text(entry, "id")).pathname)).status).toBe(200);
    }
    expect(text(entries[1]!, "summary")).toBe("摘要");
  });

  test("holds the newest thirty, nothing unpublished or withdrawn, and is valid when empty", async () => {
    const column = await newColumn();
    const empty = parse((await column.call("GET", "/feed.xml")).text);
    expect([all(empty, "entry").length, text(empty, "updated")]).toEqual([0, "1970-01-01T00:00:00.000Z"]);
    const editor = await column.signIn(["editor"]);
    await column.call("POST", "/api/staff/materials", { cookie: editor, body: { title: "草稿", category: "新理论" } });
    const published = [];
    for (let place = 1; place <= 32; place++) published.push(await column.publish({ title: `第${place}篇` }));
    await column.step(editor, published.at(-1)!, "withdraw", { reason: "过时" });
    const titles = all(parse((await column.call("GET", "/feed.xml")).text), "entry").map((entry) => text(entry, "title"));
    expect(titles).toEqual(Array.from({ length: 30 }, (_, place) => `第${31 - place}篇`));
  }, 30_000);

  test.each([
    ["</title><script>alert(1)</script>"],
    ["]]> & &amp; &nbsp; &#0; <![CDATA["],
    ['" onload="x\' --> <!-- <?php ?>'],
    ["<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;"],
    ["制表\t换行\n回车 𠮷䶮 \u200f\u202e\ufeff"],
  ])("shows %o as the text that it is, through the API", async (hostile) => {
    const column = await newColumn();
    const { title } = await column.publish({ title: hostile, author: hostile.slice(0, 60), summary: hostile, body: "<p>文</p>" });
    const feed = parse((await column.call("GET", "/feed.xml")).text);
    const [entry] = all(feed, "entry");
    expect([text(entry!, "title"), text(entry!, "summary"), text(entry!, "name")]).toEqual([
      title,
      hostile.trim(),
      hostile.slice(0, 60).trim(),
    ]);
    expect(all(feed, "script")).toHaveLength(0);
  });

  test("leaves out what XML cannot hold, and keeps every other character", () => {
    const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join("");
    const xml = atomFeed("https://column.test/a&b", [
      card({ title: `前${controls}\ufffe\uffff\ud800后`, source: "\udc00源", summary: "<\u0000>" }),
    ]);
    const [entry] = all(parse(xml), "entry");
    expect(text(entry!, "title")).toMatch(/^前\t\n+\ufffd?后$/);
    expect([text(entry!, "name"), text(entry!, "summary")]).toEqual(["\ufffd源", "<>"]);
    expect(text(entry!, "id")).toBe("https://column.test/a&b/column/material-1");
    for (let code = 0x20; code < 0x11_0000; code += code < 0x3000 ? 1 : 257) {
      const character = String.fromCodePoint(code);
      // The parser takes U+0085 and U+2028 for line ends, as XML 1.1 does; XML 1.0 leaves them alone.
      if (!character.isWellFormed() || [0x85, 0x2028, 0xfffe, 0xffff].includes(code)) continue;
      expect(parse(`<a>${xmlText(character)}</a>`).textContent).toBe(character);
    }
  });
});

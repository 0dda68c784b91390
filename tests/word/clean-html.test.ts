import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedLink } from "../../functions/word/allowed-html.ts";
import { cleanHtml } from "../../functions/word/clean-html.ts";
import { plainText } from "../../functions/word/plain-text.ts";
import { hostile } from "./hostile.ts";
import { assertCanonical } from "./canonical.ts";

describe("cleanHtml", () => {
  it.each([
    ["text alone becomes a paragraph", "学习 <体会>&amp;<x>", "<p>学习 &lt;体会&gt;&amp;</p>"],
    ["headings move one level down", "<h1>一</h1><h2>二</h2><h5>五</h5>", "<h2>一</h2><h2>二</h2><h4>五</h4>"],
    [
      "old tags become new ones",
      "<p><b>重</b><i>点</i><strike>删</strike><font color=red>红</font></p>",
      "<p><strong>重</strong><em>点</em><s>删</s>红</p>",
    ],
    ["divs become paragraphs, or go", "<div>一</div><div><div>二</div><p>三</p>四</div>", "<p>一</p><p>二</p><p>三</p><p>四</p>"],
    ["empty paragraphs go", "<p></p><p>&nbsp;　</p><p><br></p><p><strong> </strong></p><p>文</p><h2></h2><ul><li></li></ul>", "<p>文</p>"],
    ["typed indents go", "<p>　　同志们：</p><p>&nbsp;&nbsp;好</p>", "<p>同志们：</p><p>好</p>"],
    ["line breaks stay inside, not at the ends", "<p><br>一<br/>二<br></p>", "<p>一<br />二</p>"],
    [
      "lists keep their nesting, also when written beside the item",
      "<ul><li>一<ol><li>甲</ol><li>二</li><ul><li>乙</li></ul></ul>",
      "<ul><li>一<ol><li>甲</li></ol></li><li>二<ul><li>乙</li></ul></li></ul>",
    ],
    ["a stray item becomes a paragraph", "<li>一</li><td>二</td>", "<p>一</p><p>二</p>"],
    [
      "a table gets its body; spans between 2 and 50 stay",
      '<table border=1 style="x"><tr><td colspan=2 rowspan="51" onclick=x><p class=MsoNormal>格</p></td></tr></table>',
      '<table><tbody><tr><td colspan="2">格</td></tr></tbody></table>',
    ],
    [
      "table parts keep their order",
      "<table><tbody><tr><td>体</td></tr></tbody><thead><tr><th>头</th></tr></thead><caption>题</caption></table>",
      "<table><caption>题</caption><thead><tr><th>头</th></tr></thead><tbody><tr><td>体</td></tr></tbody></table>",
    ],
    [
      "links keep nothing but a web address",
      '<p><a href="https://example.gov.cn/a?b=1&c=2" target=_blank onclick=x>链</a><a name=x>锚</a><a href="mailto:a@b.c">邮</a></p>',
      '<p><a href="https://example.gov.cn/a?b=1&amp;c=2">链</a>锚邮</p>',
    ],
    [
      "pictures stay when they are ours",
      '<img src="/api/materials/ab12-x/files/f1/%E5%9B%BE.png" width=9 onerror=x><img src="gxjt-image:3" alt=\'"引"\'><img src="https://example.com/a.png">',
      '<p><img src="/api/materials/ab12-x/files/f1/%E5%9B%BE.png" alt="" /><img src="gxjt-image:3" alt="&quot;引&quot;" /></p>',
    ],
    [
      "a figure keeps picture and caption",
      '<figure class=x><div><img src="gxjt-image:1"></div><figcaption><b>图一</b></figcaption></figure>',
      '<figure><img src="gxjt-image:1" alt="" /><figcaption><strong>图一</strong></figcaption></figure>',
    ],
    ["emphasis around blocks is dissolved", '<b style="font-weight:normal"><p>一</p><p>二</p></b>', "<p>一</p><p>二</p>"],
    [
      "Word's clutter goes",
      '<p class=MsoNormal style="mso-x:1"><span lang=EN-US>一<o:p>&nbsp;</o:p></span></p><!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style>',
      "<p>一\u00a0</p>",
    ],
    [
      "a whole page is its text",
      "<!DOCTYPE html><html><head><title>题</title><meta charset=gbk></head><body bgcolor=red><h1>一</h1>二</body></html>",
      "<h2>一</h2><p>二</p>",
    ],
    ["rare characters stay", "<p>𠮷䶮㛃</p>", "<p>𠮷䶮㛃</p>"],
    ["nothing stays nothing", "", ""],
  ])("%s", async (_, dirty, clean) => expect(await cleanHtml(dirty)).toBe(clean));

  it.each(["&amp;lt;script&amp;gt;", "&lt;script&gt;alert(1)&lt;/script&gt;", "%3Cscript%3E", "&amp;#60;img src=x&amp;#62;"])(
    "what is encoded is decoded once and stays text: %s",
    async (source) => {
      const clean = await cleanHtml(`<p>${source}</p>`);
      expect(clean).toBe(`<p>${source}</p>`);
      expect(await cleanHtml(clean)).toBe(clean);
    },
  );

  it.each(hostile)("disarms %s", async (dirty) => {
    for (const source of [dirty, `<p>前</p>${dirty}<p>后</p>`, `<table><tr><td>${dirty}`, `<ul><li><a href="https://a.cn/">${dirty}`]) {
      const clean = await cleanHtml(source);
      assertCanonical(clean);
      expect(clean).not.toMatch(/<[^>]*(?:script|javascript|onerror|onload|onclick|style|srcdoc|data:|alert)/i);
      expect(await cleanHtml(clean)).toBe(clean);
    }
  });

  it("is canonical and idempotent for any soup of tags", async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (dirty) => {
        const clean = await cleanHtml(dirty);
        assertCanonical(clean);
        expect(await cleanHtml(clean)).toBe(clean);
      }),
      { numRuns: 1500 },
    );
  });

  it("keeps all text of harmless markup", async () => {
    const word = fc.constantFrom("学习", "笔记", "a<b", '"引"', "𠮷", "&lt;");
    const markup = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        word.map((text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")),
        fc
          .tuple(
            fc.constantFrom("p", "div", "b", "em", "span", "ul", "li", "blockquote", "h3", "section", "table", "tr", "td"),
            fc.array(tie("node"), { maxLength: 4 }),
          )
          .map(([tag, inner]) => `<${tag}>${inner.join(" ")}</${tag}>`),
      ),
    })).node;
    const letters = (text: string) => Array.from(text.replace(/\s+/g, "")).sort().join("");
    await fc.assert(
      fc.asyncProperty(markup, async (source) => {
        const text = source
          .replace(/<[^>]*>/g, "")
          .replaceAll("&lt;", "<")
          .replaceAll("&amp;", "&");
        expect(letters(plainText(await cleanHtml(source)))).toBe(letters(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("survives depth and length", async () => {
    for (const tag of ["div", "b", "ul><li", "blockquote", "table><tr><td", "a href=https://a.cn", "p"]) {
      const clean = await cleanHtml(`<${tag}>`.repeat(5000) + "文");
      assertCanonical(clean);
      expect(plainText(clean)).toContain("文");
      expect(await cleanHtml(clean)).toBe(clean);
    }
    const start = performance.now();
    await cleanHtml("<p>学习<b>讲话</b></p>".repeat(10_000) + "<".repeat(20_000) + "<p ".repeat(5000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

const soup = fc
  .array(
    fc.oneof(
      fc
        .constantFrom(
          ..."p div b i em strong u s sub sup a ul ol li table thead tbody tfoot tr td th caption figure figcaption blockquote h1 h2 h3 h6 span br hr pre center svg math form style title noscript".split(
            " ",
          ),
        )
        .chain((tag) => fc.constantFrom(`<${tag}>`, `</${tag}>`, `<${tag} onclick="x" style='y'>`, `<${tag}/>`)),
      fc.constantFrom(
        '<a href="https://a.cn/?a=1&amp;b">',
        "<a href=' javascript:x'>",
        '<img src="gxjt-image:1" alt="a&quot;<b">',
        "<img src=x>",
        '<td colspan="3">',
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?x?>",
        "<o:p>",
      ),
      fc.constantFrom("文", " ", "\n", "　", "&nbsp;", "&lt;b&gt;", "&amp;amp;", "<", ">", '"', "&", "𠮷", "\0", "&#60;", "&#x0;"),
      fc.string({ unit: "binary", maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

const scheme = ["java", "script"].join("");

describe("allowedLink", () => {
  it.each([
    scheme + ":alert(1)",
    scheme.toUpperCase() + ":alert(1)",
    " javascript:x",
    "java\tscript:x",
    "java\nscript:x",
    "java\0script:x",
    "\u0001javascript:x",
    "data:text/html,x",
    "vbscript:x",
    "//evil.cn/",
    "/relative",
    "https://user:pw@evil.cn/",
    "https://user@evil.cn/",
    "https:\\\\evil.cn",
    "https://a.cn/ b",
    "https://a.cn/\u0085",
    "http://",
    "https://[::1",
    "file:///c:/x",
    "ftp://a.cn/",
    `https://a.cn/${"x".repeat(2000)}`,
    'https://a.cn/"x',
    "https://a.cn/<x",
  ])("refuses %j", (href) => expect(allowedLink(href)).toBeUndefined());
  it.each(["https://www.example.gov.cn/a/b.html?x=1&y=2#c", "http://例子.cn/学习", "HTTPS://A.CN/", "https://a.cn/@x"])(
    "allows %s",
    (href) => expect(allowedLink(href)).toBe(href),
  );
});

import fc from "fast-check";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { richText, safeLink } from "../../widgets/core/rich-text.ts";

const html = (text: string, base = "https://api.example"): string =>
  renderToString(richText(text, base) as VNode).replace(/^<div class="text">|<\/div>$/g, "");

test("the closed list comes through as it stands", () => {
  for (const same of [
    "<h2>一</h2><h3>二</h3><h4>三</h4>",
    "<p>甲<br/>乙<strong>丙</strong><em>丁</em><u>戊</u><s>己</s><sub>1</sub><sup>2</sup></p>",
    "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>",
    "<blockquote><p>引</p></blockquote><hr/>",
    "<figure><figcaption>图</figcaption></figure>",
  ]) {
    expect(html(same)).toBe(same);
  }
});

test("a table is kept with its spans and may scroll", () => {
  const out = html(
    '<table><caption>表</caption><tbody><tr><th colspan="2">a</th><td rowspan="3" onclick="x()">b</td></tr></tbody></table>',
  );
  expect(out).toContain('<th colspan="2">a</th><td rowspan="3">b</td>');
  expect(out).toMatch(/^<div class="scroll" tabindex="0"/);
});

test("links and pictures: only http and https, only our own pictures, with the base before them", () => {
  expect(html('<a href="https://x.cn/a?b=1&amp;c=2">x</a>')).toBe(
    '<a href="https://x.cn/a?b=1&amp;c=2" rel="noopener nofollow" target="_blank">x</a>',
  );
  expect(html('<img src="/api/files/1.png" alt="图">')).toBe('<img src="https://api.example/api/files/1.png" alt="图" loading="lazy"/>');
  for (const src of [
    "https://evil.example/1.png",
    "//evil.example/api/1.png",
    "data:image/png;base64,AA",
    "/api/../admin",
    "javascript:alert(1)",
  ]) {
    expect(html(`<img src="${src}">`)).toBe("");
  }
});

const hostileLinks = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  "\u0000javascript:alert(1)",
  "&#106;avascript:alert(1)",
  "&#x6a;avascript:alert(1)",
  "data:text/html,<script>",
  "vbscript:msgbox(1)",
  "//evil.example",
  "/relative",
  "#a",
  "http:// evil",
  "https://a\\b",
  "https://u:p@evil.example",
  "ftp://x",
  "blob:https://x",
  "http://x\u0001y",
];
test.each(hostileLinks)("link %j is not set", (href) => {
  expect(html(`<a href="${href}">字</a>`)).toBe("<a>字</a>");
  expect(html(`<a href='${href}'>字</a>`)).toBe("<a>字</a>");
});

const hostile: [string, string][] = [
  ["<script>alert(1)</script>后", "后"],
  ["<SCRIPT SRC=//x></SCRIPT >后", "后"],
  ["<style>p{}</style>后", "后"],
  ["<script>没有结尾", ""],
  ["<svg onload=alert(1)><p>字</p></svg>", "<p>字</p>"],
  ["<math><mi>x</mi></math>", "x"],
  ["<p onclick=alert(1) style='x' class=y id=z>字</p>", "<p>字</p>"],
  ["<iframe src=x>内</iframe>后", "后"],
  ["<form action=x><input name=y>字</form>", "字"],
  ["<!-- <p>藏</p> -->字", "字"],
  ["<!doctype html><?php x ?>字", "字"],
  ["a < b && c > d", "a &lt; b &amp;&amp; c > d"],
  ["&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"],
  ["&lt;script&gt;", "&lt;script>"],
  ["<p>没有合上", "<p>没有合上</p>"],
  ["</p></div>只有合上", "只有合上"],
  ["<p><strong>交<em>叉</strong>了</em></p>", "<p><strong>交<em>叉</em></strong>了</p>"],
  ['<p title="a>b">字</p>', "<p>字</p>"],
  ["<p title='没有引号>字</p>", "<p>字</p>"],
  ['<a href="https://x.cn" href="javascript:x">字</a>', '<a href="https://x.cn" rel="noopener nofollow" target="_blank">字</a>'],
  ["<a __proto__=x constructor=y>字</a>", "<a>字</a>"],
  ["<td colspan=99999999>字</td>", "<td>字</td>"],
  ["𠮷䶮㛃&#134071;", "𠮷䶮㛃𠮷"],
  ["&#xd800;&#0;&#1114112;&nope;", "\ufffd\ufffd\ufffd&amp;nope;"],
  ["<", "&lt;"],
  ["<p", ""],
  ["<<p>字</p>", "&lt;<p>字</p>"],
];
test.each(hostile)("%j becomes %j", (input, output) => {
  expect(html(input, "")).toBe(output);
});

// What may stand in the output at all: written down a second time, on purpose.
const shape =
  /^(?:[^<>]|<\/?(?:h[234]|p|br|ul|ol|li|blockquote|strong|em|u|s|sub|sup|table|caption|thead|tbody|tr|th|td|a|img|figure|figcaption|hr|div)(?: (?:href="https?:[^"<>\s]*"|rel="noopener nofollow"|target="_blank"|colspan="\d+"|rowspan="\d+"|src="\/api\/[^"<>\s]*"|alt(?:="[^"]*")?|loading="lazy"|class="scroll"|tabindex="0"|role="group"|aria-label="表格，可左右滚动"))*\/?>)*$/u;

const scrap = fc.constantFrom(
  "<",
  ">",
  "</",
  "/>",
  "<p>",
  "</p>",
  '<a href="',
  "'",
  '"',
  "javascript:",
  "https://x.cn/",
  "<img src=/api/a",
  "<svg>",
  "<script>",
  "</script>",
  "<!--",
  "-->",
  "&lt;",
  "&#60;",
  "&#x3c;script&#x3e;",
  "onerror=",
  "style=",
  "<table>",
  "<td colspan=3>",
  "=",
  " ",
  "\u0000",
  "\n",
  "字",
  "<strong>",
  "</table>",
);
test("whatever comes in, only the closed list comes out, and nothing is thrown", () => {
  const text = fc.oneof(
    fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ maxLength: 200, unit: "grapheme" }),
  );
  fc.assert(
    fc.property(text, (input) => {
      // A ">" in text is harmless and is not escaped by the renderer.
      const out = html(input, "").replace(/(^|>)[^<]*/g, (part, start: string) => start + part.slice(start.length).replaceAll(">", ""));
      expect(out).toMatch(shape);
    }),
    { numRuns: 2000 },
  );
});

test("plain text is never lost", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 100 }).map((text) => text.replace(/[<&]/g, "")),
      (text) => {
        expect(html(`<section>${text}</section>`, "")).toBe(renderToString(text as unknown as VNode));
      },
    ),
  );
});

test("deep nesting and unclosed quotes cost time in proportion to their length", () => {
  const before = process.cpuUsage();
  expect(html("<p>".repeat(20_000) + "底", "")).toContain("底");
  html('<a href="'.repeat(20_000));
  html("<".repeat(200_000));
  html("<p a='".repeat(33_000));
  const { user, system } = process.cpuUsage(before);
  // Processor time, which other work on the machine leaves as it is; squares of these lengths would take minutes.
  expect((user + system) / 1000).toBeLessThan(6000);
}, 60_000);

test("safeLink wants a whole web address", () => {
  expect(safeLink("https://www.example.gov.cn/a/b.html?x=1#y")).toBe(true);
  expect(safeLink("HTTP://x.cn")).toBe(true);
  expect(safeLink("https://")).toBe(false);
  expect(safeLink("https://" + "x".repeat(3000))).toBe(false);
});

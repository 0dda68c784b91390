import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanHtml } from "../../functions/word/clean-html.ts";
import type { Node } from "../../functions/word/html-tree.ts";
import { cleanPaste } from "../../functions/word/paste.ts";
import { assertCanonical } from "./canonical.ts";
import { hostile } from "./hostile.ts";
import { readClipboard } from "./paste-tree.ts";

const folder = join(import.meta.dirname, "paste");
const files = globSync("*.html", { cwd: folder })
  .filter((name) => !name.endsWith(".clean.html"))
  .toSorted();
const ORIGIN = "https://column.test";
const paste = (html: string) => cleanPaste(readClipboard(html), ORIGIN);
const none = { filePictures: 0, webPictures: 0, otherPictures: 0, comments: 0 };

describe("clipboards of Word, WPS and Excel", () => {
  it("are all here", () => expect(files).toHaveLength(10));

  it.each(files)("%s becomes what stands beside it, and the server changes nothing of that", async (name) => {
    const { html } = paste(readFileSync(join(folder, name), "utf8"));
    const wanted = readFileSync(join(folder, name.replace(".html", ".clean.html")), "utf8");
    // One block a line in the file, for people.
    expect(html).toBe(wanted.replaceAll("\n", ""));
    assertCanonical(html);
    expect(await cleanHtml(html)).toBe(html);
  });

  it("say what was not carried over", () => {
    const losses = (name: string) => paste(readFileSync(join(folder, `${name}.html`), "utf8")).losses;
    expect(losses("word-pictures")).toEqual({ ...none, filePictures: 1, webPictures: 1, otherPictures: 1 });
    expect(losses("wps-table-picture")).toEqual({ ...none, filePictures: 2 });
    expect(losses("word-notes")).toEqual({ ...none, comments: 1 });
    expect(losses("word-headings")).toEqual(none);
  });

  it("give the pictures that came inside the text", () => {
    const { pictures } = paste(readFileSync(join(folder, "word-pictures.html"), "utf8"));
    expect(pictures.map(({ id, data }) => [id, data.slice(0, 22)])).toEqual([
      ["1", "data:image/png;base64,"],
      ["2", "data:image/png;base64,"],
    ]);
  });
});

describe("paste", () => {
  it.each([
    [
      "a picture of our own page stays",
      `<p><img src="${ORIGIN}/api/materials/ab12/files/f1/a.png"></p>`,
      '<p><img src="/api/materials/ab12/files/f1/a.png" alt="" /></p>',
    ],
    ["a picture of another page of ours does not", `<p>文<img src="${ORIGIN}/staff/x.png"></p>`, "<p>文</p>"],
    ["headings begin at the first level whatever was copied", "<h3>甲</h3><h5>乙</h5>", "<h2>甲</h2><h4>乙</h4>"],
    [
      "emphasis by style counts, its absence too",
      '<b style="font-weight:normal"><span style="font-weight:700;font-style:italic">重</span>点</b>',
      "<p><strong><em>重</em></strong>点</p>",
    ],
    [
      "breaks in Chinese go, elsewhere they are a space",
      "<p>学\r\n习 <b>a\nb</b>\n中\n<i>文</i></p>",
      "<p>学习 <strong>a b </strong>中<em>文</em></p>",
    ],
    ["lines of preformatted text stay lines", "<pre>甲\n乙</pre>", "<p>甲<br />乙</p>"],
    [
      "a numbered heading keeps its number",
      '<h1 style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.1 </span>题</h1>',
      "<h2>1.1题</h2>",
    ],
    [
      "a web page loses its machinery",
      "<nav><a href='javascript:x'>首页</a></nav><form><input>表</form><p onclick=x>文</p>",
      "<p>首页</p><p>文</p>",
    ],
  ])("%s", async (_, dirty, clean) => {
    expect(paste(dirty).html).toBe(clean);
    expect(await cleanHtml(clean)).toBe(clean);
  });

  it.each(hostile)("disarms %s", async (dirty) => {
    const { html } = paste(dirty);
    assertCanonical(html);
    expect(html).not.toMatch(/<[^>]*(?:script|javascript|onerror|onload|style|srcdoc|data:|alert)/i);
  });

  it("of any tree is canonical, and the server changes nothing of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyNode, { maxLength: 6 }), async (tree) => {
        const { html } = cleanPaste(tree, ORIGIN);
        assertCanonical(html);
        expect(await cleanHtml(html)).toBe(html);
      }),
      { numRuns: 1500 },
    );
  });
});

const { node: anyNode } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom("学", " ", "\n", "\u00a0", "　", "a<b&c", "1.", "𠮷", "\ufeff", "\u202e", "\ufdd0"),
    fc.record({
      tag: fc.constantFrom(
        ..."p h1 h3 h6 b i span font a ul ol li table thead tr td th div o:p ins del img br hr figure figcaption caption blockquote pre ! marker".split(
          " ",
        ),
      ),
      attributes: fc.record(
        {
          style: fc.constantFrom(
            "mso-list:l0 level1 lfo1",
            "mso-list:l0 level2 lfo1",
            "mso-list:Ignore",
            "font-weight:bold;vertical-align:super",
            "display:none",
          ),
          class: fc.constantFrom("MsoTitle", "MsoListParagraph", "msoDel"),
          href: fc.constantFrom("https://a.cn/", "javascript:x", "#_ftn1"),
          src: fc.constantFrom("file:///c:/x.png", "data:image/png;base64,AA==", `${ORIGIN}/api/materials/ab12/files/f1/a.png`),
          colspan: fc.constantFrom("2", "x"),
          text: fc.constantFrom("[if !supportLists]", "[endif]"),
        },
        { requiredKeys: [] },
      ),
      children: fc.array(tie("node"), { maxLength: 5 }),
    }),
  ),
}));

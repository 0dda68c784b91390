import { existsSync, readFileSync } from "node:fs";
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importWord, type WordImportError } from "../../functions/word/import.ts";
import { plainText } from "../../functions/word/plain-text.ts";
import { notRun } from "../support/not-run.ts";
import { assertCanonical } from "./canonical.ts";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
const demo = new URL("../../infra/local/demo-data/files/来稿-新任职干部的第一课.docx", import.meta.url);
const para = (text: string, more = {}) => new Paragraph({ children: [new TextRun(text)], ...more });
const row = (...texts: string[]) => new TableRow({ children: texts.map((text) => new TableCell({ children: [para(text)] })) });
const pack = async (children: (Paragraph | Table)[], more = {}) =>
  new Uint8Array(
    await Packer.toBuffer(
      new Document({
        numbering: { config: [{ reference: "n", levels: [{ level: 0, format: LevelFormat.DECIMAL, text: "%1." }] }] },
        sections: [{ children, ...more }],
      }),
    ),
  );
const picture = (type: "png" | "gif", data: Uint8Array) =>
  new Paragraph({ children: [new ImageRun({ type, data: Buffer.from(data), transformation: { width: 9, height: 9 } })] });
const problem = (bytes: Uint8Array) =>
  importWord(bytes).then(
    () => "imported",
    (error: WordImportError) => error.problem,
  );
/** Changes one part of a document. */
const altered = (document: Uint8Array, name: string, change: (xml: string) => string) => {
  const files = unzipSync(document);
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name] ?? new Uint8Array()))) });
};

describe("importWord", () => {
  it("keeps what a clean page can hold", async () => {
    const bytes = await pack([
      para("学习讲话体会", { alignment: AlignmentType.CENTER }),
      para("一、认识", { heading: HeadingLevel.HEADING_1 }),
      para("　　同志们𠮷䶮㛃:"),
      new Paragraph({
        children: [
          new TextRun({ text: "要点", bold: true }),
          new TextRun({ text: "下划", underline: {} }),
          new ExternalHyperlink({ link: "https://www.example.gov.cn/a?b=1&c=2", children: [new TextRun("链接")] }),
          new ExternalHyperlink({ link: "mailto:a@b.cn", children: [new TextRun("邮箱")] }),
        ],
      }),
      para("第一", { numbering: { reference: "n", level: 0 } }),
      para("第二", { numbering: { reference: "n", level: 0 } }),
      para("甲", { bullet: { level: 0 } }),
      picture("png", png),
      new Table({ rows: [row("时间", "内容"), row("上午", "集中学习")] }),
    ]);
    const { title, html, images, messages } = await importWord(bytes);
    expect(title).toBe("学习讲话体会");
    expect(html).toBe(
      '<h2>一、认识</h2><p>同志们𠮷䶮㛃:</p><p><strong>要点</strong><u>下划</u><a href="https://www.example.gov.cn/a?b=1&amp;c=2">链接</a>邮箱</p><ol><li>第一</li><li>第二</li></ol><ul><li>甲</li></ul>' +
        '<p><img src="gxjt-image:1" alt="" /></p><table><tbody><tr><td>时间</td><td>内容</td></tr><tr><td>上午</td><td>集中学习</td></tr></tbody></table>',
    );
    expect(images).toEqual([{ id: "1", contentType: "image/png", bytes: new Uint8Array(png) }]);
    expect(messages).toEqual(["有 1 个链接不是网页地址，只保留了文字。"]);
    assertCanonical(html);
  });

  it("says what was lost, one sentence a kind", async () => {
    const gif = strToU8("GIF89a....");
    const bytes = await pack([para("正文"), picture("gif", gif), picture("gif", Buffer.concat([gif, gif])), picture("png", gif)], {
      headers: { default: new Header({ children: [para("内部资料")] }) },
    });
    const { images, html, messages } = await importWord(bytes);
    expect(images).toEqual([]);
    expect(html).toBe("<p>正文</p>");
    expect(messages).toEqual(["有 3 张图片未导入（只收文档内的 PNG 和 JPEG 图片，每张不超过 10 MB）。", "有 1 处页眉页脚未导入。"]);
  });

  it("takes no sentence for a title", async () => {
    expect(await importWord(await pack([para("这是正文的第一段。", { alignment: AlignmentType.CENTER })]))).toMatchObject({
      title: "",
      html: "<p>这是正文的第一段。</p>",
    });
    expect(await importWord(await pack([para("正文")]))).toMatchObject({ title: "" });
    expect(await importWord(await pack([para("来稿"), para("题目", { heading: HeadingLevel.TITLE }), para("文")]))).toMatchObject({
      title: "题目",
      html: "<p>来稿</p><p>文</p>",
    });
  });

  it("reads the demo's real contribution", async () => {
    if (!existsSync(demo)) return notRun("the import of the demo's Word document", "the file is not there");
    const { title, html, images, messages } = await importWord(readFileSync(demo));
    expect(title).toBe("新任职干部的第一课");
    expect(plainText(html).length).toBeGreaterThan(600);
    expect(html).toMatch(/<h2>.*<h3>.*<table><thead><tr><th>.*<tbody><tr><td>/s);
    expect(images.map(({ contentType }) => contentType)).toContain("image/png");
    expect(messages.length).toBeGreaterThan(0);
    expect(html).toContain("𠮷");
    assertCanonical(html);
  });

  it("refuses what is no Word document", async () => {
    const document = await pack([para("正文")]);
    expect(await problem(strToU8("<html>"))).toBe("not-a-word-document");
    expect(await problem(zipSync({ "a.txt": strToU8("a") }))).toBe("not-a-word-document");
    expect(await problem(zipSync({ "[Content_Types].xml": strToU8("<Types/>"), "xl/workbook.xml": strToU8("<x/>") }))).toBe(
      "not-a-word-document",
    );
    expect(await problem(document.subarray(0, document.length - 30))).toBe("not-a-word-document");
    expect(await problem(altered(document, "word/document.xml", () => "<w:document"))).toBe("broken");
    expect(await problem(altered(document, "word/document.xml", () => "x".repeat(9_000_000)))).toBe("too-large");
    expect(await problem(altered(document, "word/document.xml", (xml) => xml.replace("?>", '?><!DOCTYPE x [<!ENTITY y "z">]>')))).toBe(
      "broken",
    );
  });

  it("is not led by a style map inside the document, nor to files beside it", async () => {
    const document = await pack([para("正文"), picture("png", png)]);
    const mapped = zipSync({ ...unzipSync(document), "mammoth/style-map": strToU8("p => script") });
    expect((await importWord(mapped)).html).toContain("<p>正文</p>");
    const outside = altered(document, "word/_rels/document.xml.rels", (xml) =>
      xml.replace(/Target="media[^"]*"/, 'Target="file:///etc/passwd.png" TargetMode="External"'),
    );
    expect(await importWord(outside)).toMatchObject({ html: "<p>正文</p>", images: [] });
  });

  it("survives a table nested a thousand times", async () => {
    const document = await pack([para("x")]);
    const cell = ["<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"];
    const deep = altered(document, "word/document.xml", (xml) =>
      xml.replace(
        /<w:body>.*<\/w:body>/s,
        `<w:body>${cell[0]?.repeat(1000)}<w:p><w:r><w:t>深</w:t></w:r></w:p>${cell[1]?.repeat(1000)}</w:body>`,
      ),
    );
    expect(["imported", "broken"]).toContain(await problem(deep));
  });
});

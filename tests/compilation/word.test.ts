import { strFromU8, unzipSync } from "fflate";
import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "../../widgets/staff/compilation/blocks.ts";
import { contentOf } from "../../widgets/staff/compilation/content.ts";
import { moved } from "../../widgets/staff/compilation/moved.ts";
import { pictureOf } from "../../widgets/staff/compilation/pictures.ts";
import { wordFile } from "../../widgets/staff/compilation/word.ts";

/** The header of a PNG of this size: what is read of it, and what Word is given. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(0x0d0a1a0a, 4);
  bytes.writeUInt32BE(13, 8);
  bytes.write("IHDR", 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(Buffer.concat([bytes, deflateSync(Buffer.from([0]))]));
}

const SRC = "/api/materials/abcd/files/f1/tu.png";
const body = `<h2>一、提高认识</h2><p>正文<strong>要点</strong>𠮷䶮㛃</p><h3>（一）现状</h3><h4>1．村级</h4>
<ol><li>第一项</li><li>第二项<ul><li>小项</li></ul></li></ol><p>图前<img src="${SRC}" alt="现场" />图后</p>
<table><caption>表一</caption><thead><tr><th colspan="2">名称</th></tr></thead><tbody><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>
<blockquote><p>引文</p></blockquote>`;
const shared = { id: "c1", updatedAt: "", updatedBy: "", version: 1 };
const entry = (id: string, title: string) => ({ id, title, category: "讲课稿", author: "", published: true });
const compilation = {
  ...shared,
  title: "《海林党建》专刊",
  issue: "2026年第2期",
  date: "2026-11-04",
  department: "组织部办公室",
  preface: "前言第一段\n\n前言第二段",
  entries: [entry("abcd", "论𠮷字"), entry("efgh", "第二篇"), entry("gone", "撤回的")],
};
const content = contentOf(compilation, [
  { id: "efgh", title: "第二篇", author: "", body: "", link: "https://example.org/a" },
  { id: "abcd", title: "论𠮷字", author: "王䶮", body, link: "" },
]);

describe("the Word file of a 专刊", () => {
  let files: Record<string, Uint8Array>;
  const part = (name: string) => strFromU8(files[`word/${name}.xml`]!);
  beforeAll(async () => {
    const blob = await wordFile(content, new Map([[SRC, pictureOf(png(2000, 1000))!]]));
    files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  });

  /** One style's own markup. */
  const style = (id: string) => new RegExp(`<w:style [^>]*w:styleId="${id}"[^>]*>.*?</w:style>`).exec(part("styles"))![0];

  test("has the page of GB/T 9704 in both sections: A4, margins, 22 lines of 28 characters", () => {
    const sections = part("document").match(/<w:sectPr>.*?<\/w:sectPr>/g)!;
    expect(sections).toHaveLength(2);
    const mm = (twips: string) => (Number(twips) / 1440) * 25.4;
    for (const section of sections) {
      const of = (attribute: string) => new RegExp(` w:${attribute}="(-?\\d+)"`).exec(section)![1]!;
      expect(mm(of("w"))).toBeCloseTo(210, 1);
      expect(mm(of("h"))).toBeCloseTo(297, 1);
      for (const [side, size] of Object.entries({ top: 37, left: 28, right: 26, bottom: 35 })) expect(mm(of(side))).toBeCloseTo(size, 1);
      expect(section).toContain('<w:docGrid w:type="linesAndChars"');
      const height = Number(of("h")) - Number(of("top")) - Number(of("bottom"));
      expect(Math.floor(height / Number(of("linePitch")))).toBe(22);
      // The grid's pitch: 16 pt and what `charSpace` gives or takes, in 1/4096 pt.
      const width = Number(of("w")) - Number(of("left")) - Number(of("right"));
      expect(Math.floor(width / 20 / (16 + Number(of("charSpace")) / 4096))).toBe(28);
    }
  });

  test("names the fonts for Chinese and for Latin letters, with their sizes, line heights and indents", () => {
    const font = (id: string) =>
      [...style(id).matchAll(/w:(ascii|hAnsi|eastAsia)="([^"]+)"/g)].map(([, kind, name]) => `${kind} ${name}`).toSorted();
    const both = (name: string) => ["ascii", "eastAsia", "hAnsi"].map((kind) => `${kind} ${name}`);
    const size = (id: string) => Number(/<w:sz w:val="(\d+)"/.exec(style(id))![1]) / 2;
    const expected: [id: string, name: string, points: number][] = [
      ["Normal", "仿宋_GB2312", 16],
      ["Heading1", "方正小标宋简体", 22],
      ["ContentsTitle", "方正小标宋简体", 22],
      ["Heading2", "黑体", 16],
      ["Heading3", "楷体_GB2312", 16],
      ["Heading4", "仿宋_GB2312", 16],
      ["PageNumber", "宋体", 14],
    ];
    for (const [id, name, points] of expected) {
      expect(font(id), id).toEqual(both(name));
      expect(size(id), id).toBe(points);
    }
    for (const id of ["Body", "Heading1", "Heading2", "Byline"]) expect(style(id), id).toMatch(/w:line="579" w:lineRule="exact"/);
    for (const id of ["Body", "Heading2", "Heading3"]) expect(style(id), id).toContain('w:firstLine="640" w:firstLineChars="200"');
    expect(style("Heading1")).toContain('<w:jc w:val="center"/>');
    expect(style("Picture")).toContain('w:lineRule="auto"');
  });

  test("numbers its pages right and left, cover left out", () => {
    expect(part("settings")).toContain("<w:evenAndOddHeaders/>");
    const footers = [1, 2, 3, 4].map((number) => part(`footer${number}`));
    expect(footers.map((footer) => /<w:jc w:val="(\w+)"/.exec(footer)?.[1] ?? "none").toSorted()).toEqual([
      "left",
      "none",
      "none",
      "right",
    ]);
    for (const footer of footers.filter((text) => text.includes("PAGE"))) expect(footer.match(/— | —/g)).toHaveLength(2);
    // The cover counts, so that odd numbers stay on the right when it is printed on both sides.
    expect(part("document")).not.toContain("w:start=");
  });

  test("carries over text, rare characters, tables, pictures and the contents", () => {
    const document = part("document");
    const paragraphs = document.match(/<w:p>.*?<\/w:p>/g)!;
    const textOf = (xml: string) => [...xml.matchAll(/<w:t [^>]*>([^<]*)</g)].map(([, text]) => text).join("");
    const of = (name: string) => paragraphs.filter((xml) => xml.includes(`<w:pStyle w:val="${name}"/>`)).map(textOf);
    expect(of("Masthead")).toEqual(["《海林党建》专刊"]);
    expect([...of("CoverLine"), ...of("CoverFoot")].toSorted()).toEqual(["2026年11月4日", "2026年第2期", "组织部办公室"].toSorted());
    expect(of("Heading1")).toEqual(["前言", "论𠮷字", "第二篇"]);
    expect(of("TOC1")).toEqual(["前言", "论𠮷字", "第二篇"]);
    expect(document).toContain("TOC \\h \\o &quot;1-1&quot;");
    expect(of("Heading2")).toEqual(["一、提高认识"]);
    expect(of("Heading3")).toEqual(["（一）现状"]);
    expect(of("Heading4")).toEqual(["1．村级"]);
    expect(of("Byline")).toEqual(["王䶮"]);
    const flow = ["前言第一段", "前言第二段", "正文要点𠮷䶮㛃", "1．第一项", "2．第二项", "· 小项", "图前", "图后", "引文"];
    expect(of("Body")).toEqual([...flow, "原文地址：https://example.org/a"]);
    expect(document).toContain('<w:gridSpan w:val="2"/>');
    expect(document).toContain('<w:vMerge w:val="restart"/>');
    expect(of("TableHead")).toEqual(["名称"]);
    // 156 mm wide, in EMU; as high as the picture's own proportions say.
    const [, width, height] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(document)!;
    expect(Number(width)).toBeLessThanOrEqual(156 * 36_000);
    expect(Number(width)).toBeGreaterThan(155 * 36_000);
    expect(Number(width) / Number(height)).toBeCloseTo(2, 1);
    expect(document).toContain('descr="现场"');
    expect(Object.keys(files).some((name) => name.startsWith("word/media/"))).toBe(true);
    // No font travels with the file.
    expect(Object.keys(files).filter((name) => /\.(odttf|ttf|otf)$/.test(name))).toEqual([]);
    expect(content.missing).toEqual(["撤回的"]);
  });
});

test("a picture that cannot be had leaves its description", async () => {
  const blob = await wordFile(content, new Map());
  expect(strFromU8(unzipSync(new Uint8Array(await blob.arrayBuffer()))["word/document.xml"]!)).toContain("[图片：现场]");
});

test("sizes of pictures are read from their heads", () => {
  expect(pictureOf(png(3, 7))).toMatchObject({ type: "png", width: 3, height: 7 });
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 50, 0, 80, 1, 1, 0x11, 0, 0];
  expect(pictureOf(new Uint8Array(jpeg))).toMatchObject({ type: "jpg", width: 80, height: 50 });
  for (const none of [[], [0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff], [71, 73, 70, 56, 57, 97]])
    expect(pictureOf(new Uint8Array(none))).toBeUndefined();
});

test("blocks lose no text", () => {
  const text = JSON.stringify(blocksOf(body));
  for (const part of ["一、提高认识", "要点", "第二项", "小项", "表一", "名称", "甲", "引文"]) expect(text).toContain(part);
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
});

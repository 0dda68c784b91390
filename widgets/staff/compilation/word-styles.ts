import type * as Docx from "docx";
import { fonts, line, size } from "./geometry.ts";

const named = (name: string) => ({ ascii: name, eastAsia: name, hAnsi: name, cs: name });

/** Paragraph styles of a 专刊, so that whoever goes on in Word changes a style and not each paragraph. */
export function styles({ AlignmentType, LineRuleType, TabStopType }: typeof Docx): Docx.IStylesOptions {
  const exact = { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
  // Pictures and what is larger than a line would be cut off by an exact height.
  const free = { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 };
  const indent = { firstLine: size.body * 20, firstLineChars: 200 };
  const centred = { spacing: exact, alignment: AlignmentType.CENTER, indent: { firstLine: 0 } };
  const title = { font: named(fonts.title), size: size.title, bold: false, color: "000000" };
  const heading = (font: string, bold: boolean) => ({
    run: { font: named(font), size: size.body, bold, color: "000000" },
    paragraph: { spacing: exact, indent, keepNext: true },
  });
  const own = (id: string, name: string, run: object, paragraph: object) => ({
    id,
    name,
    basedOn: "Normal",
    quickFormat: true,
    run,
    paragraph,
  });
  return {
    default: {
      document: { run: { font: named(fonts.body), size: size.body, language: { value: "zh-CN", eastAsia: "zh-CN" } } },
      heading1: { run: title, paragraph: { ...centred, spacing: { ...exact, after: line }, keepNext: true } },
      heading2: heading(fonts.black, false),
      heading3: heading(fonts.script, false),
      heading4: heading(fonts.body, true),
    },
    paragraphStyles: [
      { id: "Normal", name: "Normal", quickFormat: true, run: { font: named(fonts.body), size: size.body }, paragraph: { spacing: exact } },
      own("Body", "正文首行缩进", {}, { spacing: exact, indent, alignment: AlignmentType.BOTH }),
      own("Centred", "居中说明", { font: named(fonts.script) }, centred),
      own("Byline", "作者", { font: named(fonts.script) }, { ...centred, spacing: { ...exact, after: line } }),
      own("Picture", "图片", {}, { ...centred, spacing: free }),
      own("ContentsTitle", "目录标题", title, { ...centred, spacing: { ...exact, after: line } }),
      own("TOC1", "toc 1", {}, { spacing: exact, tabStops: [{ type: TabStopType.RIGHT, position: 8845, leader: "dot" }] }),
      own("TableText", "表格文字", { size: size.table }, { spacing: free }),
      own("TableHead", "表头", { size: size.table, font: named(fonts.black) }, { spacing: free, alignment: AlignmentType.CENTER }),
      own("PageNumber", "页码", { font: named(fonts.number), size: size.pageNumber }, { spacing: free }),
      own(
        "Masthead",
        "封面刊名",
        { ...title, size: size.masthead, color: "C00000" },
        { ...centred, spacing: { ...free, before: 5 * line } },
      ),
      own("CoverLine", "封面文字", {}, { ...centred, spacing: { ...exact, before: line } }),
      own("CoverFoot", "封面落款", {}, { ...centred, spacing: { ...exact, before: 9 * line } }),
    ],
  };
}

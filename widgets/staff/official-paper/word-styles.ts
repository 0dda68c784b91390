import type * as Docx from "docx";
import { fonts, line, size } from "./geometry.ts";

type Library = typeof Docx;

const named = (name: string) => ({ ascii: name, eastAsia: name, hAnsi: name, cs: name });

/** What styles of official documents are put together from. */
export function styleParts({ AlignmentType, LineRuleType }: Library) {
  const exact = { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
  return {
    exact,
    // Pictures and what is larger than a line would be cut off by an exact height.
    free: { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 },
    centred: { spacing: exact, alignment: AlignmentType.CENTER, indent: { firstLine: 0 } },
    title: { font: named(fonts.title), size: size.title, bold: false, color: "000000" },
    script: { font: named(fonts.script) },
    own: (id: string, name: string, run: object, paragraph: object) => ({
      id,
      name,
      basedOn: "Normal",
      quickFormat: true,
      run,
      paragraph,
    }),
  };
}

/**
 * Paragraph styles of an official document, so that whoever goes on in Word changes a style and not each paragraph.
 * @param more what one kind of document has beside them
 */
export function styles(docx: Library, more: Docx.IParagraphStyleOptions[] = []): Docx.IStylesOptions {
  const { AlignmentType } = docx;
  const { exact, free, centred, title, script, own } = styleParts(docx);
  const indent = { firstLine: size.body * 20, firstLineChars: 200 };
  const heading = (font: string, bold: boolean) => ({
    run: { font: named(font), size: size.body, bold, color: "000000" },
    paragraph: { spacing: exact, indent, keepNext: true },
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
      own("Centred", "居中说明", script, centred),
      own("TableText", "表格文字", { size: size.table }, { spacing: free }),
      own("TableHead", "表头", { size: size.table, font: named(fonts.black) }, { spacing: free, alignment: AlignmentType.CENTER }),
      own("PageNumber", "页码", { font: named(fonts.number), size: size.pageNumber }, { spacing: free }),
      ...more,
    ],
  };
}

import type * as Docx from "docx";
import type { Block } from "./block.ts";
import { writtenBlock } from "./word-blocks.ts";
import { numberedFooters, sectionProperties } from "./word-page.ts";
import { line } from "./geometry.ts";
import { styleParts, styles } from "./word-styles.ts";

/** A report as offices write it: title, text, who signs it and when. */
export interface Report {
  title: string;
  blocks: Block[];
  /** 落款: the department, and the date as `2026年11月30日`. */
  department: string;
  date: string;
}

export function reportDocument(docx: typeof Docx, { title, blocks, department, date }: Report): Docx.Document {
  const { AlignmentType, Document, HeadingLevel, Paragraph } = docx;
  const { exact, own } = styleParts(docx);
  // GB/T 9704-2012, 7.3.5: the date stands four characters from the right edge, the department centred above it.
  const foot = { spacing: exact, alignment: AlignmentType.RIGHT, indent: { right: 1280 }, keepNext: true };
  const more = [own("SignedBy", "落款", {}, { ...foot, spacing: { ...exact, before: 2 * line } }), own("SignedOn", "成文日期", {}, foot)];
  return new Document({
    title,
    creator: department || "干训讲堂",
    lastModifiedBy: department || "干训讲堂",
    styles: styles(docx, more),
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: sectionProperties(docx),
        footers: numberedFooters(docx),
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: title }),
          ...blocks.flatMap((block) => writtenBlock(docx, block)),
          ...(department ? [new Paragraph({ style: "SignedBy", text: department })] : []),
          new Paragraph({ style: "SignedOn", text: date }),
        ],
      },
    ],
  });
}

/** The finished .docx. The library is loaded when first used. */
export async function reportFile(report: Report): Promise<Blob> {
  const docx = await import("docx");
  return docx.Packer.toBlob(reportDocument(docx, report));
}

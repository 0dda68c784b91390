import type * as Docx from "docx";
import { charSpace, line, page, size } from "./geometry.ts";

type Library = typeof Docx;

/** `— 1 —`, with one character's room to the outer edge. */
function pageNumber({ AlignmentType, Footer, PageNumber, Paragraph, TextRun }: Library, side: "left" | "right") {
  const run = new TextRun({ children: ["— ", PageNumber.CURRENT, " —"] });
  const indent = side === "left" ? { left: size.pageNumber * 10 } : { right: size.pageNumber * 10 };
  const alignment = side === "left" ? AlignmentType.LEFT : AlignmentType.RIGHT;
  return new Footer({ children: [new Paragraph({ style: "PageNumber", alignment, indent, children: [run] })] });
}

/** The page of GB/T 9704 as a section of a Word document has it: A4, margins, 22 lines of 28 characters. */
export function sectionProperties({ DocumentGridType, NumberFormat }: Library): Docx.ISectionPropertiesOptions {
  const { width, height, top, right, bottom, left, footer } = page;
  return {
    page: {
      size: { width, height },
      margin: { top, right, bottom, left, header: 851, footer, gutter: 0 },
      pageNumbers: { formatType: NumberFormat.DECIMAL },
    },
    grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: line, charSpace },
  };
}

/** Page numbers right on odd and left on even pages; the document needs `evenAndOddHeaderAndFooters`. */
export const numberedFooters = (docx: Library) => ({ default: pageNumber(docx, "right"), even: pageNumber(docx, "left") });

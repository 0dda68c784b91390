import type * as Docx from "docx";
import type { Content } from "./content.ts";
import type { Picture } from "../official-paper/picture.ts";
import { writtenBlock } from "../official-paper/word-blocks.ts";
import { numberedFooters, sectionProperties } from "../official-paper/word-page.ts";
import { compilationStyles } from "./word-styles.ts";

type Library = typeof Docx;

/** The document of a 专刊: cover, preface, contents and the texts in their order. */
export function wordDocument(docx: Library, content: Content, pictures: ReadonlyMap<string, Picture>): Docx.Document {
  const { Document, Footer, HeadingLevel, Paragraph, TableOfContents } = docx;
  const { title, issue, date, department, preface, articles } = content;
  const cover = [
    new Paragraph({ style: "Masthead", text: title }),
    ...(issue ? [new Paragraph({ style: "CoverLine", text: issue })] : []),
    ...[department, date].filter(Boolean).map((text, place) => new Paragraph({ style: place === 0 ? "CoverFoot" : "CoverLine", text })),
  ];
  const chapter = (text: string) => new Paragraph({ heading: HeadingLevel.HEADING_1, pageBreakBefore: true, text });
  const body = [
    ...(preface.length > 0 ? [chapter("前言"), ...preface.map((text) => new Paragraph({ style: "Body", text }))] : []),
    new Paragraph({ style: "ContentsTitle", pageBreakBefore: preface.length > 0, text: "目录" }),
    new TableOfContents("目录", { hyperlink: true, headingStyleRange: "1-1" }),
    ...articles.flatMap((article) => [
      chapter(article.title),
      ...(article.author ? [new Paragraph({ style: "Byline", text: article.author })] : []),
      ...article.blocks.flatMap((block) => writtenBlock(docx, block, pictures)),
    ]),
  ];
  const none = () => new Footer({ children: [new Paragraph({ style: "PageNumber" })] });
  return new Document({
    title: [title, issue].filter(Boolean).join(" "),
    creator: department || "干训讲堂",
    lastModifiedBy: department || "干训讲堂",
    styles: compilationStyles(docx),
    evenAndOddHeaderAndFooters: true,
    sections: [
      { properties: sectionProperties(docx), footers: { default: none(), even: none() }, children: cover },
      { properties: sectionProperties(docx), footers: numberedFooters(docx), children: body },
    ],
  });
}

/** The finished .docx. The library is loaded when first used. */
export async function wordFile(content: Content, pictures: ReadonlyMap<string, Picture>): Promise<Blob> {
  const docx = await import("docx");
  return docx.Packer.toBlob(wordDocument(docx, content, pictures));
}

import type * as Docx from "docx";
import type { Block, Run } from "./blocks.ts";
import type { Content } from "./content.ts";
import { highest, widest } from "../official-paper/geometry.ts";
import { numberedFooters, sectionProperties } from "../official-paper/word-page.ts";
import type { Picture } from "./pictures.ts";
import { compilationStyles } from "./word-styles.ts";

type Library = typeof Docx;

/** Both kinds of letters in the one font, so that figures and Latin words match the text. */
const textRuns = ({ TextRun }: Library, runs: readonly Run[]) =>
  runs.flatMap(({ text, bold, italic, underline, strike, sub, sup }) =>
    text.split("\n").map(
      (part, place) =>
        new TextRun({
          text: part,
          ...(place > 0 ? { break: 1 } : {}),
          ...(bold ? { bold } : {}),
          ...(italic ? { italics: italic } : {}),
          ...(underline ? { underline: {} } : {}),
          ...(strike ? { strike } : {}),
          ...(sub ? { subScript: sub } : {}),
          ...(sup ? { superScript: sup } : {}),
        }),
    ),
  );

/** No wider and no higher than the text; never enlarged. */
function fitted({ width, height }: Picture): { width: number; height: number } {
  const scale = Math.min(1, widest / width, highest / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function table(docx: Library, rows: Extract<Block, { kind: "table" }>["rows"]) {
  const { Paragraph, Table, TableCell, TableRow, WidthType } = docx;
  const cell = ({ runs, header, columns, rows: down }: (typeof rows)[number][number]) =>
    new TableCell({
      children: [new Paragraph({ style: header ? "TableHead" : "TableText", children: textRuns(docx, runs) })],
      columnSpan: columns,
      rowSpan: down,
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, place) =>
        new TableRow({ children: row.map(cell), cantSplit: true, tableHeader: place === 0 && row.every(({ header }) => header) }),
    ),
  });
}

function written(docx: Library, block: Block, pictures: ReadonlyMap<string, Picture>) {
  const { HeadingLevel, ImageRun, Paragraph } = docx;
  if (block.kind === "table") return block.rows.length > 0 ? [table(docx, block.rows), new Paragraph({ style: "TableText" })] : [];
  if (block.kind === "heading") {
    const heading = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 }[block.level];
    return [new Paragraph({ heading, children: textRuns(docx, block.runs) })];
  }
  if (block.kind === "paragraph")
    return [new Paragraph({ style: block.centred ? "Centred" : "Body", children: textRuns(docx, block.runs) })];
  const picture = pictures.get(block.src);
  if (!picture) return [new Paragraph({ style: "Centred", text: block.alt ? `[图片：${block.alt}]` : "[图片]" })];
  const { type, data } = picture;
  const altText = { name: block.alt || "图片", description: block.alt, title: block.alt };
  return [new Paragraph({ style: "Picture", children: [new ImageRun({ type, data, transformation: fitted(picture), altText })] })];
}

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
      ...article.blocks.flatMap((block) => written(docx, block, pictures)),
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

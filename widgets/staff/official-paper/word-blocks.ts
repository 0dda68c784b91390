import type * as Docx from "docx";
import type { Block, Run } from "./block.ts";
import { highest, widest } from "./geometry.ts";
import type { Picture } from "./picture.ts";

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

/** What one block is in a Word document. A picture that could not be had leaves its description. */
export function writtenBlock(docx: Library, block: Block, pictures: ReadonlyMap<string, Picture> = new Map()) {
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

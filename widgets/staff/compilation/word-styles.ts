import type * as Docx from "docx";
import { line, size } from "../official-paper/geometry.ts";
import { styleParts, styles } from "../official-paper/word-styles.ts";

/** The styles of an official document, and those that only a 专刊 has. */
export function compilationStyles(docx: typeof Docx): Docx.IStylesOptions {
  const { exact, free, centred, title, script, own } = styleParts(docx);
  const tabStops = [{ type: docx.TabStopType.RIGHT, position: 8845, leader: "dot" }];
  const masthead = { ...title, size: size.masthead, color: "C00000" };
  return styles(docx, [
    own("Byline", "作者", script, { ...centred, spacing: { ...exact, after: line } }),
    own("Picture", "图片", {}, { ...centred, spacing: free }),
    own("ContentsTitle", "目录标题", title, { ...centred, spacing: { ...exact, after: line } }),
    own("TOC1", "toc 1", {}, { spacing: exact, tabStops }),
    own("Masthead", "封面刊名", masthead, { ...centred, spacing: { ...free, before: 5 * line } }),
    own("CoverLine", "封面文字", {}, { ...centred, spacing: { ...exact, before: line } }),
    own("CoverFoot", "封面落款", {}, { ...centred, spacing: { ...exact, before: 9 * line } }),
  ]);
}

import { Fragment, Slice, type Schema } from "@tiptap/pm/model";
import { cleanPaste, type Pasted } from "../../../functions/word/paste.ts";
import type { PasteLosses } from "../../../functions/word/paste-pictures.ts";
import { plainText } from "../../../functions/word/plain-text.ts";
import { readClipboard } from "./read-dom.ts";

let given = 0;

/** A number that no other picture of this page has, for a picture that is to be uploaded. */
export function nextPlaceholder(): string {
  given = (given % 9999) + 1;
  return String(given);
}

/** Cleans pasted markup; its pictures get numbers that are unique on this page. */
export function cleanClipboard(html: string): Pasted {
  const { html: clean, pictures, losses } = cleanPaste(readClipboard(html), location.origin);
  const numbers = new Map(pictures.map(({ id }) => [id, nextPlaceholder()]));
  return {
    html: clean.replace(/"gxjt-image:(\d+)"/g, (whole, id: string) => (numbers.has(id) ? `"gxjt-image:${numbers.get(id)!}"` : whole)),
    pictures: pictures.map(({ id, data }) => ({ id: numbers.get(id)!, data })),
    losses,
  };
}

/** Text without format: each line a paragraph, without the spaces that typists put before it. */
export function textSlice(text: string, schema: Schema): Slice {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/^[\s\u3000]+|\s+$/g, ""));
  const paragraphs = lines.filter((line) => line !== "").map((line) => schema.nodes["paragraph"]!.create(null, schema.text(line)));
  return paragraphs.length > 0 ? new Slice(Fragment.from(paragraphs), 1, 1) : Slice.empty;
}

/** The file of a `data:` picture. */
export function fileOf(data: string): File {
  const [, type = "image/png", code = ""] = /^data:(image\/[a-z]+);base64,([\s\S]*)$/i.exec(data) ?? [];
  const bytes = Uint8Array.from(atob(code.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  return new File([bytes], type.toLowerCase() === "image/png" ? "picture.png" : "picture.jpg", { type });
}

/** The title that a copied document begins with: its first heading, or a first line that is all bold, as most Chinese documents have it. */
export function titleOf(clean: string): string | undefined {
  const [, heading, line] = /^(?:<h2>(.{2,200}?)<\/h2>|<p><strong>(.{2,200}?)<\/strong><\/p>)/.exec(clean) ?? [];
  const title = plainText(heading ?? line ?? "").replace(/\s+/g, " ");
  return title.length >= 2 && title.length <= 120 && !/^[一二三四五六七八九十]+、/.test(title) ? title : undefined;
}

/** One sentence for the editor about what did not come along, or nothing. */
export function lossText({ filePictures, webPictures, otherPictures, comments }: PasteLosses): string {
  const parts = [
    ...(filePictures > 0 ? [`${filePictures} 张图片（浏览器读不到，请用“图片”按钮插入，或者用“导入 Word”）`] : []),
    ...(webPictures > 0 ? [`${webPictures} 张网上的图片（请先存到电脑，有授权再插入）`] : []),
    ...(otherPictures > 0 ? [`${otherPictures} 张图片（只收 PNG 和 JPG）`] : []),
    ...(comments > 0 ? [`${comments} 条批注`] : []),
  ];
  return parts.length > 0 ? `没有带过来：${parts.join("；")}。` : "";
}

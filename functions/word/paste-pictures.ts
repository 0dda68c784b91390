import type { Element, Node } from "./html-tree.ts";

/** What of a paste is not carried over; each becomes a sentence for the editor. */
export interface PasteLosses {
  /** Pictures on the disk of whoever copied: no web page may read them. */
  filePictures: number;
  /** Pictures of other web sites: they would be shown from there, and without permission. */
  webPictures: number;
  /** Pictures that are no PNG or JPEG. */
  otherPictures: number;
  comments: number;
}

/** A picture that came inside the text; `data` is its `data:` address. In the text stands `gxjt-image:{id}`. */
export interface PastedPicture {
  id: string;
  data: string;
}

export interface PasteContext {
  /** Where our own pages are, e.g. `https://column.example.gov.cn`: pictures copied from there stay. */
  origin: string;
  pictures: PastedPicture[];
  losses: PasteLosses;
}

const OWN = /^\/api\/materials\/[^?#]+$/;
const CARRIED = /^data:image\/(?:png|jpe?g);base64,/i;
/** Names that programs give to pictures; no reader is helped by them. */
const NO_WORDS = /\.(?:png|jpe?g|gif|bmp|emf|wmf|tmp)$|^(?:wps|图片|picture|image|图像|clip_image)[ _-]?\d*$/i;

/** A picture of the pasted text: kept, marked to be uploaded, or dropped and counted. */
export function pastedPicture({ attributes }: Element, context: PasteContext): Node[] {
  const src = (attributes["src"] ?? "").trim();
  const words = (attributes["alt"] ?? "").trim();
  const alt = NO_WORDS.test(words) ? "" : words;
  const path = src.startsWith(`${context.origin}/`) ? src.slice(context.origin.length) : src;
  if (OWN.test(path)) return [{ tag: "img", attributes: { src: path, alt }, children: [] }];
  if (CARRIED.test(src)) {
    const id = String(context.pictures.length + 1);
    context.pictures.push({ id, data: src });
    return [{ tag: "img", attributes: { src: `gxjt-image:${id}`, alt }, children: [] }];
  }
  if (/^https?:|^\/\//i.test(src)) context.losses.webPictures++;
  else if (/^(?:file|cid|ms-appx|webkit-fake-url|blob):|^[a-z]:\\/i.test(src)) context.losses.filePictures++;
  else context.losses.otherPictures++;
  return [];
}

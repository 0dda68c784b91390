import { zipSync, type Zippable } from "fflate";
import { chinaDay } from "../platform/clock.ts";
import { uniqueNames } from "./names.ts";
import { ATTACHMENTS, indexPage, materialPage, questionsPage, signInSheet, type PackedMaterial } from "./pages.ts";
import { picturesWithin } from "./pictures.ts";

export interface PackageAttachment {
  /** As in `/api/materials/…/files/<id>/…`; pictures in the text are found by it, or else by their name. */
  id?: string;
  fileName: string;
  /** A picture of the text: packed, but not listed among the files to open. */
  inline?: boolean;
  /** Left out for a file too large to pack: it is listed with the advice to fetch it from the column. */
  bytes?: Uint8Array;
}

export interface PackageMaterial {
  title: string;
  category: string;
  author: string;
  source: string;
  /** ISO time */
  publishedAt: string;
  /** `YYYY-MM-DD` or empty */
  documentDate: string;
  /** Canonical clean HTML */
  body: string;
  questions: string[];
  attachments: PackageAttachment[];
}

export interface PackageTerms {
  columnName: string;
  /** ISO time; the same input gives the same bytes, so take the newest publish time for a package that is to have an ETag. */
  madeAt: string;
}

// Packed already: deflating them again costs time and saves nothing.
const PACKED = /\.(docx|xlsx|pptx|zip|jpe?g|png|mp3|mp4|pdf)$/i;
// "Made on Unix": from DOS, the default, Linux's unzip reads names in an old code page whatever the UTF-8 flag says.
const HOST = { os: 3, attrs: (0o100644 << 16) >>> 0 };
const HOUR = 3_600_000;

/**
 * The group-study package: one zip with index.html, a page for each material, 附件/, 签到表.html and 讨论题.html, which opens without a network.
 * Held in memory whole, so the caller bounds the attachments' total.
 */
export function buildPackage(materials: PackageMaterial[], { columnName, madeAt }: PackageTerms): Uint8Array<ArrayBuffer> {
  const pageNames = uniqueNames();
  const fileNames = uniqueNames();
  for (const taken of ["index.html", "签到表.html", "讨论题.html", ATTACHMENTS]) pageNames(taken);
  const files: Zippable = {};
  const packed: { material: PackedMaterial; mtime: Date }[] = [];

  for (const [index, { attachments, publishedAt, body, ...material }] of materials.entries()) {
    const mtime = localTime(publishedAt);
    const own = attachments.map((attachment) => ({
      ...attachment,
      ...(attachment.bytes ? { packedAs: fileNames(attachment.fileName) } : {}),
    }));
    for (const { packedAs, bytes } of own) {
      if (packedAs !== undefined && bytes)
        files[`${ATTACHMENTS}/${packedAs}`] = [bytes, { ...HOST, mtime, level: PACKED.test(packedAs) ? 0 : 6 }];
    }
    const pageName = pageNames(`${String(index + 1).padStart(2, "0")} ${material.title}.html`);
    packed.push({
      mtime,
      material: { ...material, publishedOn: chinaDay(Date.parse(publishedAt)), pageName, files: own, body: picturesWithin(body, own) },
    });
  }

  const all = packed.map(({ material }) => material);
  const add = (name: string, html: string, mtime: Date) => (files[name] = [new TextEncoder().encode(html), { ...HOST, mtime, level: 6 }]);
  const made = localTime(madeAt);
  add("index.html", indexPage(columnName, chinaDay(Date.parse(madeAt)), all), made);
  for (const { material, mtime } of packed) add(material.pageName, materialPage(material), mtime);
  add("签到表.html", signInSheet(), made);
  add("讨论题.html", questionsPage(all), made);
  return zipSync(files);
}

/**
 * Zip keeps wall-clock time without a zone, and fflate reads it with the machine's zone: a date whose local fields show Beijing's clock
 * gives the same bytes on every machine. Zip begins in 1980.
 */
function localTime(iso: string): Date {
  const china = new Date(Math.max(Date.parse(iso) + 8 * HOUR, Date.UTC(1980, 0, 1)));
  return new Date(
    china.getUTCFullYear(),
    china.getUTCMonth(),
    china.getUTCDate(),
    china.getUTCHours(),
    china.getUTCMinutes(),
    china.getUTCSeconds(),
  );
}

import type { Deps } from "../deps.ts";
import { summing } from "../backup/hashed-file.ts";
import type { ZipEntry } from "../files/zip-writer.ts";
import type { Published, StoredAttachment } from "../materials/table.ts";
import { uniqueNames } from "../packages/names.ts";
import { ATTACHMENTS, linkToOriginal, materialPage } from "../packages/pages.ts";
import { picturesWithin } from "../packages/pictures.ts";
import { chinaDay } from "../platform/clock.ts";
import { answersPage, type ArchivedPage, contentsPage, figuresPage, HOME, MATERIALS, monthsPage, readMe, withdrawnPage } from "./pages.ts";
import { readYear } from "./read-year.ts";
import { REGULATIONS } from "./rules.ts";

export const ARCHIVE_FORMAT = "gxjt-archive";
export const SUMS = "sha256sums.txt";
/** Bytes of a file name: with the folders before it a path stays below the 260 of Windows. */
const LONGEST_NAME = 100;

interface Packed extends StoredAttachment {
  packedAs: string;
  path: string;
}

interface Archived {
  published: Published;
  page: ArchivedPage;
  files: (StoredAttachment | Packed)[];
}

/**
 * The archive of a year as files one after another, for a folder or a zip: pages that open from a disk without a network or a script, the
 * same as JSON, the attachments, and the SHA-256 of each. The same data give the same bytes: nothing in it says when it was made.
 */
export async function* archiveEntries({ store, blobs }: Pick<Deps, "store" | "blobs">, year: number): AsyncGenerator<ZipEntry> {
  const sums: { path: string; bytes: number; sha256: string }[] = [];
  async function* entry(path: string, content: string | AsyncIterable<Uint8Array>): AsyncGenerator<ZipEntry> {
    const { chunks, sum } = summing(typeof content === "string" ? once(content) : content);
    yield { name: path, chunks };
    sums.push({ path, ...sum() });
  }

  const found = await readYear(store, year);
  const materials = named(found.editions);
  for (const material of materials) {
    const present: Archived["files"] = [];
    for (const file of material.files) {
      const bytes = "path" in file ? await blobs.read(file.key) : undefined;
      if (bytes && "path" in file) yield* entry(file.path, bytes);
      // A file of an earlier edition may have been deleted since: the page says so.
      if (bytes) present.push(file);
      else present.push(withoutPath(file));
    }
    material.files = present;
    yield* entry(material.page.path, pageOf(material));
  }
  const pages = materials.map(({ page }) => page);
  yield* entry("按月份.html", monthsPage(year, pages));
  yield* entry("答复.html", answersPage(year, found.feedback));
  yield* entry("统计.html", figuresPage(found));
  yield* entry("撤回.html", withdrawnPage(year, found.withdrawn));
  yield* entry(HOME, contentsPage(found, pages));
  yield* entry("说明.txt", readMe(found));
  yield* entry("data/materials.json", json(materials.map(dataOf)));
  yield* entry("data/feedback.json", json(found.feedback));
  yield* entry("data/withdrawn.json", json(found.withdrawn));
  yield* entry("data/statistics.json", json(found.figures));
  const files = sums.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  yield* entry("manifest.json", json({ format: ARCHIVE_FORMAT, version: 1, year, files }));
  const lines = sums
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.slice(66)), Buffer.from(b.slice(66))));
  yield { name: SUMS, chunks: once(lines.join("")) };
}

async function* once(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** Gives each page and each file its name: safe on Windows, unique, in the order of publishing. */
function named(editions: Published[]): Archived[] {
  const pageNames = uniqueNames(LONGEST_NAME);
  const fileNames = uniqueNames(LONGEST_NAME);
  pageNames(ATTACHMENTS);
  return editions.map((published) => {
    const { card, edition } = published;
    const publishedOn = chinaDay(Date.parse(card.publishedAt));
    const regulation = card.category === REGULATIONS;
    const name = pageNames(`${publishedOn} ${card.title}${regulation ? ` 第${edition}版` : ""}.html`);
    const files = published.attachments.map((file) => {
      const packedAs = fileNames(file.fileName);
      return { ...file, packedAs, path: `${MATERIALS}/${ATTACHMENTS}/${packedAs}` };
    });
    return { published, page: { path: `${MATERIALS}/${name}`, card, publishedOn, ...(regulation ? { edition } : {}) }, files };
  });
}

function withoutPath(file: StoredAttachment | Packed): StoredAttachment {
  const { id, fileName, contentType, bytes, inline, key } = file;
  return { id, fileName, contentType, bytes, inline, key };
}

function pageOf({ published, page, files }: Archived): string {
  const { title, category, author, source, documentDate, link } = published.card;
  const shown = files.map((file) => ("path" in file ? file : { ...file, absent: "文件已不在栏目中，未能归档" }));
  return materialPage(
    {
      title,
      category: page.edition === undefined ? category : `${category}（第${page.edition}版）`,
      author,
      source,
      documentDate,
      publishedOn: page.publishedOn,
      body: picturesWithin(published.body, shown) || linkToOriginal(link),
      questions: published.questions,
      pageName: page.path,
      files: shown,
    },
    `../${HOME}`,
  );
}

/** The edition as data: what the public could read, and where its files lie. */
function dataOf({ published, page, files }: Archived) {
  const { card, body, questions, characters, edition } = published;
  const { attachments: _, ...facts } = card;
  return {
    ...facts,
    edition,
    characters,
    body,
    questions,
    page: page.path,
    attachments: files.map((file) => ({
      fileName: file.fileName,
      contentType: file.contentType,
      bytes: file.bytes,
      inline: file.inline,
      ...("path" in file ? { path: file.path } : {}),
    })),
  };
}

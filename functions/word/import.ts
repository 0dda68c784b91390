import { ArchiveRefused, unpackArchive, type ArchiveEntry } from "../files/archive-guard.ts";
import { evidence } from "../files/file-evidence.ts";
import { cleanHtml } from "./clean-html.ts";
import { describeLosses } from "./import-losses.ts";
import { headline, titleStyles } from "./import-title.ts";

export interface WordImage {
  /** The number in `src="gxjt-image:<id>"`. */
  id: string;
  contentType: "image/png" | "image/jpeg";
  bytes: Uint8Array;
}

export interface WordImport {
  /** Empty when the document shows none; the caller then takes the file's name. */
  title: string;
  /** Canonical clean HTML without the title, each picture as `gxjt-image:<id>`. */
  html: string;
  images: WordImage[];
  /** What could not be kept, one Chinese sentence a kind. */
  messages: string[];
}

export type WordProblem = "not-a-word-document" | "too-large" | "encrypted" | "broken";

export class WordImportError extends Error {
  override name = "WordImportError";
  problem: WordProblem;
  constructor(problem: WordProblem, options?: ErrorOptions) {
    super(`word import: ${problem}`, options);
    this.problem = problem;
  }
}

const TITLE = /<h1 class="gxjt-title">(.*?)<\/h1>/s;
const LARGEST_XML = 20 * 1024 * 1024;
const MOST_IMAGES = 100;
const LARGEST_IMAGE = 10 * 1024 * 1024;

/**
 * Makes a clean page of a .docx. Headings, lists, tables, links and PNG or JPEG pictures stay; everything else goes and is named.
 * @throws WordImportError when it is no Word document, breaks the archive limits, holds more than 20 MB of XML or cannot be read.
 */
export async function importWord(bytes: Uint8Array): Promise<WordImport> {
  const parts = wordParts(bytes);
  // 2 MB of code that only an import needs.
  const [{ default: mammoth }, { zipSync }] = await Promise.all([import("mammoth"), import("fflate")]);
  // Packed anew, so that what mammoth opens is exactly what the guard has inflated and measured.
  const guarded = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
  const images: WordImage[] = [];
  const dropped = { pictures: 0 };
  const convertImage = mammoth.images.imgElement(async (image) => {
    // A picture linked from the author's own disk cannot be read; the text can.
    const content = new Uint8Array(await image.readAsBuffer().catch(() => Buffer.alloc(0)));
    const contentType = pictureType(content);
    if (!contentType || content.length > LARGEST_IMAGE || images.length >= MOST_IMAGES) {
      dropped.pictures++;
      return { src: "" };
    }
    const id = String(images.length + 1);
    images.push({ id, contentType, bytes: content });
    return { src: `gxjt-image:${id}` };
  });
  const options = {
    convertImage,
    styleMap: titleStyles,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    idPrefix: "gxjt-",
    transformDocument: headline,
  };
  const result = await mammoth.convertToHtml({ buffer: guarded }, options).catch((error: unknown) => {
    throw new WordImportError("broken", { cause: error });
  });

  const [, title = ""] = TITLE.exec(result.value) ?? [];
  const html = await cleanHtml(result.value.replace(TITLE, "").replace(/<a href="#gxjt-[^"]*">↑<\/a>/g, ""));
  const unknownStyles = result.messages.filter(({ message }) => message.startsWith("Unrecognised paragraph style")).length;
  return { title: await titleText(title), html, images, messages: describeLosses(parts, result.value, { ...dropped, unknownStyles }) };
}

/** The parts that make the text; fonts, embedded files and whatever else the archive holds are never inflated. */
function wordParts(bytes: Uint8Array): Map<string, Uint8Array> {
  const parts = guard(() => unpackArchive(bytes, wanted));
  if (!parts.has("[Content_Types].xml") || !parts.has("word/document.xml")) throw new WordImportError("not-a-word-document");
  const xml = [...parts].filter(([name]) => /\.(xml|rels)$/.test(name));
  if (xml.reduce((sum, [, part]) => sum + part.length, 0) > LARGEST_XML) throw new WordImportError("too-large");
  // Office never writes a document type; its only use here would be entities that grow.
  if (xml.some(([, part]) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).includes("<!DOCTYPE")))
    throw new WordImportError("broken");
  return parts.set("word/document.xml", withoutFalseHeaders(parts.get("word/document.xml")));
}

/** mammoth takes a row that says "no header row" for one: it looks for the element alone. */
function withoutFalseHeaders(xml: Uint8Array | undefined): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(xml).replace(/<w:tblHeader w:val="(?:false|0|off)"\s*\/>/g, ""));
}

function wanted({ name, bytes }: ArchiveEntry): boolean {
  return (
    /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/.test(name) ||
    (/^word\/media\/[^/]+$/.test(name) && bytes <= LARGEST_IMAGE)
  );
}

function guard<T>(unpack: () => T): T {
  try {
    return unpack();
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    const problems: Partial<Record<string, WordProblem>> = {
      "not-an-archive": "not-a-word-document",
      encrypted: "encrypted",
      broken: "broken",
    };
    throw new WordImportError(problems[error.problem] ?? "too-large", { cause: error });
  }
}

/** By its bytes; the document's own word for the type is not trusted. */
function pictureType(content: Uint8Array): WordImage["contentType"] | undefined {
  if (evidence.png(content)) return "image/png";
  return evidence.jpeg(content) ? "image/jpeg" : undefined;
}

async function titleText(html: string): Promise<string> {
  const { plainText } = await import("./plain-text.ts");
  return plainText(await cleanHtml(html.replace(/<br[^>]*>/g, "")))
    .replace(/\s+/g, " ")
    .slice(0, 120)
    .toWellFormed()
    .replace(/\ufffd$/, "");
}

import { wordLimits } from "../../../functions/settings/words.contract.ts";

/** What became of the words of a file, ready to be shown before anything is saved. */
export interface WordPreview {
  /** Not in the list yet, in the file's order. */
  fresh: string[];
  /** In the list already. */
  known: string[];
  /** More than once in the file; each is told once. */
  repeated: string[];
  tooLong: string[];
  /** Every usable word of the file, once. */
  all: string[];
}

/** Largest file that is read: twenty times the longest list. */
export const MOST_BYTES = 5 * 1024 * 1024;

/** Text of a file as editors in China save them: UTF-8, UTF-16 with its mark ("Unicode" in Notepad), else GB18030. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Words of a text: one a line. In CSV each cell is one, quotes taken off, and the sign that guards against formulas. */
export function splitWords(text: string, csv: boolean): string[] {
  const lines = text.split(/[\r\n\u2028\u2029]+/);
  if (!csv) return lines;
  return lines.flatMap((line) =>
    (line.match(/"(?:[^"]|"")*"|[^,;\t]+/g) ?? []).map((cell) =>
      cell
        .trim()
        .replace(/^"([\s\S]*)"$/, "$1")
        .replace(/""/g, '"')
        .replace(/^'(?=[=+\-@＝＋－＠])/, ""),
    ),
  );
}

/** Sorts what a file holds against the list that is there. */
export function previewWords(found: readonly string[], list: readonly string[]): WordPreview {
  const present = new Set(list);
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const preview: WordPreview = { fresh: [], known: [], repeated: [], tooLong: [], all: [] };
  for (const raw of found) {
    // No word begins or ends with a blank, whatever kind; what no store can keep is dropped.
    const word = raw.replace(/^[\s\u0000\ufeff]+|[\s\u0000\ufeff]+$/g, "");
    if (word === "") continue;
    if (seen.has(word)) {
      repeated.add(word);
      continue;
    }
    seen.add(word);
    if (word.length > wordLimits.word) {
      preview.tooLong.push(word);
      continue;
    }
    preview.all.push(word);
    (present.has(word) ? preview.known : preview.fresh).push(word);
  }
  preview.repeated = Array.from(repeated);
  return preview;
}

/** Words of a chosen file: .txt, .csv or .xlsx. @throws when it is none of these or cannot be read */
export async function readWordFile(file: File): Promise<string[]> {
  if (file.size > MOST_BYTES) throw new Error("too-large");
  const name = file.name.toLowerCase();
  if (name.endsWith(".xlsx")) {
    const { readSheet } = await import("read-excel-file/browser");
    const rows = await readSheet(file);
    return rows.flat().flatMap((cell) => (typeof cell === "string" || typeof cell === "number" ? [String(cell)] : []));
  }
  if (!/\.(txt|csv)$/.test(name)) throw new Error("kind");
  return splitWords(decodeText(new Uint8Array(await file.arrayBuffer())), name.endsWith(".csv"));
}

import { textOfCell } from "../../../functions/platform/cells.ts";

/** Larger than any list of people; more would only freeze the page. */
const MOST_BYTES = 5_000_000;

/** Why a file cannot be read; `tableFileSentences` says it. */
export class TableFileProblem extends Error {
  code: keyof typeof tableFileSentences;
  constructor(code: keyof typeof tableFileSentences) {
    super(code);
    this.code = code;
  }
}

export const tableFileSentences = {
  "too-large": "文件超过 5 MB，不像是名单。请只留要导入的内容再试。",
  "old-excel": "这是旧格式的 .xls 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。",
  kind: "只能读取 .xlsx 和 .csv 文件。",
  damaged: "文件打不开，可能已损坏或设了密码。请另存为新的 .xlsx 再试。",
};

/**
 * The text of a CSV file as Excel and WPS in China save it: UTF-8 with or without a mark, UTF-16 with one, else GB 18030. What is
 * well-formed UTF-8 is UTF-8: Chinese in GBK hardly ever is.
 */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

const textOf = (cell: unknown): string => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? "是" : "否";
  return typeof cell === "string" || typeof cell === "number" ? textOfCell(String(cell)) : "";
};

async function rowsOfExcel(bytes: ArrayBuffer): Promise<unknown[][]> {
  const { readSheet } = await import("read-excel-file/universal");
  // Numbers stay as they are written: 007 is a name, not seven.
  return readSheet(bytes, { parseNumber: (text: string) => text });
}

async function rowsOfCsv(bytes: ArrayBuffer): Promise<unknown[][]> {
  const { default: papa } = await import("papaparse");
  return papa.parse<string[]>(decodeCsv(new Uint8Array(bytes)), { skipEmptyLines: "greedy" }).data;
}

/** The first sheet of an Excel or CSV file as texts, rows without any text left out. @throws TableFileProblem */
export async function readTableFile(name: string, content: Pick<Blob, "arrayBuffer" | "size">): Promise<string[][]> {
  if (content.size > MOST_BYTES) throw new TableFileProblem("too-large");
  const bytes = await content.arrayBuffer();
  const start = new Uint8Array(bytes.slice(0, 4));
  const isZip = start[0] === 0x50 && start[1] === 0x4b;
  if (start[0] === 0xd0 && start[1] === 0xcf) throw new TableFileProblem(/\.xls$/i.test(name) ? "old-excel" : "damaged");
  if (!isZip && !/\.(csv|txt|tsv)$/i.test(name)) throw new TableFileProblem("kind");
  const rows = await (isZip ? rowsOfExcel(bytes) : rowsOfCsv(bytes)).catch(() => {
    throw new TableFileProblem("damaged");
  });
  return rows.map((row) => row.map((cell) => textOf(cell).trim())).filter((row) => row.some((cell) => cell !== ""));
}

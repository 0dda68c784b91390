import { safeCell } from "../../../functions/platform/cells.ts";

export type CellValue = string | number | null | undefined;

export interface Sheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  name: string;
  columns: string[];
  rows: CellValue[][];
}

/** Hands a finished file to the person. */
export function saveFile(fileName: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Display width: a Chinese character is twice as wide as a Latin letter; between 8 and 60. */
const widthOf = (texts: CellValue[]) =>
  Math.min(
    60,
    Math.max(8, ...texts.map((text) => Array.from(String(text ?? "")).reduce((sum, letter) => sum + (letter > "\u00ff" ? 2 : 1), 2))),
  );

/** Writes an Excel workbook; texts that would be formulas are quoted. The library is loaded when first used. */
export async function downloadExcel(fileName: string, sheets: Sheet[]): Promise<void> {
  const { default: writeExcel } = await import("write-excel-file/browser");
  const built = sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    columns: columns.map((column, place) => ({ width: widthOf([column, ...rows.slice(0, 200).map((row) => row[place])]) })),
    stickyRowsCount: 1,
    data: [
      columns.map((value) => ({ value, fontWeight: "bold" as const })),
      ...rows.map((row) =>
        row.map((value) => (typeof value === "number" ? { value, type: Number } : value ? { value: safeCell(value), type: String } : null)),
      ),
    ],
  }));
  saveFile(fileName, await writeExcel(built).toBlob());
}

/** Writes CSV as Excel in China opens it: UTF-8 with BOM, CRLF, quoted where needed. */
export function downloadCsv(fileName: string, columns: string[], rows: CellValue[][]): void {
  const cell = (value: CellValue) => {
    const text = typeof value === "number" ? String(value) : safeCell(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const text = [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  saveFile(fileName, new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
}

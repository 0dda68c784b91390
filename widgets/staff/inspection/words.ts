import type { Line, Sheet as InspectionSheet } from "../../../functions/inspection/contract.ts";
import { dateTime } from "../shell/format.ts";
import { downloadExcel } from "../shell/sheets.ts";

/** `2026-10` → 2026年10月 */
export const monthName = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** The hash in groups of eight, so that two people can compare it by reading it out. */
export const hashGroups = (hash: string): string => hash.replace(/(.{8})(?=.)/g, "$1 ");

/** What two readings of a sheet differ by, to whoever is about to sign. */
export const sameLines = (one: readonly Line[], other: readonly Line[]): boolean => JSON.stringify(one) === JSON.stringify(other);

const columns = ["组室", "姓名", "笔记字数", "笔记篇数", "心得篇数", "批阅"];

/** The sheet, or a lead's part of it, as an Excel workbook; what was signed says by whom, when and under which hash. */
export function downloadSheet({ month, lines, signature }: InspectionSheet, whole: boolean): Promise<void> {
  const rows = lines.map(({ office, name, characters, notes, reflections, remark }) => [
    office,
    name,
    characters,
    notes,
    reflections,
    remark,
  ]);
  const facts = signature
    ? [
        ["签字人", signature.by],
        ["签字时间", dateTime(signature.at)],
        ["SHA-256", signature.hash],
      ]
    : [["状态", "未签字"]];
  return downloadExcel(`笔记检查表-${month}${signature ? "" : "-未签字"}.xlsx`, [
    { name: monthName(month), columns, rows },
    { name: "签字", columns: ["项目", "内容"], rows: [["月份", monthName(month)], ["范围", whole ? "全部" : "本组室部分"], ...facts] },
  ]);
}

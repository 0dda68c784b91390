import type { Figures, MonthFigures, RowFigures } from "../../../functions/figures/contract.ts";
import { DataTable, type Column } from "../shell/table.tsx";
import { percent, rateOf, rowTotals, spokenMonth, totalsOf } from "./words.ts";

type MonthRow = Omit<MonthFigures, "month"> & { key: string; label: string };

const number = <T,>(key: string, label: string, render: (row: T) => number | string): Column<T> => ({ key, label, numeric: true, render });
const named: Column<MonthRow> = { key: "month", label: "月份", render: ({ label }) => label, names: true };

function monthRows({ months, medianDays }: Figures): MonthRow[] {
  const rows = months.map(({ month, ...rest }) => ({ key: month, label: spokenMonth(month), ...rest }));
  return [...rows, { key: "all", label: "合计", ...totalsOf({ months }), ...(medianDays === undefined ? {} : { medianDays }) }];
}

export function ReadingTable({ figures }: { figures: Figures }) {
  const columns: Column<MonthRow>[] = [
    named,
    number("views", "浏览", ({ views }) => views),
    number("downloads", "下载", ({ downloads }) => downloads),
  ];
  return <DataTable caption="逐月浏览和下载" columns={columns} rows={monthRows(figures)} rowKey={({ key }) => key} />;
}

export function FeedbackTable({ figures }: { figures: Figures }) {
  const columns: Column<MonthRow>[] = [
    named,
    number("received", "收到", ({ received }) => received),
    number("answered", "已答复", ({ answered }) => answered),
    number("inTime", "按时答复", ({ inTime }) => inTime),
    number("late", "逾期", ({ late }) => late),
    number("open", "在办", ({ open }) => open),
    number("closed", "不予公开或撤回", ({ closed }) => closed),
    number("rate", "按时答复率", (row) => percent(rateOf(row))),
    number("median", "用时中位数（工作日）", ({ medianDays }) => medianDays ?? "—"),
  ];
  return <DataTable caption="逐月反馈和答复" columns={columns} rows={monthRows(figures)} rowKey={({ key }) => key} />;
}

interface RowsProps {
  caption: string;
  head: string;
  rows: readonly RowFigures[];
  /** Which numbers of each row. */
  of: "reading" | "feedback";
}

export function RowsTable({ caption, head, rows, of }: RowsProps) {
  type Row = ReturnType<typeof rowTotals>;
  const columns: Column<Row>[] = [
    { key: "name", label: head, render: ({ name }) => name, names: true },
    ...(of === "reading"
      ? [number<Row>("views", "浏览", ({ views }) => views), number<Row>("downloads", "下载", ({ downloads }) => downloads)]
      : [number<Row>("received", "收到的反馈", ({ received }) => received)]),
  ];
  return <DataTable caption={caption} columns={columns} rows={rows.map(rowTotals)} rowKey={({ name }) => name} />;
}

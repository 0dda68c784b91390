import type { Figures, RowFigures } from "../../../functions/figures/contract.ts";
import type { Sheet } from "../shell/sheets.ts";
import { percent, rateOf, ruleText, sum, totalsOf } from "./words.ts";

/** Names × months with their sums; zero is a figure too. */
function crossed(name: string, head: string, figures: Figures, rows: readonly { name: string; series: number[] }[]): Sheet {
  const months = figures.months.map(({ month }) => month);
  const body = rows.map(({ name: row, series }) => [row, ...series, sum(series)]);
  const totals = months.map((_, place) => sum(rows.map(({ series }) => series[place]!)));
  return { name, columns: [head, ...months, "合计"], rows: [...body, ["合计", ...totals, sum(totals)]] };
}

function ofRows(what: "views" | "downloads" | "received", rows: readonly RowFigures[]) {
  return rows.map((row) => ({ name: row.name, series: row[what] }));
}

function monthSheet(figures: Figures): Sheet {
  const total = totalsOf(figures);
  const columns = [
    "月份",
    "浏览",
    "下载",
    "收到反馈",
    "已答复",
    "按时答复",
    "逾期",
    "在办",
    "不予公开或撤回",
    "按时答复率",
    "答复用时中位数（工作日）",
  ];
  const line = (head: string, row: ReturnType<typeof totalsOf>, median: number | undefined) => [
    head,
    row.views,
    row.downloads,
    row.received,
    row.answered,
    row.inTime,
    row.late,
    row.open,
    row.closed,
    percent(rateOf(row)),
    median ?? "—",
  ];
  const rows = figures.months.map((month) => line(month.month, month, month.medianDays));
  return { name: "按月", columns, rows: [...rows, line("合计", total, figures.medianDays)] };
}

/** Everything on the screen, and each category and unit month by month besides. */
export function sheetsOf(figures: Figures): Sheet[] {
  const { categories, units, kinds, from, to, limitDays, partial } = figures;
  return [
    monthSheet(figures),
    crossed("分类浏览", "分类", figures, ofRows("views", categories)),
    crossed("分类下载", "分类", figures, ofRows("downloads", categories)),
    crossed("分类反馈", "分类", figures, ofRows("received", categories)),
    crossed("单位浏览", "单位", figures, ofRows("views", units)),
    crossed("单位下载", "单位", figures, ofRows("downloads", units)),
    crossed("单位反馈", "单位", figures, ofRows("received", units)),
    crossed(
      "反馈类别",
      "类别",
      figures,
      kinds.map(({ name, received }) => ({ name, series: received })),
    ),
    {
      name: "说明",
      columns: ["项目", "内容"],
      rows: [
        ["统计时段", `${from} 至 ${to}`],
        ["浏览和下载", "同一访问者同一天对同一篇资料只计一次；只有合计，不记录个人。"],
        ["反馈", ruleText(limitDays)],
        ["次序", "分类和单位按设置里的固定次序列出，不按数字大小排列。"],
        ...(partial ? [["注意", "这段时间的反馈太多，没有全部计入，请缩短时段。"]] : []),
      ],
    },
  ];
}

import "./figures.css";
import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Figures } from "../../../functions/figures/contract.ts";
import { wholeColumn } from "../../../functions/figures/names.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { day } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Chart } from "./chart.tsx";
import { choiceOf, PeriodPicker, periodOf } from "./period.tsx";
import { sheetsOf } from "./sheets-of.ts";
import { FeedbackTable, ReadingTable, RowsTable } from "./tables.tsx";
import { percent, rateOf, rowTotals, ruleText, spokenMonth, totalsOf } from "./words.ts";

const BLUE = "#1f5fa8";
const ORANGE = "#c87400";
const GREEN = "#2c8a4b";

/** On paper the tables are open, whatever is open on the screen. */
function useOpenOnPaper(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = () => {
      opened = Array.from(document.querySelectorAll<HTMLDetailsElement>(".figures details:not([open])"));
      for (const details of opened) details.open = true;
    };
    const close = () => {
      for (const details of opened) details.open = false;
    };
    window.addEventListener("beforeprint", open);
    window.addEventListener("afterprint", close);
    return () => {
      window.removeEventListener("beforeprint", open);
      window.removeEventListener("afterprint", close);
    };
  }, []);
}

function Total({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div class="card figures-total">
      <dt>{label}</dt>
      <dd>
        <b>{value}</b>
        <span class="muted small">{note}</span>
      </dd>
    </div>
  );
}

function Totals({ figures }: { figures: Figures }) {
  const total = totalsOf(figures);
  const judged = total.inTime + total.late;
  return (
    <dl class="figures-totals">
      <Total label="浏览" value={`${total.views}`} note="次" />
      <Total label="下载" value={`${total.downloads}`} note="次" />
      <Total label="收到反馈" value={`${total.received}`} note={`条，已答复 ${total.answered} 条`} />
      <Total
        label="按时答复率"
        value={percent(rateOf(total))}
        note={judged === 0 ? "还没有到期的反馈" : `${judged} 条中 ${total.inTime} 条按时`}
      />
      <Total
        label="答复用时"
        value={figures.medianDays === undefined ? "—" : `${figures.medianDays}`}
        note={figures.medianDays === undefined ? "还没有答复" : "个工作日（中位数）"}
      />
    </dl>
  );
}

/** The first month and each January say their year too. */
const monthLabels = (months: Figures["months"]) =>
  months.map(({ month }, place) => {
    const name = `${Number(month.slice(5))}月`;
    return place === 0 || month.endsWith("-01") ? `${name}\n${month.slice(0, 4)}` : name;
  });

function Charts({ figures }: { figures: Figures }) {
  const { months, categories, units } = figures;
  const total = totalsOf(figures);
  const period = `${spokenMonth(figures.from)}到${spokenMonth(figures.to)}`;
  const labels = monthLabels(months);
  const pair = (rows: { views: number; downloads: number }[]) => [
    { label: "浏览", colour: BLUE, values: rows.map(({ views }) => views) },
    { label: "下载", colour: ORANGE, values: rows.map(({ downloads }) => downloads) },
  ];
  // Feedback on no material has a row of its own, which nobody can view or download.
  const shelves = categories.filter(({ name }) => name !== wholeColumn);
  const rowsOf = [
    { head: "分类", readable: shelves, rows: categories, order: "" },
    { head: "单位", readable: units, rows: units, order: "，按单位名单的固定次序" },
  ];
  return (
    <>
      <Chart
        title="逐月浏览和下载"
        summary={`柱状图：${period}浏览 ${total.views} 次，下载 ${total.downloads} 次。逐月数字在数据表里。`}
        labels={labels}
        bars={pair(months)}
      >
        <ReadingTable figures={figures} />
      </Chart>
      <Chart
        title="逐月反馈和答复"
        summary={`柱状图：${period}收到反馈 ${total.received} 条，按时答复 ${total.inTime} 条，逾期 ${total.late} 条。逐月数字在数据表里。`}
        labels={labels}
        bars={[
          { label: "收到", colour: BLUE, values: months.map(({ received }) => received) },
          { label: "按时答复", colour: GREEN, values: months.map(({ inTime }) => inTime) },
        ]}
      >
        <FeedbackTable figures={figures} />
        <p class="muted small">{ruleText(figures.limitDays)}</p>
      </Chart>
      {rowsOf.map(({ head, readable, rows, order }) => (
        <Fragment key={head}>
          <Chart
            title={`各${head}浏览和下载`}
            summary={`柱状图：${period}各${head}的浏览和下载${order}。数字在数据表里。`}
            labels={readable.map(({ name }) => name)}
            bars={pair(readable.map(rowTotals))}
          >
            <RowsTable caption={`各${head}浏览和下载`} head={head} rows={readable} of="reading" />
          </Chart>
          <Chart
            title={`各${head}收到的反馈`}
            summary={`柱状图：${period}各${head}收到的反馈${order}。数字在数据表里。`}
            labels={rows.map(({ name }) => name)}
            bars={[{ label: "收到", colour: BLUE, values: rows.map((row) => rowTotals(row).received) }]}
          >
            <RowsTable caption={`各${head}收到的反馈`} head={head} rows={rows} of="feedback" />
          </Chart>
        </Fragment>
      ))}
    </>
  );
}

function Exports({ figures }: { figures: Figures | undefined }) {
  const [busy, setBusy] = useState(false);
  if (!figures) return null;
  const save = async () => {
    setBusy(true);
    try {
      await downloadExcel(`干训讲堂统计_${figures.from}_${figures.to}.xlsx`, sheetsOf(figures));
      announce("已导出 Excel 文件");
    } catch (error) {
      announce(problemText(error), "error");
    }
    setBusy(false);
  };
  return (
    <>
      <Button kind="plain" onClick={() => window.print()}>
        打印
      </Button>
      <Button busy={busy} onClick={() => void save()}>
        导出 Excel
      </Button>
    </>
  );
}

/** 统计: sums by month, category and unit; never by person, never in the order of size. */
export default function FiguresScreen({ query }: ScreenProps) {
  const [now] = useState(() => day(new Date().toISOString()).slice(0, 7));
  const asked = { from: query["from"] ?? "", to: query["to"] ?? "" };
  const period = asked.from && asked.to ? asked : periodOf(choiceOf(query, now), now, asked);
  const { from, to } = period;
  const figures = useLoad((signal) => api<Figures>("GET", `/api/staff/figures?from=${from}&to=${to}`, undefined, { signal }), [from, to]);
  useOpenOnPaper();
  return (
    <Screen
      title="统计"
      note={`${spokenMonth(from)}至${spokenMonth(to)}。只有合计数字，不按个人统计，不排名次。`}
      actions={<Exports figures={figures.value} />}
    >
      <PeriodPicker query={query} period={period} now={now} />
      <Load from={figures}>
        {(value) => (
          <div class="stack figures">
            {value.partial && <p class="form-error">这段时间的反馈太多，没有全部计入，请缩短时段再看。</p>}
            <Totals figures={value} />
            <div class="figures-charts">
              <Charts figures={value} />
            </div>
          </div>
        )}
      </Load>
    </Screen>
  );
}

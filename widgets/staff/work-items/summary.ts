import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import type { WorkLine, WorkMenu, WorkOverview } from "../../../functions/work-items/menu.contract.ts";
import type { Block, Cell } from "../official-paper/block.ts";
import type { Report } from "../official-paper/report.ts";
import type { Sheet } from "../shell/sheets.ts";
import { spokenMonth, standing } from "./words.ts";

/** What a month's summary is made of. */
export interface Summary {
  overview: WorkOverview;
  /** 注销 in the month, with their results. */
  closed: WorkItem[];
  /** 未完成 or past their date, with what was said about it. */
  unfinished: WorkItem[];
  /** Their date is in the month after. */
  next: WorkLine[];
}

export const nextMonth = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
};

/** Which items a month's summary tells of in full, and which it only names. */
export function partsOf({ items }: Pick<WorkMenu, "items">, month: string) {
  const going = items.filter(({ state }) => state === "underway" || state === "unfinished");
  return {
    closed: items.filter(({ state, endedOn }) => state === "closed" && endedOn?.startsWith(month)),
    unfinished: going.filter(({ state, lamp }) => state === "unfinished" || lamp === "red"),
    next: going.filter(({ end }) => end.startsWith(nextMonth(month))),
  };
}

const paragraph = (text: string): Block => ({ kind: "paragraph", runs: [{ text }] });
const heading = (text: string): Block => ({ kind: "heading", level: 2, runs: [{ text }] });
const cells = (texts: readonly (string | number)[], header = false): Cell[] =>
  texts.map((text) => ({ runs: [{ text: String(text) }], header, columns: 1, rows: 1 }));
const table = (head: string[], rows: (string | number)[][]): Block => ({
  kind: "table",
  rows: [cells(head, true), ...rows.map((row) => cells(row))],
});
/** What ends without a mark gets one. */
const sentence = (text: string): string => (/[。！？；.!?;]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`);
const dateWords = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const sum = (offices: WorkOverview["offices"], key: "underway" | "unfinished" | "closed" | "red" | "due" | "onTime" | "late" | "missing") =>
  offices.reduce((all, office) => all + office[key], 0);

const officeHead = ["组室", "应报", "按时", "迟报", "没报"];
const officeRows = ({ offices }: WorkOverview) =>
  offices.map(({ office, due, onTime, late, missing }) => [office, due, onTime, late, missing]);

function unfinishedText({ title, office, owner, deadlines, end, explanation }: WorkItem): string {
  const head = `${title}（${office}，责任人${owner.name}）。`;
  if (!explanation) return `${head}时限${dateWords(end)}，已经超过，还没有说明。`;
  const was = deadlines.length > 0 ? `原时限${dateWords(deadlines[deadlines.length - 1]!)}。` : "";
  return `${head}${was}原因：${sentence(explanation.reason)}进一步推进措施：${sentence(explanation.measures)}新的完成时限：${dateWords(end)}。`;
}

/** The month's summary as an official document: 组室 in their fixed order, numbers of the whole department, no ranking. */
export function reportOf({ overview, closed, unfinished, next }: Summary, department: string): Report {
  const { offices, month, today } = overview;
  const facts = [
    `截至${dateWords(today)}，推进中${sum(offices, "underway")}项，未完成${sum(offices, "unfinished")}项，全年已注销${sum(offices, "closed")}项；`,
    `${spokenMonth(month)}注销${closed.length}项，目前超过时限${sum(offices, "red")}项。`,
    `本月应汇报${sum(offices, "due")}次，按时${sum(offices, "onTime")}次，迟报${sum(offices, "late")}次，没报${sum(offices, "missing")}次。`,
  ];
  const numbered = (texts: readonly string[], none: string) =>
    texts.length === 0 ? [paragraph(none)] : texts.map((text, place) => paragraph(`${place + 1}．${text}`));
  return {
    title: `${spokenMonth(month)}重点工作推进情况`,
    department,
    date: dateWords(today),
    blocks: [
      heading("一、总体情况"),
      paragraph(facts.join("")),
      heading("二、本月注销的工作"),
      ...numbered(
        closed.map(({ title, office, result = "" }) => `${title}（${office}）。${sentence(result)}`),
        "本月没有注销的工作项。",
      ),
      heading("三、未完成的工作"),
      ...numbered(unfinished.map(unfinishedText), "没有未完成的工作项。"),
      heading("四、按时汇报情况"),
      table(officeHead, officeRows(overview)),
      heading("五、下月到期的工作"),
      ...numbered(
        next.map(({ title, office, owner, end }) => `${title}（${office}，责任人${owner.name}），${dateWords(end)}到期。`),
        "下月没有到期的工作项。",
      ),
    ],
  };
}

/** The same as a workbook. */
export function sheetsOf({ overview, closed, unfinished, next }: Summary): Sheet[] {
  const head = ["组室", "工作项", "责任人"];
  return [
    {
      name: "汇报情况",
      columns: [...officeHead, "推进中", "未完成", "已注销", "快到期", "已超期"],
      rows: overview.offices.map((one) => [
        one.office,
        one.due,
        one.onTime,
        one.late,
        one.missing,
        one.underway,
        one.unfinished,
        one.closed,
        one.amber,
        one.red,
      ]),
    },
    {
      name: "本月注销",
      columns: [...head, "注销日期", "完成结果"],
      rows: closed.map(({ office, title, owner, endedOn, result }) => [office, title, owner.name, endedOn, result]),
    },
    {
      name: "未完成",
      columns: [...head, "原时限", "现时限", "原因", "进一步推进措施", "状态"],
      rows: unfinished.map((item) => [
        item.office,
        item.title,
        item.owner.name,
        item.deadlines.join("、"),
        item.end,
        item.explanation?.reason,
        item.explanation?.measures,
        standing(item),
      ]),
    },
    {
      name: "下月到期",
      columns: [...head, "完成时限", "状态"],
      rows: next.map((line) => [line.office, line.title, line.owner.name, line.end, standing(line)]),
    },
  ];
}

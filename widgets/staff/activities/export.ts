import type { Activity, ActivityList } from "../../../functions/activities/contract.ts";
import { api } from "../shell/api.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { peopleWords, whereWords } from "./words.ts";

/** Pages that one export asks for: a thousand activities and more. */
const MOST_PAGES = 40;

const columns = [
  "日期",
  "类别",
  "主题",
  "地点",
  "参加人员",
  "题目",
  "内容",
  "情况和意见",
  "问题",
  "解决情况",
  "下一步打算",
  "登记人",
  "组室",
];

function rowOf(activity: Activity): string[] {
  const { date, kind, title, topics, content, findings, problems, next, byName, office } = activity;
  const solved = problems.filter(({ solvedOn }) => solvedOn !== "").map(({ text, solvedOn }) => `${text}：${solvedOn}`);
  const found = problems.map(({ text }) => text).join("\n");
  const facts = [date, kind, title, whereWords(activity), peopleWords(activity)];
  return [...facts, topics.join("\n"), content, findings, found, solved.join("\n"), next, byName, office];
}

/** The list as it is filtered, whole, as an Excel workbook. @param query of the list's route */
export async function exportActivities(year: string, query: string): Promise<void> {
  const rows: string[][] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const at: string = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await api<ActivityList>("GET", `/api/staff/activities?${query}${at}`);
    rows.push(...page.items.map(rowOf));
    ({ cursor } = page);
    if (cursor === undefined) break;
  }
  await downloadExcel(`${year}年活动记录.xlsx`, [{ name: "活动", columns, rows }]);
}

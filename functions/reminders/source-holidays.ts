import { missingYears } from "../calendar/rules.ts";
import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { type Due, weekOf } from "./rules.ts";

/** 节假日: a year whose table is not there though limits are counted by it; once a week, since its notice may not be out yet. */
export async function holidaysDue({ store }: Deps, now: number): Promise<Due[]> {
  const years = missingYears(await readHolidays(store), now);
  return years.map((year) => ({
    kind: "holidays",
    object: String(year),
    period: weekOf(now),
    title: `缺少 ${year} 年的节假日安排`,
    text: "没有它，工作日只按周末推算，反馈的期限会不准。请照国务院办公厅的通知补上。",
    path: "/settings/holidays",
    urgent: false,
  }));
}

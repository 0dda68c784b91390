import type { StudyDay } from "../../../functions/study-days/contract.ts";

const weekdays = "日一二三四五六";

/** `11月27日 星期五` */
export function dayName(date: string): string {
  const [, month, day] = date.split("-");
  return `${Number(month)}月${Number(day)}日 星期${weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]}`;
}

/** Today in Beijing, YYYY-MM-DD. */
export const today = (now = Date.now()): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

interface Badge {
  text: string;
  kind: "" | "good" | "amber" | "red" | "blue";
}

/** What a day is, in one word. */
export function badgeOf(day: StudyDay, now = today()): Badge {
  if (day.state === "cancelled") return { text: "已取消", kind: "" };
  if (day.holiday && day.date >= now) return { text: "遇放假，请改期", kind: "red" };
  if (day.minutes) return { text: "已记录", kind: "good" };
  if (day.date < now) return day.version > 0 ? { text: "未记录", kind: "amber" } : { text: "没有安排", kind: "" };
  if (day.state === "moved") return { text: "已改期", kind: "blue" };
  return day.topic ? { text: "已安排", kind: "blue" } : { text: "未安排", kind: "" };
}

import type { Task, TaskLine } from "../../../functions/study-tasks/contract.ts";

/** Today in Beijing, `YYYY-MM-DD`. */
export const today = (now = Date.now()): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

const daysLeft = (deadline: string, now: string) => Math.round((Date.parse(deadline) - Date.parse(now)) / 86_400_000);

/** `还有 3 天` */
export function leftWords(deadline: string, now = today()): string {
  const days = daysLeft(deadline, now);
  if (days < 0) return "已到期";
  return days === 0 ? "今天到期" : `还有 ${days} 天`;
}

interface Badge {
  text: string;
  kind: "" | "good" | "amber" | "blue";
}

const allMarked = ({ materials, mine = [] }: TaskLine) => materials.every(({ id }) => mine.includes(id));

/** How a task stands, for me where it is mine to do. */
export function badgeOf(task: TaskLine, now = today()): Badge {
  if (task.mine && allMarked(task)) return { text: "已完成", kind: "good" };
  if (task.state === "closed") return { text: "已结束", kind: "" };
  if (task.state === "past") return task.mine ? { text: "已到期，还可以补学", kind: "amber" } : { text: "已到期", kind: "" };
  return { text: leftWords(task.deadline, now), kind: daysLeft(task.deadline, now) <= 3 ? "amber" : "blue" };
}

/** How many materials of a task I have marked, in words. */
export function progressWords({ materials, mine }: TaskLine): string {
  if (!mine) return `${materials.length} 篇资料`;
  return `已学 ${materials.filter(({ id }) => mine.includes(id)).length} 篇，共 ${materials.length} 篇`;
}

/** Who is asked. */
export function audienceWords({ people, offices, units }: TaskLine): string {
  const parts = [people === "all" ? "全体部内干部" : "", ...(people === "offices" ? offices : []), ...units.map(({ name }) => name)];
  return parts.filter(Boolean).join("、");
}

/** What is aimed at; never a hard limit. */
export function targetWords({ noteCharacters, reflections }: TaskLine): string {
  const parts = [noteCharacters > 0 ? `学习笔记 ${noteCharacters} 字左右` : "", reflections > 0 ? `学习心得 ${reflections} 篇以上` : ""];
  return parts.filter(Boolean).join("，");
}

/** What I have written towards the target. */
export function writtenWords({ written, noteCharacters, reflections }: Task): string {
  if (!written) return "";
  const parts = [
    noteCharacters > 0 ? `学习笔记 ${written.characters} 字` : "",
    reflections > 0 ? `学习心得 ${written.reflections} 篇` : "",
  ];
  return `我已写${parts.filter(Boolean).join("，")}`;
}

/** As many as one download takes. */
const PACKAGE = 20;

/** Addresses of the downloads with a task's materials; those that were withdrawn are left out. */
export function packagesOf({ materials, withdrawn = [] }: Pick<TaskLine, "materials"> & Partial<Pick<Task, "withdrawn">>): string[] {
  const ids = materials.map(({ id }) => id).filter((id) => !withdrawn.includes(id));
  const parts: string[] = [];
  for (let from = 0; from < ids.length; from += PACKAGE) parts.push(`/api/packages.zip?ids=${ids.slice(from, from + PACKAGE).join(",")}`);
  return parts;
}

import type { Deps } from "../deps.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import { stateOf } from "../study-tasks/rules.ts";
import { tasksOfYear } from "../study-tasks/table.ts";
import type { Due } from "./rules.ts";

/** A task is told of once in its last days, and once more when only tomorrow or today is left. */
const NEAR_DAYS = 3;

/** 学习任务: what is near its deadline. Nobody is named: who has studied what is seen in the workbench. */
export async function studyTasksDue({ store }: Deps, now: number): Promise<Due[]> {
  const [today, tomorrow, until] = [chinaDay(now), chinaDay(now + DAY), chinaDay(now + NEAR_DAYS * DAY)];
  const years = [...new Set([today.slice(0, 4), until.slice(0, 4)])];
  const tasks = (await Promise.all(years.map((year) => tasksOfYear(store, year, today)))).flat();
  return tasks
    .filter((task) => stateOf(task, now) === "open" && task.deadline <= until)
    .map(({ id, title, deadline, materials }) => {
      const last = deadline <= tomorrow;
      const when = deadline === today ? "今天是最后一天" : deadline === tomorrow ? "明天是最后一天" : `最后一天是 ${deadline}`;
      return {
        kind: "study-tasks",
        object: id,
        period: `${deadline} ${last ? "last" : "near"}`,
        title: "学习任务快到期了",
        text: `“${title}”（${materials.length} 篇资料）${when}，还没有学完的请抓紧。`,
        path: `/tasks/${id}`,
        urgent: last,
      };
    });
}

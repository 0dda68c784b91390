import type { Deps } from "../deps.ts";
import { chinaDay } from "../platform/clock.ts";
import { readSettings } from "../settings/table.ts";
import { owedOf, type StoredLine } from "../work-items/lines.rules.ts";
import { openWork } from "../work-items/menu.ts";
import { officesInOrder } from "../work-items/overview.rules.ts";
import { lampOf } from "../work-items/rules.ts";
import type { Due } from "./rules.ts";

/** What is counted of the items of a 组室, in words. */
const matters: { object: string; title: string; path: string; words: string; fits: (line: StoredLine, today: string) => boolean }[] = [
  {
    object: "overdue",
    title: "有工作项超过时限",
    path: "/work",
    words: "请写明原因、进一步推进措施和新的完成时限",
    fits: (line, today) => lampOf(line, today) === "red",
  },
  {
    object: "due",
    title: "有工作项 7 天内到期",
    path: "/work",
    words: "请抓紧推进",
    fits: (line, today) => lampOf(line, today) === "amber",
  },
  {
    object: "reports",
    title: "有工作项该汇报了",
    path: "/work/reports",
    words: "请报完成情况",
    fits: (line, today) => owedOf(line, today).some(({ due, late }) => late || due === today),
  },
  {
    object: "supervision",
    title: "有督办到期没有答复",
    path: "/work",
    words: "请尽快答复",
    fits: ({ answerBy }, today) => answerBy !== undefined && answerBy <= today,
  },
];

/** 工作项: how many of each 组室, in their fixed order, each day while there are any. No titles: they pass no 保密审查. */
export async function workItemsDue({ store }: Deps, now: number): Promise<Due[]> {
  const today = chinaDay(now);
  const [{ lines }, { offices }] = await Promise.all([openWork(store, now), readSettings(store)]);
  return matters.flatMap(({ object, title, path, words, fits }) => {
    const found = lines.filter((line) => fits(line, today));
    if (found.length === 0) return [];
    const counts = officesInOrder(offices, found).map((office) => `${office} ${found.filter((line) => line.office === office).length} 项`);
    return [{ kind: "work-items" as const, object, period: today, title, text: `${counts.join("，")}。${words}。`, path, urgent: false }];
  });
}

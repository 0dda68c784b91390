import type { Deps } from "../deps.ts";
import { chinaDay } from "../platform/clock.ts";
import { linesOfState } from "../today/table.ts";
import type { Due } from "./rules.ts";

const NAMED = 3;

/**
 * 资料办理: what waits for 保密审查 or 签发, once a day. What has not passed the 保密审查 is counted only: its title may not leave the
 * house either. What has passed it is named.
 */
export async function materialsDue({ store }: Deps, now: number): Promise<Due[]> {
  const [toReview, toSign] = await Promise.all([linesOfState(store, "to-review"), linesOfState(store, "to-sign")]);
  const ready = toSign.items.filter(({ publishAt }) => publishAt === undefined);
  const parts = [];
  if (toReview.items.length > 0) parts.push(`${toReview.items.length} 篇${toReview.more ? "以上" : ""}等保密审查`);
  if (ready.length > 0) {
    const names = ready.slice(0, NAMED).map(({ title }) => `《${title}》`);
    parts.push(`${ready.length} 篇${toSign.more ? "以上" : ""}等签发：${names.join("")}${ready.length > NAMED ? "等" : ""}`);
  }
  if (parts.length === 0) return [];
  const object = "queue";
  return [
    {
      kind: "materials",
      object,
      period: chinaDay(now),
      title: "有资料等着办理",
      text: `${parts.join("；")}。`,
      path: "/today",
      urgent: false,
    },
  ];
}

import type { WhoAmI } from "../people/contract.ts";
import type { TopicAction, TopicInput, TopicState } from "./contract.ts";

/** A topic as it is stored; name and 组室 are those of the day on which it was registered. */
export interface StoredTopic extends TopicInput {
  id: string;
  by: string;
  name: string;
  office: string;
  state: TopicState;
  material?: string;
  createdAt: string;
  version: number;
}

/** What this person may do with the topic now: it is its author's alone. 已成文 needs the article. */
export function topicActionsOf({ by, state, material }: StoredTopic, who: WhoAmI): TopicAction[] {
  if (by !== who.id || !who.roles.some((role) => role === "cadre" || role === "lead")) return [];
  const may: Record<TopicAction, boolean> = {
    change: true,
    article: material === undefined,
    underway: state !== "underway",
    written: state !== "written" && material !== undefined,
    remove: material === undefined,
  };
  return (Object.keys(may) as TopicAction[]).filter((action) => may[action]);
}

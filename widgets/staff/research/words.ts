import type { TopicState } from "../../../functions/research/contract.ts";

export const topicStates: Record<TopicState, { text: string; kind: string }> = {
  planned: { text: "拟题", kind: "" },
  underway: { text: "调研中", kind: "blue" },
  written: { text: "已成文", kind: "good" },
};

/** How many topics stand beside the target, in words. */
export function countWords(topics: number, target: number): string {
  const done = topics === 0 ? "还没有" : `已立 ${topics} 个`;
  if (target === 0) return done;
  return topics >= target ? `${done}，达到目标（${target} 个）` : `${done}，目标 ${target} 个`;
}

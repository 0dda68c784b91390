import type { Lecture, LectureState } from "../../../functions/lectures/contract.ts";
import type { MaterialState } from "../../../functions/materials/contract.ts";

export const stateWords: Record<LectureState, { text: string; kind: string }> = {
  planned: { text: "拟讲", kind: "blue" },
  held: { text: "已讲", kind: "good" },
  cancelled: { text: "取消", kind: "" },
};

/** Where a text stands on its way through the three steps. */
export const scriptStates: Record<MaterialState, string> = {
  draft: "起草中",
  "to-review": "等待保密审查",
  "to-sign": "等待签发",
  published: "已发布",
  withdrawn: "已撤回",
};

export const topicWords = (topic: string): string => topic || "题目待定";

/** 组室 or unit and name; of a speaker from outside it says so. */
export function speakerWords({ person, name, from }: Lecture["speaker"]): string {
  return person === undefined ? `${name}（外请${from ? `，${from}` : ""}）` : from ? `${name}（${from}）` : name;
}

export function questionWords({ asked, open }: Pick<Lecture, "asked" | "open">): string {
  if (asked === 0) return "—";
  return open > 0 ? `${asked} 个，${open} 个待解答` : `${asked} 个，都已解答`;
}

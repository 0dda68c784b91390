import type { Explanation } from "../../../functions/work-items/contract.ts";
import { today } from "../calendar/words.ts";

export const noExplanation: Explanation = { reason: "", measures: "", until: "" };

/** What is wrong with the three things, before they are sent; the server says the same again. */
export function missingOf(
  { reason, measures, until }: Explanation,
  end: string,
  now = today(),
): Partial<Record<keyof Explanation, string>> {
  const date = until === "" ? "请定一个新的完成时限。" : until <= now ? "要在今天以后。" : until <= end ? `要晚于原来的时限 ${end}。` : "";
  return {
    ...(reason.trim() === "" ? { reason: "请写明为什么没有按时完成。" } : {}),
    ...(measures.trim() === "" ? { measures: "请写明下一步怎么推进。" } : {}),
    ...(date === "" ? {} : { until: date }),
  };
}

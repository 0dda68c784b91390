import type { Figures } from "../../functions/figures/contract.ts";
import { newColumn as feedbackColumn } from "../feedback/support.ts";

export const beijing = (text: string) => Date.parse(`${text}+08:00`);
export const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** A column with one material (评论文章) and two units, and readers that come one by one. */
export async function newColumn() {
  const column = await feedbackColumn();
  let readers = 0;
  return {
    ...column,
    /** One more reader, from an address of its own. */
    read: (id: string, what: "views" | "downloads" = "views", unit?: string) =>
      column.call("POST", `/api/materials/${id}/${what}${unit ? `?unit=${unit}` : ""}`, {
        address: `198.18.${++readers >> 8}.${readers & 255}`,
      }),
    figures: async (query = "") => {
      const answer = await column.call<Figures>("GET", `/api/staff/figures${query}`, { cookie: await column.signIn(["director"]) });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
      return answer.body;
    },
  };
}

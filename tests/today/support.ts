import type { Material } from "../../functions/materials/contract.ts";
import type { Today, TodayGroup } from "../../functions/today/contract.ts";
import { newColumn as feedbackColumn } from "../feedback/support.ts";

export const beijing = (text: string) => Date.parse(`${text}+08:00`);

/** A column with one published material and two units, and what these tests ask of it. */
export async function newColumn() {
  const column = await feedbackColumn();
  const today = async (cookie: string) => (await column.call<Today>("GET", "/api/staff/today", { cookie })).body;
  return {
    ...column,
    today,
    /** Groups by kind: the ids of their lines. */
    waiting: async (cookie: string): Promise<Record<string, string[]>> =>
      Object.fromEntries((await today(cookie)).groups.map(({ kind, lines }: TodayGroup) => [kind, lines.map(({ id }) => id)])),
    draft: async (cookie: string, title = "端正话风") =>
      (
        await column.call<Material>("POST", "/api/staff/materials", {
          cookie,
          body: { title, category: "评论文章", body: "<p>说话要短。</p>" },
        })
      ).body,
    take: async (cookie: string, record: { id: string; version: number }, step: string, body: object = {}) => {
      const answer = await column.call<Material>("POST", `/api/staff/materials/${record.id}/${step}`, {
        cookie,
        body: { version: record.version, ...body },
      });
      if (answer.status !== 200) throw new Error(`${step}: ${answer.status} ${answer.text}`);
      return answer.body;
    },
  };
}

export type TodayColumn = Awaited<ReturnType<typeof newColumn>>;

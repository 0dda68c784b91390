import type { Deps } from "../deps.ts";
import { listEntries } from "../inspection/table.ts";
import { type Due, weekOf } from "./rules.ts";

const MONTHS = 12;

/** 笔记检查: sheets of the last months that wait for their signature, once a week. */
export async function inspectionsDue({ store }: Deps, now: number): Promise<Due[]> {
  const { items } = await listEntries(store, MONTHS);
  return items
    .filter(({ state }) => state === "open")
    .map(({ month }) => ({
      kind: "inspections",
      object: month,
      period: weekOf(now),
      title: "学习笔记检查表等着签字",
      text: `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月的检查表还没有签字。`,
      path: `/inspection/${month}`,
      urgent: false,
    }));
}

import type { Remark, Sheet } from "../../functions/inspection/contract.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Store } from "../../functions/store/store.ts";
import { notesOf } from "../notes/support.ts";
import { newColumn } from "../support/column.ts";

export const MONTH = "2026-10";
export const OFFICE = "组织科";

/** A department of two 组室 that has written in October, and the sheet of it, made on the clock's 23 November. */
export async function inspected(openStore?: (now: () => number) => Promise<Store>) {
  const column = await newColumn({}, openStore);
  const person = (id: string, name: string, office: string) => column.signIn(["cadre"], { id, name, office });
  const [first, second, third] = [
    await person("person-a", "𠮷某", OFFICE),
    await person("person-b", "㛃某", OFFICE),
    await person("person-c", "䶮某", "办公室"),
  ];
  const lead = await column.signIn(["lead"], { id: "person-l", name: "组长", office: OFFICE });
  const director = await column.signIn(["director"], { id: "the-director", name: "部长" });
  await notesOf(column, first).create({ text: "五个汉字呀", day: "2026-10-08" });
  await notesOf(column, first).create({ text: "心得四字", day: "2026-10-31", kind: "reflection" });
  await notesOf(column, third).create({ text: "别月", day: "2026-11-01" });
  const make = () => jobs["make-inspection"]!(column.deps);
  const sheet = async (cookie = director, month = MONTH) =>
    (await column.call<Sheet>("GET", `/api/staff/inspections/${month}`, { cookie })).body;
  const remark = (who: string, text: string, version = 0, cookie = director, month = MONTH) =>
    column.call<Remark & { code?: string; current?: Remark }>("PUT", `/api/staff/inspections/${month}/remarks/${who}`, {
      cookie,
      body: { text, version },
    });
  const sign = async (fingerprint?: string, cookie = director, month = MONTH) =>
    column.call<Sheet & { code?: string; current?: Sheet }>("POST", `/api/staff/inspections/${month}/sign`, {
      cookie,
      body: { fingerprint: fingerprint ?? (await sheet(cookie, month)).fingerprint ?? "none" },
    });
  const recount = (cookie = director) =>
    column.call<Sheet & { code?: string }>("POST", `/api/staff/inspections/${MONTH}/recount`, { cookie });
  return { column, first, second, third, lead, director, make, sheet, remark, sign, recount };
}

export type Inspected = Awaited<ReturnType<typeof inspected>>;

/** The rows of sheets alone. */
export const sheetRows = ({ column }: Pick<Inspected, "column">, month = MONTH) =>
  column.rows("notes").filter(({ pk }) => pk === `inspection#${month}`);

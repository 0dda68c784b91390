import type { Role } from "../../functions/people/contract.ts";
import type { Store } from "../../functions/store/store.ts";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import { newColumn } from "./column.ts";

/** A column with the people of two 组室, and calls that plan, step and report. The clock stands at 2026-03-02, a Monday, 09:00 in Beijing. */
export async function withWork(openStore?: (now: () => number) => Promise<Store>) {
  const column = await newColumn({}, openStore);
  column.time.now = Date.parse("2026-03-02T01:00:00.000Z");
  const person = (roles: Role[], id: string, name: string, office: string) => column.signIn(roles, { id, name, office });
  const people = {
    owner: await person(["cadre"], "owner", "甲", "组织科"),
    member: await person(["cadre"], "member", "乙", "干部科"),
    lead: await person(["lead", "cadre"], "lead", "丙", "组织科"),
    lead2: await person(["lead", "cadre"], "lead2", "丁", "干部科"),
    editor: await person(["editor"], "editor", "戊", "党员教育科"),
    director: await person(["director"], "director", "己", "部领导"),
  };
  type Who = keyof typeof people;
  const act = <T = WorkItem>(who: Who, method: string, path: string, body?: object, key?: string) =>
    column.call<T & { code?: string; allowed?: string[]; errors?: { field: string; code: string }[]; current?: WorkItem }>(
      method,
      `/api/staff${path}`,
      { cookie: people[who], ...(body ? { body } : {}), ...(key ? { headers: { "idempotency-key": key } } : {}) },
    );
  const input = {
    kind: "项目",
    title: "村级民主治理",
    office: "组织科",
    owner: "owner",
    members: ["member"],
    start: "2026-03-02",
    end: "2026-06-30",
    rhythm: "monthly",
  };
  const plan = (more: object = {}, who: Who = "lead", key?: string) => act(who, "POST", "/work-items", { ...input, ...more }, key);
  const step = (item: Pick<WorkItem, "id" | "version">, name: string, more: object = {}, who: Who = "lead") =>
    act(who, "POST", `/work-items/${item.id}/steps`, { step: name, version: item.version, ...more });
  /** Planned and set going. */
  const underway = async (more: object = {}, who: Who = "lead"): Promise<WorkItem> => {
    const { body, status, text } = await plan(more, who);
    if (status !== 201) throw new Error(`plan: ${status} ${text}`);
    return (await step(body, "start", {}, who)).body;
  };
  const report = (id: string, due: string, more: object = {}, who: Who = "owner", key?: string) =>
    act(who, "POST", `/work-items/${id}/reports`, { due, done: "完成一步", ...more }, key);
  const read = async (id: string, who: Who = "director") => (await act(who, "GET", `/work-items/${id}`)).body;
  /** Moves the clock to nine o'clock of a day in Beijing; sessions end by it, so everybody signs in anew. */
  const on = async (day: string) => {
    column.time.now = Date.parse(`${day}T01:00:00.000Z`);
    for (const id of Object.keys(people) as Who[]) people[id] = await column.sessionOf(id);
  };
  return { ...column, people, act, input, plan, step, underway, report, read, on };
}

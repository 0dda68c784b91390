import type { Activity, ActivityList, ActivityYear } from "../../functions/activities/contract.ts";
import { createUnit } from "../../functions/units/table.ts";
import { newColumn } from "../support/column.ts";

/** A column with people of two 组室 and one unit with villages, and what they do with activities. */
export async function withActivities(openStore?: Parameters<typeof newColumn>[1]) {
  const column = await newColumn({}, openStore);
  const system = { id: "system", name: "系统" };
  await createUnit(column.deps, system, { name: "山市镇", kind: "乡镇", villages: ["山市镇01村", "山市镇02村"] }, "shanshi");
  const author = await column.signIn(["cadre"], { id: "author", name: "甲", office: "组织科" });
  const other = await column.signIn(["cadre"], { id: "other", name: "乙", office: "干部科" });
  const lead = await column.signIn(["lead"], { id: "lead", name: "丙", office: "组织科" });
  const input = { kind: "下基层", title: "走访山市镇", date: "2026-11-20", unit: "shanshi", village: "山市镇01村", people: ["author"] };
  const act = <T = Activity>(cookie: string, method: string, path: string, body?: object, key?: string) =>
    column.call<T & { code?: string; errors?: { field: string; code: string }[]; current?: Activity }>(
      method,
      `/api/staff/activities${path}`,
      { cookie, ...(body ? { body } : {}), ...(key ? { headers: { "idempotency-key": key } } : {}) },
    );
  const log = (more: object = {}, cookie = author, key?: string) => act(cookie, "POST", "", { ...input, ...more }, key);
  const list = async (cookie: string, query = "year=2026") => (await act<ActivityList>(cookie, "GET", `?${query}`)).body;
  const year = async (cookie: string) => (await act<ActivityYear>(cookie, "GET", "/year?year=2026")).body;
  return { ...column, author, other, lead, input, act, log, list, year };
}

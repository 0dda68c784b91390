import type { LecturePage, LectureRoster } from "../../functions/lectures/contract.ts";
import { newColumn } from "../support/column.ts";

/** A column with an editor and a cadre who speaks, and what they do with lectures. */
export async function withLectures(openStore?: Parameters<typeof newColumn>[1]) {
  const column = await newColumn({}, openStore);
  const editor = await column.signIn(["editor"], { id: "editor", name: "张审核" });
  const speaker = await column.signIn(["cadre"], { id: "speaker", name: "周宣讲", office: "干部科" });
  const plan = async (input: object = {}, cookie = editor, key?: string) =>
    column.call<LecturePage>("POST", "/api/staff/lectures", {
      cookie,
      body: { person: "speaker", topic: "培养健康心态", date: "2026-11-20", place: "四楼会议室", ...input },
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    });
  const page = async (cookie: string, id: string) => (await column.call<LecturePage>("GET", `/api/staff/lectures/${id}`, { cookie })).body;
  const roster = async (cookie: string, year = 2026) =>
    (await column.call<LectureRoster>("GET", `/api/staff/lectures?year=${year}`, { cookie })).body;
  const act = (cookie: string, method: string, path: string, body: object, key?: string) =>
    column.call<LecturePage & { code?: string; current?: LecturePage; errors?: { field: string; code: string }[] }>(
      method,
      `/api/staff/lectures/${path}`,
      { cookie, body, ...(key ? { headers: { "idempotency-key": key } } : {}) },
    );
  const ask = (cookie: string, id: string, text: string, key?: string) => act(cookie, "POST", `${id}/questions`, { text }, key);
  return { ...column, editor, speaker, plan, page, roster, act, ask };
}

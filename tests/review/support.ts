import type { Award, OwnScore, Review } from "../../functions/review/contract.ts";
import { newColumn, START } from "../support/column.ts";

export const CLOSES = START + 7 * 86_400_000;
export const criteria = [
  { name: "内容", weight: 60 },
  { name: "表达", weight: 40 },
];

export type Answered = Review & { code: string; current: OwnScore; allowed: string[]; errors: { field: string; code: string }[] };

/** A column with a director, two reviewers and two published works, and what they do with a review. */
export async function withReviews() {
  const column = await newColumn();
  const director = await column.signIn(["director"], { id: "director", name: "部长" });
  const one = await column.signIn(["cadre"], { id: "reviewer-1", name: "王评委", office: "干部科" });
  const two = await column.signIn(["lead"], { id: "reviewer-2", name: "李评委", office: "组织科" });
  const lecture = await column.publish({ title: "讲课稿甲", category: "讲课稿", author: "周㛃" });
  const article = await column.publish({ title: "调研文章乙", category: "调研文章", author: "王评委" });
  const input = {
    name: "年度评审",
    year: 2026,
    criteria,
    opensAt: new Date(START).toISOString(),
    closesAt: new Date(CLOSES).toISOString(),
    entries: [lecture.id, article.id],
    reviewers: ["reviewer-1", "reviewer-2"],
  };
  const act = (cookie: string, method: string, path: string, body?: object) =>
    column.call<Answered>(method, `/api/staff/reviews${path}`, { cookie, body });
  const plan = async (change: object = {}) => (await act(director, "POST", "", { ...input, ...change })).body;
  const step = (review: { id: string; version: number }, name: string, body: object = {}, cookie = director) =>
    act(cookie, "POST", `/${review.id}/${name}`, { version: review.version, ...body });
  const opened = async () => (await step(await plan(), "open")).body;
  const score = (cookie: string, review: string, material: string, scores: number[], version = 0, remark = "") =>
    act(cookie, "PUT", `/${review}/scores/${material}`, { scores, remark, version });
  const read = (cookie: string, id: string) => act(cookie, "GET", `/${id}`);
  const awards = async (year = 2026) =>
    (await column.call<{ items: Award[] }>("GET", `/api/staff/awards?year=${year}`, { cookie: director })).body.items;
  return {
    ...column,
    materialStep: column.step,
    director,
    one,
    two,
    lecture,
    article,
    input,
    act,
    plan,
    step,
    opened,
    score,
    read,
    awards,
  };
}

import { auditLine } from "../../functions/audit/table.ts";
import { putCompilation } from "../../functions/compilation/table.ts";
import type { Deps } from "../../functions/deps.ts";
import { findPublished } from "../../functions/materials/table.ts";
import { chinaDay, DAY, isoTime } from "../../functions/platform/clock.ts";
import { newId } from "../../functions/platform/ids.ts";
import type { StoredReview } from "../../functions/review/rules.ts";
import { putAward, putReview, putScore } from "../../functions/review/table.ts";
import type { DemoPeople } from "./demo-people.ts";

const criteria = [
  { name: "理论联系实际", weight: 40 },
  { name: "内容质量", weight: 40 },
  { name: "语言文字", weight: 20 },
];
/** Two works of the demo with what its two reviewers gave them. */
const works = [
  {
    slug: "guanjun-tuandui",
    scores: [
      [92, 90, 88],
      [90, 94, 90],
    ],
  },
  {
    slug: "jiangzhehu-kaocha",
    scores: [
      [88, 90, 85],
      [91, 86, 90],
    ],
  },
];

/** Last year's review with two awards, and this year's 专刊 as it is being put together. @param ids of the demo materials by slug */
export async function seedReview(deps: Deps, people: DemoPeople, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const year = Number(chinaDay(now).slice(0, 4)) - 1;
  const at = Date.parse(`${year}-12-31T08:00:00Z`);
  const pages = await Promise.all(works.map(({ slug }) => findPublished(deps.store, ids.get(slug) ?? "")));
  const entries = pages.flatMap((page) => {
    if (!page) return [];
    const { id: material, title, category, author } = page.card;
    return [{ material, title, category, author, owners: [] }];
  });
  const reviewers = ["lead2", "lead3"].map((login) => {
    const { id, name, office } = people(login);
    return { id, name, office };
  });
  const id = newId();
  const review: StoredReview = {
    id,
    name: `${year}年度讲课、调研文章评审（演示数据）`,
    year,
    criteria,
    opensAt: isoTime(at - 10 * DAY),
    closesAt: isoTime(at - DAY),
    state: "decided",
    entries,
    reviewers,
    excellent: entries.map(({ material }) => material),
    createdAt: isoTime(at - 12 * DAY),
    createdBy: people("director").id,
    version: 0,
  };
  const scores = entries.flatMap(({ material }, place) =>
    reviewers.map(({ id: reviewer }, which) =>
      putScore(id, { reviewer, material, scores: works[place]!.scores[which]!, remark: "", at: isoTime(at - 2 * DAY), version: 0 }),
    ),
  );
  const awards = entries.map(({ material, title: work, category, author: who }) =>
    putAward({
      id: newId(),
      name: `${year}年度优秀讲课稿、调研文章（演示数据）`,
      year,
      level: "部级",
      who,
      work,
      category,
      material,
      review: id,
      day: chinaDay(at),
    }),
  );
  await deps.store.transact([putReview(review), ...scores, ...awards, auditLine(now, people("director"), "review.decide", `review#${id}`)]);

  const compilation = newId();
  const draft = putCompilation({
    id: compilation,
    title: "《海林党建》专刊",
    issue: "第1期（演示数据）",
    date: chinaDay(now),
    department: "组织部办公室",
    preface: "（演示数据）本期选编的是年度评审中评为优秀的讲课稿和调研文章，供各单位学习交流。",
    entries: entries.map(({ material, title }) => ({ id: material, title })),
    createdAt: isoTime(now),
    createdBy: people("editor").id,
    updatedAt: isoTime(now),
    updatedBy: people("editor").name,
    version: 0,
  });
  await deps.store.transact([draft, auditLine(now, people("editor"), "compilation.create", `compilation#${compilation}`)]);
}

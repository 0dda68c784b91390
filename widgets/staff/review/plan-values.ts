import type { Review, ReviewInput } from "../../../functions/review/contract.ts";
import { today } from "../calendar/words.ts";
import { fromBeijing, toBeijing } from "../shell/format.ts";

/** A plan as the form holds it: times as the clock on the wall shows them, weights as they are typed. */
export interface PlanValues {
  name: string;
  year: string;
  criteria: { name: string; weight: string }[];
  opensAt: string;
  closesAt: string;
  entries: { id: string; title: string }[];
  reviewers: string[];
}

export function newPlan(): PlanValues {
  const day = today();
  return {
    name: `${day.slice(0, 4)}年度讲课、调研文章评审`,
    year: day.slice(0, 4),
    criteria: [
      { name: "理论联系实际", weight: "40" },
      { name: "内容质量", weight: "40" },
      { name: "语言文字", weight: "20" },
    ],
    opensAt: `${day}T08:30`,
    closesAt: `${day.slice(0, 4)}-12-31T17:00`,
    entries: [],
    reviewers: [],
  };
}

export const planOf = ({ name, year, criteria, opensAt, closesAt, entries, reviewers }: Review): PlanValues => ({
  name,
  year: String(year),
  criteria: criteria.map((one) => ({ name: one.name, weight: String(one.weight) })),
  opensAt: toBeijing(opensAt),
  closesAt: toBeijing(closesAt),
  entries: entries.map(({ material, title }) => ({ id: material, title })),
  reviewers: reviewers.map(({ id }) => id),
});

const timeOf = (local: string) => (local === "" ? "" : fromBeijing(local));

export const bodyOf = ({ year, criteria, opensAt, closesAt, entries, ...values }: PlanValues): ReviewInput => ({
  ...values,
  year: Number(year),
  criteria: criteria.map(({ name, weight }) => ({ name, weight: Number(weight) })),
  opensAt: timeOf(opensAt),
  closesAt: timeOf(closesAt),
  entries: entries.map(({ id }) => id),
});

export const weightSum = ({ criteria }: PlanValues): number => criteria.reduce((sum, { weight }) => sum + (Number(weight) || 0), 0);

import type { ReviewState } from "../../../functions/review/contract.ts";
import { today } from "../calendar/words.ts";

export const stateBadge: Record<ReviewState, { text: string; kind: string }> = {
  draft: { text: "准备中", kind: "" },
  open: { text: "评审中", kind: "blue" },
  closed: { text: "已结束，待公布", kind: "amber" },
  decided: { text: "已公布", kind: "good" },
};

const thisYear = (): number => Number(today().slice(0, 4));
export const yearOf = (query: Record<string, string>): string =>
  /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : String(thisYear());
export const yearOptions = () => [0, 1, 2, 3].map((back) => ({ value: String(thisYear() - back), label: `${thisYear() - back} 年` }));

/** `86.70`: two decimals, as the mean is counted. */
export const meanText = (mean: number | undefined): string => (mean === undefined ? "—" : mean.toFixed(2));

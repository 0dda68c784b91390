import type { WhoAmI } from "../people/contract.ts";
import type { Criterion, Result, ReviewAction, ReviewInput, ReviewState } from "./contract.ts";

/** An entry as it stood when the review was planned. `owners`: who wrote the draft and who provided it. */
export interface StoredEntry {
  material: string;
  title: string;
  category: string;
  author: string;
  owners: string[];
}

/** A review as it is stored. Names are those of the day on which it was planned. */
export interface StoredReview extends Omit<ReviewInput, "entries" | "reviewers"> {
  id: string;
  state: ReviewState;
  entries: StoredEntry[];
  reviewers: { id: string; name: string; office: string }[];
  excellent: string[];
  createdAt: string;
  createdBy: string;
  version: number;
}

export interface StoredScore {
  reviewer: string;
  material: string;
  scores: number[];
  remark: string;
  at: string;
  version: number;
}

/** The state by the server's clock: an open review closes by itself when its time is over. */
export function stateAt({ state, closesAt }: Pick<StoredReview, "state" | "closesAt">, now: number): ReviewState {
  return state === "open" && now >= Date.parse(closesAt) ? "closed" : state;
}

/** Which steps each state has: draft → open → closed → decided, never back. */
const steps: Record<ReviewState, readonly ReviewAction[]> = { draft: ["change", "open"], open: ["close"], closed: ["decide"], decided: [] };
export const stepsOf = (review: Pick<StoredReview, "state" | "closesAt">, now: number): readonly ReviewAction[] =>
  steps[stateAt(review, now)];

export const isReviewer = (review: Pick<StoredReview, "reviewers">, who: Pick<WhoAmI, "id">): boolean =>
  review.reviewers.some(({ id }) => id === who.id);

/** What this person may do now. */
export function actionsOf(review: StoredReview, who: WhoAmI, now: number): ReviewAction[] {
  const scores = isReviewer(review, who) && stateAt(review, now) === "open" && now >= Date.parse(review.opensAt);
  return [...(who.roles.includes("director") ? stepsOf(review, now) : []), ...(scores ? (["score"] as const) : [])];
}

/** Director and editor see every review, reviewers those that are open or over, everybody who studies the published result. */
export function maySee(review: StoredReview, who: WhoAmI, now: number): boolean {
  if (who.roles.includes("director") || who.roles.includes("editor")) return true;
  const state = stateAt(review, now);
  return state === "decided" || (state !== "draft" && isReviewer(review, who));
}

/** Results before the decision are the director's, and not before closing. */
export function seesResults(review: StoredReview, who: WhoAmI, now: number): boolean {
  const state = stateAt(review, now);
  return state === "decided" || (state === "closed" && who.roles.includes("director"));
}

/** Nobody scores their own: who wrote or provided it, and who bears the author's name. */
export function isOwn({ owners, author }: Pick<StoredEntry, "owners" | "author">, who: Pick<WhoAmI, "id" | "name">): boolean {
  return owners.includes(who.id) || author.split(/[、，,;；\s]+/).includes(who.name);
}

export const weightsAddUp = (criteria: readonly Criterion[]): boolean => criteria.reduce((sum, { weight }) => sum + weight, 0) === 100;

/**
 * Weighted mean of all reviewers' scores, 0 to 100, to two decimals (half up). Everything is whole numbers until the last division, so
 * the order of the reviewers changes nothing. @returns undefined when nobody has scored
 */
export function weightedMean(criteria: readonly Criterion[], scores: readonly (readonly number[])[]): number | undefined {
  if (scores.length === 0) return undefined;
  const total = scores.reduce((sum, given) => sum + criteria.reduce((part, { weight }, place) => part + weight * given[place]!, 0), 0);
  // `total` counts in hundredths of a point for each reviewer.
  return Math.round(total / scores.length) / 100;
}

export function resultOf(review: Pick<StoredReview, "criteria">, material: string, all: readonly StoredScore[]): Result {
  const own = all.filter((score) => score.material === material);
  const mean = weightedMean(
    review.criteria,
    own.map(({ scores }) => scores),
  );
  // By text, not by reviewer: the order must not tell who wrote what.
  const remarks = own.flatMap(({ remark }) => (remark === "" ? [] : [remark])).toSorted();
  return { ...(mean === undefined ? {} : { mean }), reviewers: own.length, remarks };
}

import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { Review } from "./contract.ts";
import { actionsOf, isOwn, resultOf, seesResults, stateAt, type StoredReview, type StoredScore } from "./rules.ts";
import { scoresOf } from "./table.ts";

export const ownView = ({ scores, remark, at, version }: StoredScore) => ({ scores, remark, at, version });

/** A review as this person may see it: own scores always, how far the others are for the director, results when it is time. */
export async function reviewView(deps: Deps, who: WhoAmI, review: StoredReview): Promise<Review> {
  const { id, name, year, criteria, opensAt, closesAt, version } = review;
  const now = deps.clock();
  const open = seesResults(review, who, now);
  const director = who.roles.includes("director");
  // Others' scores are read only for who may see something of them.
  const scores = await scoresOf(deps.store, id, open || director ? undefined : who.id);
  const entries = review.entries.map(({ owners, ...entry }) => {
    const score = scores.find((one) => one.reviewer === who.id && one.material === entry.material);
    return {
      ...entry,
      own: isOwn({ owners, author: entry.author }, who),
      excellent: review.excellent.includes(entry.material),
      ...(score ? { score: ownView(score) } : {}),
      ...(open ? { result: resultOf(review, entry.material, scores) } : {}),
    };
  });
  const reviewers = review.reviewers.map((reviewer) => ({
    ...reviewer,
    ...(director ? { scored: scores.filter((score) => score.reviewer === reviewer.id).length } : {}),
  }));
  const head = { id, name, year, criteria, opensAt, closesAt, version };
  return { ...head, state: stateAt(review, now), entries, reviewers, allowed: actionsOf(review, who, now) };
}

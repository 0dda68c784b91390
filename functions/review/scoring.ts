import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import type { OwnScore } from "./contract.ts";
import { reviewAt } from "./planning.ts";
import { actionsOf, isOwn, isReviewer } from "./rules.ts";
import { findScore, putScore, unchangedReview } from "./table.ts";
import { ownView } from "./views.ts";

type Input = { scores: number[]; remark: string; version: number };

/**
 * Keeps one reviewer's scores of one entry. The review itself is held to what was read: no score slips in after it was closed.
 * @throws Problem not-found, forbidden (no reviewer), own-material, illegal-step (not open now), invalid-body, conflict
 */
export async function scoreEntry(
  deps: Deps,
  who: WhoAmI,
  id: string | undefined,
  material: string | undefined,
  { version, ...input }: Input,
): Promise<OwnScore> {
  const review = await reviewAt(deps, who, id);
  const entry = review.entries.find((one) => one.material === material);
  if (!entry) throw new Problem("not-found");
  const refused = isReviewer(review, who) ? isOwn(entry, who) && ("own-material" as const) : ("forbidden" as const);
  if (refused) {
    await recordRefusal(deps, who, `review#${review.id}`, "score");
    throw new Problem(refused);
  }
  const now = deps.clock();
  const allowed = actionsOf(review, who, now);
  if (!allowed.includes("score")) throw new Problem("illegal-step", { allowed });
  if (input.scores.length !== review.criteria.length) throw new Problem("invalid-body", { errors: [{ field: "scores", code: "length" }] });
  const score = { ...input, reviewer: who.id, material: entry.material, at: isoTime(now), version };
  try {
    const line = auditLine(now, who, "review.score", `review#${review.id}`);
    await deps.store.transact([putScore(review.id, score), unchangedReview(review), line]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (error.operations.includes(1)) throw new Problem("illegal-step", { allowed: [] });
    const current = await findScore(deps.store, review.id, who.id, entry.material);
    throw new Problem("conflict", { current: current && ownView(current) });
  }
  return ownView({ ...score, version: version + 1 });
}

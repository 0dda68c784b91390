import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { findPublished, findWorking } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { findAccount } from "../people/table.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";
import { studies } from "../study/reader.rules.ts";
import { carryOut } from "../study/versioned.ts";
import { reviewedCategories, type DecisionInput, type ReviewAction, type ReviewInput } from "./contract.ts";
import { maySee, stepsOf, weightsAddUp, type StoredEntry, type StoredReview } from "./rules.ts";
import { findReview, putAward, putReview } from "./table.ts";
import { reviewView } from "./views.ts";

type Id = string | undefined;
const wrong = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });

async function entryOf(deps: Deps, id: string): Promise<StoredEntry> {
  const [page, working] = await Promise.all([findPublished(deps.store, id), findWorking(deps.store, id)]);
  if (!page || !reviewedCategories.includes(page.card.category)) throw wrong("entries", "not_reviewed");
  const { title, category, author } = page.card;
  const providers = (working?.steps ?? []).filter(({ step }) => step === "provide").map(({ by }) => by);
  return { material: id, title, category, author, owners: [...new Set([...(working ? [working.createdBy] : []), ...providers])] };
}

/** The plan with its entries and reviewers looked up. @throws Problem invalid-body */
async function planOf(deps: Deps, { entries, reviewers, ...plan }: ReviewInput) {
  if (!weightsAddUp(plan.criteria)) throw wrong("criteria", "sum_100");
  if (Date.parse(plan.closesAt) <= Date.parse(plan.opensAt)) throw wrong("closesAt", "before_start");
  const people = await Promise.all(reviewers.map((id) => findAccount(deps.store, id)));
  return {
    ...plan,
    entries: await Promise.all(entries.map((id) => entryOf(deps, id))),
    reviewers: people.map((account) => {
      if (!account || !studies(account)) throw wrong("reviewers", "unknown");
      return { id: account.id, name: account.name, office: account.office };
    }),
  };
}

/** @throws Problem not-found, also where this person may not see it */
export async function reviewAt(deps: Deps, who: WhoAmI, id: Id): Promise<StoredReview> {
  const found = await findReview(deps.store, id ?? "");
  if (!found || !maySee(found, who, deps.clock())) throw new Problem("not-found");
  return found;
}

/** Plans a review, once per key. */
export async function planReview(deps: Deps, who: WhoAmI, input: ReviewInput, key?: string): Promise<StoredReview> {
  const now = deps.clock();
  const id = key ? derivedId("review", who.id, key) : newId();
  const start = { state: "draft" as const, excellent: [], createdAt: isoTime(now), createdBy: who.id, version: 0 };
  const review: StoredReview = { id, ...(await planOf(deps, input)), ...start };
  const operations = [putReview(review), auditLine(now, who, "review.plan", `review#${id}`)];
  await createOnce(deps.store, "activities", who.id, key, input, { id }, operations, now);
  return reviewAt(deps, who, id);
}

/** The review for one step of the director's. @throws Problem conflict, illegal-step with the steps that are possible */
async function reviewFor(deps: Deps, who: WhoAmI, id: Id, version: number, action: ReviewAction): Promise<StoredReview> {
  const review = await reviewAt(deps, who, id);
  const allowed = stepsOf(review, deps.clock());
  if (!allowed.includes(action)) throw new Problem("illegal-step", { allowed: [...allowed] });
  if (review.version !== version) throw new Problem("conflict", { current: await reviewView(deps, who, review) });
  return review;
}

async function save(deps: Deps, who: WhoAmI, changed: StoredReview, action: string, more: TransactOperation[] = []): Promise<StoredReview> {
  const current = async () => reviewView(deps, who, await reviewAt(deps, who, changed.id));
  const line = auditLine(deps.clock(), who, action, `review#${changed.id}`);
  await carryOut(deps.store, [putReview(changed), ...more, line], current);
  return { ...changed, version: changed.version + 1 };
}

export async function changeReview(deps: Deps, who: WhoAmI, id: Id, { version, ...input }: ReviewInput & { version: number }) {
  const review = await reviewFor(deps, who, id, version, "change");
  return save(deps, who, { ...review, ...(await planOf(deps, input)) }, "review.change");
}

/** @throws Problem invalid-body while there is nothing to score, nobody to score it or no time left */
export async function openReview(deps: Deps, who: WhoAmI, id: Id, version: number) {
  const review = await reviewFor(deps, who, id, version, "open");
  for (const field of ["entries", "reviewers"] as const) if (review[field].length === 0) throw wrong(field, "non_empty");
  if (Date.parse(review.closesAt) <= deps.clock()) throw wrong("closesAt", "past");
  return save(deps, who, { ...review, state: "open" }, "review.open");
}

export async function closeReview(deps: Deps, who: WhoAmI, id: Id, version: number) {
  return save(deps, who, { ...(await reviewFor(deps, who, id, version, "close")), state: "closed" }, "review.close");
}

/** Publishes the result; what is 优秀 enters the award register in the same transaction. */
export async function decideReview(deps: Deps, who: WhoAmI, id: Id, { version, excellent, award, level }: DecisionInput) {
  const review = await reviewFor(deps, who, id, version, "decide");
  if (excellent.length > 0 && award === "") throw wrong("award", "non_empty");
  const awards = excellent.map((material) => {
    const entry = review.entries.find((one) => one.material === material);
    if (!entry) throw wrong("excellent", "unknown");
    const { title: work, category, author } = entry;
    const day = chinaDay(deps.clock());
    return putAward({ id: newId(), name: award, year: review.year, level, who: author, work, category, material, review: review.id, day });
  });
  return save(deps, who, { ...review, state: "decided", excellent }, "review.decide", awards);
}

import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import {
  awardList,
  decisionInput,
  ownScore,
  review,
  reviewInput,
  reviewList,
  reviewQuery,
  reviewStep,
  reviewUpdate,
  scoreInput,
} from "./contract.ts";
import { changeReview, closeReview, decideReview, openReview, planReview, reviewAt } from "./planning.ts";
import { maySee, stateAt } from "./rules.ts";
import { scoreEntry } from "./scoring.ts";
import { awardsOfYear, reviewsOfYear } from "./table.ts";
import { reviewView } from "./views.ts";

const ONE = "/api/staff/reviews/:id";
const yearOf = (query: { year?: string | undefined }, now: number) => Number(query.year ?? chinaDay(now).slice(0, 4));

export const reviewStaffRoutes = [
  route(
    "GET",
    "/api/staff/reviews",
    { summary: "The reviews of a year that this person may see", query: reviewQuery, answer: reviewList },
    async ({ deps, query, person, now }) => {
      const year = yearOf(query, now);
      const seen = (await reviewsOfYear(deps.store, year)).filter((one) => maySee(one, person, now));
      const items = seen.map(({ id, name, opensAt, closesAt, entries, reviewers, ...rest }) => {
        const state = stateAt({ ...rest, closesAt }, now);
        return { id, name, opensAt, closesAt, state, entries: entries.length, reviewers: reviewers.length };
      });
      return { year, items };
    },
  ),

  route(
    "POST",
    "/api/staff/reviews",
    { summary: "Plan a review", body: reviewInput, answer: review, status: 201 },
    async ({ deps, c, body, person }) =>
      reviewView(deps, person, await planReview(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route("GET", ONE, { summary: "One review with the own scores, and the results when it is time", answer: review }, async (call) =>
    reviewView(call.deps, call.person, await reviewAt(call.deps, call.person, call.params["id"])),
  ),

  route("PUT", ONE, { summary: "Change the plan", body: reviewUpdate, answer: review }, async ({ deps, params, body, person }) =>
    reviewView(deps, person, await changeReview(deps, person, params["id"], body)),
  ),

  route("POST", `${ONE}/open`, { summary: "Open for scores", body: reviewStep, answer: review }, async ({ deps, params, body, person }) =>
    reviewView(deps, person, await openReview(deps, person, params["id"], body.version)),
  ),

  route("POST", `${ONE}/close`, { summary: "Close before its time", body: reviewStep, answer: review }, async (call) =>
    reviewView(call.deps, call.person, await closeReview(call.deps, call.person, call.params["id"], call.body.version)),
  ),

  route(
    "POST",
    `${ONE}/decide`,
    { summary: "Publish the result, mark 优秀, enter the awards", body: decisionInput, answer: review },
    async ({ deps, params, body, person }) => reviewView(deps, person, await decideReview(deps, person, params["id"], body)),
  ),

  route(
    "PUT",
    `${ONE}/scores/:material`,
    { summary: "Score one entry", body: scoreInput, answer: ownScore },
    ({ deps, params, body, person }) => scoreEntry(deps, person, params["id"], params["material"], body),
  ),

  route(
    "GET",
    "/api/staff/awards",
    { summary: "The award register of a year", query: reviewQuery, answer: awardList },
    async ({ deps, query, now }) => {
      const year = yearOf(query, now);
      return { year, items: await awardsOfYear(deps.store, year) };
    },
  ),
];

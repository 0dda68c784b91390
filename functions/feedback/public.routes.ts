import { idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { findPublishedTitle } from "../materials/table.ts";
import { lazily } from "../platform/lazily.ts";
import { answeredFeedback } from "./answered.ts";
import {
  feedbackInput,
  feedbackProgress,
  feedbackReceipt,
  formToken,
  publicFeedbackList,
  publicFeedbackQuery,
  statistics,
} from "./contract.ts";
import { issueForm } from "./form.ts";

/** Ids as the contract has them; anything else can be no material, and is no key to look up. */
const MATERIAL_ID = /^[0-9a-z-]{4,40}$/;

const visitor = lazily(() => import("./visitor.ts"));

export const feedbackPublicRoutes = [
  route("GET", "/api/feedback/form", { summary: "A form token and the units to choose from", answer: formToken }, ({ deps }) =>
    issueForm(deps),
  ),

  route(
    "POST",
    "/api/feedback",
    { summary: "Hand in a feedback; the answer is its 查询码", body: feedbackInput, answer: feedbackReceipt, status: 201 },
    async ({ deps, c, body }) => {
      const { handInFeedback } = await visitor();
      const caller = { address: deps.clientAddress(c), idempotencyKey: idempotencyKey(c.req.header("idempotency-key")) };
      return handInFeedback(deps, body, caller);
    },
  ),

  route(
    "GET",
    "/api/feedback/receipts/:code",
    { summary: "State and answer under a 查询码", answer: feedbackProgress },
    async ({ deps, c, params }) => (await visitor()).progressOf(deps, params["code"]!, deps.clientAddress(c)),
  ),

  route("DELETE", "/api/feedback/receipts/:code", { summary: "Withdraw a feedback and have it deleted" }, async ({ deps, c, params }) => {
    await (await visitor()).withdraw(deps, params["code"]!, deps.clientAddress(c));
    return undefined;
  }),

  route(
    "GET",
    "/api/feedback",
    { summary: "Answered feedback, newest answer first", query: publicFeedbackQuery, answer: publicFeedbackList, cacheable: true },
    ({ deps, query }) => answeredFeedback(deps, query),
  ),

  route(
    "GET",
    "/api/materials/:id/feedback",
    { summary: "Answered feedback on one material", query: publicFeedbackQuery, answer: publicFeedbackList, cacheable: true },
    async ({ deps, params, query }) => {
      const material = params["id"]!;
      if (!MATERIAL_ID.test(material) || !(await findPublishedTitle(deps.store, material))) throw new Problem("not-found");
      return answeredFeedback(deps, { material, cursor: query.cursor });
    },
  ),

  route(
    "GET",
    "/api/statistics",
    { summary: "Feedback received, answered, median days to the answer", answer: statistics, cacheable: true },
    async ({ deps }) => (await import("./statistics.ts")).readStatistics(deps),
  ),
];

import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { ConditionFailed } from "../store/store.ts";
import { bulkAccept } from "./bulk.ts";
import { readDesk } from "./desk.ts";
import { findDuplicates } from "./duplicates.ts";
import { knownOf } from "./known.ts";
import { wordsIn } from "./known-words.ts";
import { mergeFeedback, unmergeFeedback } from "./merging.ts";
import { moderate, readContact, readRecord } from "./moderation.ts";
import { readOwn, readQueue } from "./queue.ts";
import {
  acceptInput,
  answerInput,
  answerTemplates,
  assignInput,
  bulkInput,
  bulkResult,
  contactDetails,
  correctInput,
  duplicates,
  duplicatesQuery,
  feedbackDesk,
  feedbackQueue,
  feedbackQueueQuery,
  feedbackRecord,
  mergeInput,
  ownFeedbackQuery,
  rejectInput,
  returnInput,
  unmergeInput,
} from "./staff.contract.ts";
import { readTemplates, writeTemplates } from "./templates.table.ts";

export const feedbackStaffRoutes = [
  // Fixed names before `/:id`, or they would be taken for ids.
  route(
    "GET",
    "/api/staff/feedback/own",
    { summary: "What was handed in under the name of the own unit, newest first", query: ownFeedbackQuery, answer: feedbackQueue },
    ({ deps, query, person }) => readOwn(deps, person, query.cursor),
  ),

  route(
    "GET",
    "/api/staff/feedback/desk",
    { summary: "How many are in each state, 组室 and units to choose from", answer: feedbackDesk },
    ({ deps, person }) => readDesk(deps, person),
  ),

  route("GET", "/api/staff/feedback/templates", { summary: "答复模板", answer: answerTemplates }, ({ deps }) => readTemplates(deps.store)),

  route(
    "PUT",
    "/api/staff/feedback/templates",
    { summary: "Replace the 答复模板", body: answerTemplates, answer: answerTemplates, maxBytes: 500_000 },
    async ({ deps, body, person }) => {
      try {
        await writeTemplates(deps, person, body);
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        throw new Problem("conflict", { current: await readTemplates(deps.store) });
      }
      return readTemplates(deps.store);
    },
  ),

  route(
    "POST",
    "/api/staff/feedback/bulk-accept",
    { summary: "批量受理: accept the harmless ones of up to 50, and say of each what became of it", body: bulkInput, answer: bulkResult },
    ({ deps, body, person }) => bulkAccept(deps, person, body.items, body.office),
  ),

  route(
    "GET",
    "/api/staff/feedback",
    { summary: "The queue of a state with filters; 组室负责人 see their own", query: feedbackQueueQuery, answer: feedbackQueue },
    ({ deps, query, person }) => readQueue(deps, person, query),
  ),

  route("GET", "/api/staff/feedback/:id", { summary: "One feedback with its steps", answer: feedbackRecord }, ({ deps, params, person }) =>
    readRecord(deps, person, params["id"]!),
  ),

  route(
    "GET",
    "/api/staff/feedback/:id/duplicates",
    { summary: "What it could be merged into, the likeliest first", query: duplicatesQuery, answer: duplicates },
    ({ deps, params, query, person }) => findDuplicates(deps, person, params["id"]!, query.q),
  ),

  route(
    "GET",
    "/api/staff/feedback/:id/contact",
    { summary: "Name and contact; every reading is logged", answer: contactDetails },
    ({ deps, params, person }) => readContact(deps, person, params["id"]!),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/accept",
    { summary: "待审 or 不予公开 → 已受理", body: acceptInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => moderate(deps, person, params["id"]!, body.version, { step: "accept", office: body.office }),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/assign",
    { summary: "Assign to a 组室", body: assignInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => moderate(deps, person, params["id"]!, body.version, { step: "assign", office: body.office }),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/return",
    { summary: "退回: the 组室 gives it back to the editors, with a reason", body: returnInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => moderate(deps, person, params["id"]!, body.version, { step: "return", reason: body.reason }),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/merge",
    { summary: "合并 into another that waits; its answer answers both", body: mergeInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => mergeFeedback(deps, person, params["id"]!, body.version, body.into),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/unmerge",
    { summary: "Undo a 合并 while nothing was answered", body: unmergeInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => unmergeFeedback(deps, person, params["id"]!, body.version),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/answer",
    { summary: "Answer, or answer better, in public", body: answerInput, answer: feedbackRecord },
    ({ deps, params, body, person }) =>
      moderate(deps, person, params["id"]!, body.version, { step: "answer", office: body.office, answer: body.answer }),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/reject",
    { summary: "不予公开, with a reason for the author", body: rejectInput, answer: feedbackRecord },
    ({ deps, params, body, person }) => moderate(deps, person, params["id"]!, body.version, { step: "reject", reason: body.reason }),
  ),

  route(
    "POST",
    "/api/staff/feedback/:id/correct",
    { summary: "Mend the text or blot out personal data; the original stays with the record", body: correctInput, answer: feedbackRecord },
    async ({ deps, params, body, person }) => {
      const flagged = wordsIn((await knownOf(deps)).words, body.text);
      return moderate(deps, person, params["id"]!, body.version, { step: "correct", text: body.text, flagged });
    },
  ),
];

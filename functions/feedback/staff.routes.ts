import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import {
  acceptInput,
  answerInput,
  assignInput,
  contactDetails,
  correctInput,
  feedbackQueue,
  feedbackQueueQuery,
  feedbackRecord,
  ownFeedbackQuery,
  rejectInput,
} from "./contract.ts";
import { knownOf } from "./known.ts";
import { boundOffice, moderate, readContact, readRecord } from "./moderation.ts";
import { type EntryPage, feedbackOfUnit, queueOfOffice, queueOfState } from "./table.ts";
import type { Entry } from "./rules.ts";
import { ownRecordOf, recordOf } from "./views.ts";
import { findWords } from "./word-list.ts";

const listOf = <T>({ items, cursor }: EntryPage, view: (entry: Entry) => T) => ({ items: items.map(view), ...(cursor ? { cursor } : {}) });

export const feedbackStaffRoutes = [
  // Before `/:id`, or "own" would be taken for an id.
  route(
    "GET",
    "/api/staff/feedback/own",
    { summary: "What was handed in under the name of the own unit, newest first", query: ownFeedbackQuery, answer: feedbackQueue },
    async ({ deps, query, person, now }) =>
      person.unit === ""
        ? { items: [] }
        : listOf(await feedbackOfUnit(deps.store, person.unit, query.cursor), (entry) => ownRecordOf(entry, now)),
  ),

  route(
    "GET",
    "/api/staff/feedback",
    { summary: "The queue of a state, of one 组室 or of all; 组室负责人 see their own", query: feedbackQueueQuery, answer: feedbackQueue },
    async ({ deps, query, person, now }) => {
      const bound = boundOffice(person);
      if (bound !== undefined && query.office !== undefined && query.office !== bound) throw new Problem("forbidden");
      const office = bound ?? query.office;
      if (office === "") return { items: [] };
      const page = office
        ? queueOfOffice(deps.store, office, query.state, query.cursor)
        : queueOfState(deps.store, query.state, query.cursor);
      return listOf(await page, (entry) => recordOf(entry, now));
    },
  ),

  route("GET", "/api/staff/feedback/:id", { summary: "One feedback with its steps", answer: feedbackRecord }, ({ deps, params, person }) =>
    readRecord(deps, person, params["id"]!),
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
      const flagged = findWords((await knownOf(deps)).words, body.text);
      return moderate(deps, person, params["id"]!, body.version, { step: "correct", text: body.text, flagged });
    },
  ),
];

import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import {
  milestoneDone,
  responsibilityInput,
  signatureInput,
  stepInput,
  supervisionAnswer,
  supervisionInput,
  workItemInput,
  workItemUpdate,
  workItemVersion,
} from "./contract.ts";
import { workItem } from "./item.contract.ts";
import { answerSupervision, supervise } from "./supervising.ts";
import { changeItem, discardItem, planItem } from "./planning.ts";
import { markMilestone, pledge, sign } from "./projects.ts";
import { reportInput } from "./reports.contract.ts";
import { reportItem } from "./reporting.ts";
import { readItem } from "./saving.ts";
import { stepItem } from "./stepping.ts";

const ITEM = "/api/staff/work-items/:id";
const MOST_BYTES = 200_000;

/** One item and what is done to it. */
export const workItemRoutes = [
  route(
    "POST",
    "/api/staff/work-items",
    { summary: "Plan a work item, as 草拟", body: workItemInput, answer: workItem, status: 201, maxBytes: MOST_BYTES },
    ({ deps, c, body, person }) => planItem(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", ITEM, { summary: "One work item with everything about it", answer: workItem }, ({ deps, params, person }) =>
    readItem(deps, person, params["id"]),
  ),

  route(
    "PUT",
    ITEM,
    { summary: "Change what is planned", body: workItemUpdate, answer: workItem, maxBytes: MOST_BYTES },
    ({ deps, params, body, person }) => {
      const { version, ...input } = body;
      return changeItem(deps, person, params["id"], version, input);
    },
  ),

  route("DELETE", ITEM, { summary: "Throw a draft away", body: workItemVersion, status: 204 }, async ({ deps, params, body, person }) => {
    await discardItem(deps, person, params["id"], body.version);
    return undefined;
  }),

  route(
    "POST",
    `${ITEM}/steps`,
    { summary: "Take a step: start, delay, resume, close (注销), cancel", body: stepInput, answer: workItem },
    ({ deps, params, body, person }) => stepItem(deps, person, params["id"], body),
  ),

  route(
    "POST",
    `${ITEM}/reports`,
    { summary: "Hand a report in", body: reportInput, answer: workItem, status: 201 },
    ({ deps, c, params, body, person }) => reportItem(deps, person, params["id"], body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route(
    "PUT",
    `${ITEM}/milestones/:milestone`,
    { summary: "Mark a milestone as done", body: milestoneDone, answer: workItem },
    ({ deps, params, body, person }) => markMilestone(deps, person, params["id"], params["milestone"], body.version, body.doneOn),
  ),

  route(
    "PUT",
    `${ITEM}/responsibility`,
    { summary: "Write the 目标责任", body: responsibilityInput, answer: workItem },
    ({ deps, params, body, person }) => pledge(deps, person, params["id"], body.version, body.text),
  ),

  route(
    "POST",
    `${ITEM}/signatures`,
    { summary: "Sign the 目标责任", body: signatureInput, answer: workItem, status: 201 },
    ({ deps, params, body, person }) => sign(deps, person, params["id"], body.revision),
  ),

  route(
    "POST",
    `${ITEM}/supervision`,
    { summary: "Ask for an answer by a day (督办)", body: supervisionInput, answer: workItem, status: 201 },
    ({ deps, c, params, body, person }) => supervise(deps, person, params["id"], body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route(
    "POST",
    `${ITEM}/supervision/:note/answer`,
    { summary: "Answer a 督办", body: supervisionAnswer, answer: workItem },
    ({ deps, params, body, person }) => answerSupervision(deps, person, params["id"], params["note"], body.answer),
  ),
];

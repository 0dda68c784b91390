import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { listColleagues } from "../study/colleagues.ts";
import { answerVisitor } from "./answer-visitor.ts";
import { answerQuestion, ask, hideQuestion, showQuestion } from "./asking.ts";
import {
  answerInput,
  hideInput,
  lectureInput,
  lecturePage,
  lectureRoster,
  lectureRosterQuery,
  lectureUpdate,
  questionInput,
  scriptInput,
  showInput,
  stateInput,
  topicInput,
} from "./contract.ts";
import { changeLecture, lectureAt, planLecture, setScript, setState, setTopic } from "./planning.ts";
import { isStaff, mayPlan } from "./rules.ts";
import { lecturesOfYear } from "./table.ts";
import { pageOf, viewsOf } from "./views.ts";

const LECTURE = "/api/staff/lectures/:id";
const QUESTION = `${LECTURE}/questions/:question`;
const placeOf = (params: Record<string, string>, version: number) => ({ lecture: params["id"], question: params["question"], version });

export const lectureStaffRoutes = [
  route(
    "GET",
    "/api/staff/lectures",
    { summary: "The roster of a year, and who has no turn in it yet", query: lectureRosterQuery, answer: lectureRoster },
    async ({ deps, query, person, now }) => {
      const year = Number(query.year ?? chinaDay(now).slice(0, 4));
      // Who has no turn yet is the department's own business.
      const [lectures, colleagues] = await Promise.all([
        lecturesOfYear(deps.store, year),
        isStaff(person) ? listColleagues(deps.store) : [],
      ]);
      const turns = new Set(lectures.filter(({ state }) => state !== "cancelled").map(({ person: speaker }) => speaker));
      const waiting = colleagues.filter(({ id }) => !turns.has(id));
      return { year, items: await viewsOf(deps, person, lectures), waiting, mayPlan: mayPlan(person) };
    },
  ),

  route(
    "POST",
    "/api/staff/lectures",
    { summary: "Plan a lecture", body: lectureInput, answer: lecturePage, status: 201 },
    async ({ deps, c, body, person }) =>
      pageOf(deps, person, await planLecture(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route(
    "GET",
    LECTURE,
    { summary: "One lecture with its questions and what may be done", answer: lecturePage },
    async ({ deps, params, person }) => pageOf(deps, person, await lectureAt(deps, person, params["id"])),
  ),

  route(
    "PUT",
    LECTURE,
    { summary: "Change the plan of a lecture", body: lectureUpdate, answer: lecturePage },
    async ({ deps, params, body, person }) => pageOf(deps, person, await changeLecture(deps, person, params["id"], body)),
  ),

  route(
    "PUT",
    `${LECTURE}/topic`,
    { summary: "The speaker names the topic", body: topicInput, answer: lecturePage },
    async ({ deps, params, body, person }) => pageOf(deps, person, await setTopic(deps, person, params["id"], body.topic, body.version)),
  ),

  route(
    "POST",
    `${LECTURE}/state`,
    { summary: "已讲, 取消 with its reason, or back to 拟讲", body: stateInput, answer: lecturePage },
    async ({ deps, params, body, person }) => pageOf(deps, person, await setState(deps, person, params["id"], body)),
  ),

  route(
    "POST",
    `${LECTURE}/script`,
    { summary: "Begin the 讲稿 as a draft material, or name an existing one", body: scriptInput, answer: lecturePage },
    async ({ deps, params, body, person }) =>
      pageOf(deps, person, await setScript(deps, person, params["id"], body.version, body.material)),
  ),

  route(
    "POST",
    `${LECTURE}/questions`,
    { summary: "Ask the speaker; a unit's contact asks under the unit's name", body: questionInput, answer: lecturePage, status: 201 },
    async ({ deps, c, params, body, person }) =>
      pageOf(deps, person, await ask(deps, person, params["id"], body.text, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route(
    "POST",
    `${QUESTION}/answer`,
    { summary: "The speaker answers, or answers better", body: answerInput, answer: lecturePage },
    async ({ deps, params, body, person }) =>
      pageOf(deps, person, await answerQuestion(deps, person, placeOf(params, body.version), body.answer)),
  ),

  route(
    "POST",
    `${LECTURE}/visitors/:feedback/answer`,
    { summary: "The speaker answers what a visitor asked about the 讲稿, in public", body: answerInput, answer: lecturePage },
    async ({ deps, params, body, person }) => {
      const place = { lecture: params["id"], feedback: params["feedback"], version: body.version };
      return pageOf(deps, person, await answerVisitor(deps, person, place, body.answer));
    },
  ),

  route(
    "POST",
    `${QUESTION}/hide`,
    { summary: "Take an unfit question from view, with a reason", body: hideInput, answer: lecturePage },
    async ({ deps, params, body, person }) =>
      pageOf(deps, person, await hideQuestion(deps, person, placeOf(params, body.version), body.reason)),
  ),

  route(
    "POST",
    `${QUESTION}/show`,
    { summary: "Show a hidden question again", body: showInput, answer: lecturePage },
    async ({ deps, params, body, person }) => pageOf(deps, person, await showQuestion(deps, person, placeOf(params, body.version))),
  ),
];

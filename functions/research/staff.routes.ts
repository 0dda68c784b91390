import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { articleInput, topic, topicInput, topicList, topicQuery, topicStateInput, topicUpdate, topicVersion } from "./contract.ts";
import { changeTopic, registerTopic, removeTopic, setArticle, setTopicState, topicFor, topicView } from "./register.ts";
import { readYear } from "./views.ts";

const TOPIC = "/api/staff/research/:id";

export const researchStaffRoutes = [
  route(
    "GET",
    "/api/staff/research",
    { summary: "调研课题 of a year: one's own, those of the own 组室 as its lead, all as director", query: topicQuery, answer: topicList },
    ({ deps, query, person, now }) => readYear(deps, person, Number(query.year ?? chinaDay(now).slice(0, 4))),
  ),

  route(
    "POST",
    "/api/staff/research",
    { summary: "Register a topic of one's own", body: topicInput, answer: topic, status: 201 },
    async ({ deps, c, body, person }) =>
      topicView(deps, person, await registerTopic(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route("GET", TOPIC, { summary: "One topic", answer: topic }, async ({ deps, params, person }) =>
    topicView(deps, person, await topicFor(deps, person, params["id"])),
  ),

  route(
    "PUT",
    TOPIC,
    { summary: "Change a topic of one's own", body: topicUpdate, answer: topic },
    async ({ deps, params, body, person }) => {
      const { version, ...input } = body;
      return topicView(deps, person, await changeTopic(deps, person, params["id"], version, input));
    },
  ),

  route("DELETE", TOPIC, { summary: "Take back a topic without an article", body: topicVersion, status: 204 }, async (call) => {
    await removeTopic(call.deps, call.person, call.params["id"], call.body.version);
    return undefined;
  }),

  route(
    "POST",
    `${TOPIC}/state`,
    { summary: "调研中 or, with an article, 已成文", body: topicStateInput, answer: topic },
    async ({ deps, params, body, person }) =>
      topicView(deps, person, await setTopicState(deps, person, params["id"], body.version, body.state)),
  ),

  route(
    "POST",
    `${TOPIC}/article`,
    { summary: "Begin the article as a draft material, or name an existing one", body: articleInput, answer: topic },
    async ({ deps, params, body, person }) =>
      topicView(deps, person, await setArticle(deps, person, params["id"], body.version, body.material)),
  ),
];

import { route } from "../http/route.ts";
import { progressInput, progressReason, progressRecord, progressRecords, progressStep } from "./contract.ts";
import { readAll, readProgress, stepProgress, writeProgress } from "./publishing.ts";

const ONE = "/api/staff/progress/:project";

export const progressStaffRoutes = [
  route(
    "GET",
    "/api/staff/progress",
    { summary: "推进情况 on its way to the public, and what is there", answer: progressRecords },
    async ({ deps, person }) => ({ items: await readAll(deps, person) }),
  ),

  route("GET", ONE, { summary: "What the public is or will be told of a project", answer: progressRecord }, ({ deps, params, person }) =>
    readProgress(deps, person, params["project"]),
  ),

  route("PUT", ONE, { summary: "Write it for the public", body: progressInput, answer: progressRecord }, ({ deps, params, person, body }) =>
    writeProgress(deps, person, params["project"], body),
  ),

  route("POST", `${ONE}/provide`, { summary: "提供", body: progressStep, answer: progressRecord }, ({ deps, params, person, body }) =>
    stepProgress(deps, person, params["project"], "provide", body),
  ),

  route("POST", `${ONE}/review`, { summary: "保密审查", body: progressStep, answer: progressRecord }, ({ deps, params, person, body }) =>
    stepProgress(deps, person, params["project"], "review", body),
  ),

  route(
    "POST",
    `${ONE}/sign`,
    { summary: "签发: publish now", body: progressStep, answer: progressRecord },
    ({ deps, params, person, body }) => stepProgress(deps, person, params["project"], "sign", body),
  ),

  route(
    "POST",
    `${ONE}/return`,
    { summary: "退回 with a reason", body: progressReason, answer: progressRecord },
    ({ deps, params, person, body }) => stepProgress(deps, person, params["project"], "return", body),
  ),

  route(
    "POST",
    `${ONE}/withdraw`,
    { summary: "撤回 with a reason", body: progressReason, answer: progressRecord },
    ({ deps, params, person, body }) => stepProgress(deps, person, params["project"], "withdraw", body),
  ),
];

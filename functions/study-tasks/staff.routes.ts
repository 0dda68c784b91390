import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { markInput, overview, task, taskInput, taskList, taskQuery, taskUpdate, taskVersion } from "./contract.ts";
import { mark } from "./marking.ts";
import { overviewOf } from "./overview.ts";
import { changeTask, createTask, taskFor } from "./saving.ts";
import { listTasks, taskView } from "./views.ts";

const path = (rest = "") => `/api/staff/study-tasks${rest}`;

export const studyTaskRoutes = [
  route(
    "GET",
    path(),
    { summary: "Study tasks that I may know of: all that are open, and a year's past ones", query: taskQuery, answer: taskList },
    ({ deps, query, person }) => listTasks(deps, person, query.year),
  ),

  route("POST", path(), { summary: "Set a study task", body: taskInput, answer: task, status: 201 }, ({ deps, c, body, person }) =>
    createTask(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", path("/:id"), { summary: "One study task with my marks", answer: task }, async ({ deps, params, person }) =>
    taskView(deps, await taskFor(deps, person, params["id"]), person),
  ),

  route("PUT", path("/:id"), { summary: "Change a study task", body: taskUpdate, answer: task }, ({ deps, params, body, person }) => {
    const { version, ...input } = body;
    return changeTask(deps, person, params["id"], version, { input });
  }),

  route("POST", path("/:id/close"), { summary: "Close a study task", body: taskVersion, answer: task }, ({ deps, params, body, person }) =>
    changeTask(deps, person, params["id"], body.version, "close"),
  ),

  route(
    "POST",
    path("/:id/marks"),
    { summary: "Mark a material as 已学, or take the mark back: one's own, or the own unit's", body: markInput, answer: task },
    ({ deps, params, body, person }) => mark(deps, person, params["id"], body.material, body.done),
  ),

  route(
    "GET",
    path("/:id/overview"),
    { summary: "Who has marked what: all for director and editor, the own 组室 for a lead", answer: overview },
    async ({ deps, params, person }) => overviewOf(deps, await taskFor(deps, person, params["id"]), person),
  ),
];

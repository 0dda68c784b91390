import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { compilation, compilationInput, compilationList, compilationQuery, compilationUpdate } from "./contract.ts";
import { changeCompilation, compilationAt, compilationView, createCompilation } from "./saving.ts";
import { compilationsOfYear } from "./table.ts";

const ONE = "/api/staff/compilations/:id";

export const compilationStaffRoutes = [
  route(
    "GET",
    "/api/staff/compilations",
    { summary: "The 专刊 of a year, the latest first", query: compilationQuery, answer: compilationList },
    async ({ deps, query, now }) => {
      const year = Number(query.year ?? chinaDay(now).slice(0, 4));
      const found = await compilationsOfYear(deps.store, year);
      const items = found.map(({ id, title, issue, date, entries, updatedAt, updatedBy }) => {
        return { id, title, issue, date, entries: entries.length, updatedAt, updatedBy };
      });
      return { year, items };
    },
  ),

  route(
    "POST",
    "/api/staff/compilations",
    { summary: "Begin a 专刊", body: compilationInput, answer: compilation, status: 201 },
    ({ deps, c, body, person }) => createCompilation(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", ONE, { summary: "One 专刊 with its materials in their order", answer: compilation }, async ({ deps, params }) =>
    compilationView(deps, await compilationAt(deps, params["id"])),
  ),

  route("PUT", ONE, { summary: "Change a 专刊", body: compilationUpdate, answer: compilation }, ({ deps, params, body, person }) =>
    changeCompilation(deps, person, params["id"], body),
  ),
];

import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { WhoAmI } from "../people/contract.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { cleanInput, newMaterial, materialFor, staffView } from "./drafting.ts";
import {
  material,
  materialHistory,
  materialInput,
  materialQueue,
  materialUpdate,
  reasonInput,
  signInput,
  staffMaterialQuery,
  stepInput,
  versionInput,
  type MaterialInput,
} from "./contract.ts";
import { stepMaterial, refusals } from "./publishing.ts";
import { maySee, revise } from "./rules.ts";
import { findWorking, listByState, listEditions, putWorking, type Working } from "./table.ts";

const A_YEAR = 366 * 24 * 3600 * 1000;

/** The record at the version that the caller has seen. @throws Problem conflict with the current record */
function atVersion(current: Working, version: number): Working {
  if (current.version !== version) throw new Problem("conflict", { current: staffView(current) });
  return current;
}

async function save(deps: Deps, who: WhoAmI, changed: Working, action: string): Promise<Working> {
  await deps.store.transact([putWorking(changed), auditLine(deps.clock(), who, action, `material#${changed.id}`)]);
  return { ...changed, version: changed.version + 1 };
}

async function create(deps: Deps, who: WhoAmI, input: MaterialInput, key: string | undefined): Promise<Working> {
  const id = key ? derivedId("material", who.id, key) : newId();
  const draft = newMaterial(id, await cleanInput(deps, input), who, isoTime(deps.clock()));
  const operations = [putWorking(draft, true), auditLine(deps.clock(), who, "material.create", `material#${id}`)];
  // The record itself is the answer, so only its id is remembered under the key.
  await createOnce(deps.store, "materials", who.id, key, input, { id }, operations, deps.clock());
  return (await findWorking(deps.store, id)) ?? draft;
}

export const materialsStaffRoutes = [
  route(
    "GET",
    "/api/staff/materials",
    { summary: "Materials of a state, last changed first", query: staffMaterialQuery, answer: materialQueue },
    async ({ deps, query, person }) => {
      const { items, cursor } = await listByState(deps.store, query.state, query.cursor);
      const lines = items
        .filter((item) => maySee(item, person))
        .map(({ id, title, category, state, live, updatedAt, createdBy, publishAt, version }) => ({
          id,
          title,
          category,
          state,
          live,
          updatedAt,
          createdBy,
          version,
          ...(publishAt ? { publishAt } : {}),
        }));
      return { items: lines, ...(cursor ? { cursor } : {}) };
    },
  ),

  route(
    "POST",
    "/api/staff/materials",
    { summary: "Start a draft", body: materialInput, answer: material, status: 201, maxBytes: 1_000_000 },
    async ({ deps, c, body, person }) => staffView(await create(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route("GET", "/api/staff/materials/:id", { summary: "The working record", answer: material }, async ({ deps, params, person }) =>
    staffView(await materialFor(deps, params["id"], person, "see")),
  ),

  route(
    "PUT",
    "/api/staff/materials/:id",
    { summary: "Change a draft", body: materialUpdate, answer: material, maxBytes: 1_000_000 },
    async ({ deps, params, body, person, now }) => {
      const { version, ...input } = body;
      const current = atVersion(await materialFor(deps, params["id"], person, "edit"), version);
      if (current.state !== "draft") throw new Problem("illegal-step", { allowed: ["return", "revise"] });
      return staffView(
        await save(deps, person, { ...current, ...(await cleanInput(deps, input)), updatedAt: isoTime(now) }, "material.change"),
      );
    },
  ),

  route(
    "GET",
    "/api/staff/materials/:id/history",
    { summary: "Earlier editions, newest first", answer: materialHistory },
    async ({ deps, params, person }) => {
      const { id } = await materialFor(deps, params["id"], person, "see");
      const editions = await listEditions(deps.store, id);
      return { items: editions.map(({ edition, card, body }) => ({ edition, publishedAt: card.publishedAt, title: card.title, body })) };
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/provide",
    { summary: "提供: hand a draft in for review", body: stepInput, answer: material },
    async ({ deps, params, body, person }) => {
      const current = atVersion(await materialFor(deps, params["id"], person, "edit"), body.version);
      return staffView(await stepMaterial(deps, person, current, "provide", { note: body.note }));
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/review",
    { summary: "保密审查: nothing secret goes online", body: stepInput, answer: material },
    async ({ deps, params, body, person }) => {
      const current = atVersion(await materialFor(deps, params["id"], person, "see"), body.version);
      return staffView(await stepMaterial(deps, person, current, "review", { note: body.note }));
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/sign",
    { summary: "签发: publish now or at a given moment", body: signInput, answer: material },
    async ({ deps, params, body, person, now }) => {
      if (body.publishAt && Date.parse(body.publishAt) - now > A_YEAR)
        throw new Problem("invalid-body", { errors: [{ field: "publishAt", code: "too_late" }] });
      const current = atVersion(await materialFor(deps, params["id"], person, "see"), body.version);
      return staffView(await stepMaterial(deps, person, current, "sign", { publishAt: body.publishAt }));
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/return",
    { summary: "退回 to the provider with a reason", body: reasonInput, answer: material },
    async ({ deps, params, body, person }) => {
      const current = atVersion(await materialFor(deps, params["id"], person, "see"), body.version);
      return staffView(await stepMaterial(deps, person, current, "return", { note: body.reason }));
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/withdraw",
    { summary: "撤回: take it off every public address", body: reasonInput, answer: material },
    async ({ deps, params, body, person }) => {
      const current = atVersion(await materialFor(deps, params["id"], person, "see"), body.version);
      return staffView(await stepMaterial(deps, person, current, "withdraw", { note: body.reason }));
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/revise",
    { summary: "Open a published or withdrawn material for a new edition", body: versionInput, answer: material },
    async ({ deps, params, body, person, now }) => {
      const current = atVersion(await materialFor(deps, params["id"], person, "edit"), body.version);
      return staffView(await save(deps, person, refusals(() => revise(current, now)) as Working, "material.revise"));
    },
  ),
];

import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { checkMaterial } from "./checking.ts";
import { materialInput, materialRecord, materialUpdate, type MaterialInput } from "./contract.ts";
import { cleanInput, newMaterial, materialFor } from "./drafting.ts";
import { checkAnswer, checkInput, materialCounts, materialQueue, staffMaterialQuery } from "./queue.contract.ts";
import { countByState, staffQueue } from "./queue.ts";
import { recordView } from "./record.ts";
import { draftAt, saveChange } from "./saving.ts";
import { findWorking, putWorking, type Working } from "./table.ts";

async function create(deps: Deps, who: WhoAmI, input: MaterialInput, key: string | undefined): Promise<Working> {
  const id = key ? derivedId("material", who.id, key) : newId();
  const draft = newMaterial(id, await cleanInput(deps, input), who, isoTime(deps.clock()));
  const operations = [...putWorking(draft, true), auditLine(deps.clock(), who, "material.create", `material#${id}`)];
  // The record itself is the answer, so only its id is remembered under the key.
  await createOnce(deps.store, "materials", who.id, key, input, { id }, operations, deps.clock());
  return (await findWorking(deps.store, id)) ?? draft;
}

export const materialsStaffRoutes = [
  route(
    "GET",
    "/api/staff/materials",
    { summary: "Materials by state, category, writer and title, last changed first", query: staffMaterialQuery, answer: materialQueue },
    async ({ deps, query, person }) => staffQueue(deps, person, query),
  ),

  route(
    "GET",
    "/api/staff/materials/counts",
    { summary: "How many materials of each state this person may see", answer: materialCounts },
    async ({ deps, person }) => ({ counts: await countByState(deps, person) }),
  ),

  route(
    "POST",
    "/api/staff/materials/check",
    { summary: "Similar titles and listed words; nothing is stored", body: checkInput, answer: checkAnswer, maxBytes: 1_000_000 },
    async ({ deps, body, person }) => checkMaterial(deps, person, body),
  ),

  route(
    "POST",
    "/api/staff/materials",
    { summary: "Start a draft", body: materialInput, answer: materialRecord, status: 201, maxBytes: 1_000_000 },
    async ({ deps, c, body, person }) =>
      recordView(deps, person, await create(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route(
    "GET",
    "/api/staff/materials/:id",
    { summary: "The working record and what may be done with it", answer: materialRecord },
    async ({ deps, params, person }) => recordView(deps, person, await materialFor(deps, params["id"], person, "see")),
  ),

  route(
    "PUT",
    "/api/staff/materials/:id",
    { summary: "Change a draft", body: materialUpdate, answer: materialRecord, maxBytes: 1_000_000 },
    async ({ deps, params, body, person }) => {
      const { version, ...input } = body;
      const current = await draftAt(deps, person, await materialFor(deps, params["id"], person, "edit"), version);
      const saved = await saveChange(deps, person, current, await cleanInput(deps, input), { action: "material.change" });
      return recordView(deps, person, saved);
    },
  ),
];

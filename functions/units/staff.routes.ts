import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { route, type Call } from "../http/route.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import {
  unit,
  unitImportAnswer,
  unitImportInput,
  unitInput,
  unitLines,
  unitOrderInput,
  unitUpdate,
  unitVersion,
  type Unit,
  type UnitInput,
  type UnitLines,
} from "./contract.ts";
import { importUnits } from "./import.ts";
import { repeatedVillage } from "./rules.ts";
import { changeUnit, findUnit, nameTaken, unitOperations, unitsInOrder, writeOrder } from "./table.ts";

async function unitFor(deps: Deps, id: string | undefined): Promise<Unit> {
  const found = await findUnit(deps.store, id ?? "");
  if (!found) throw new Problem("not-found");
  return found;
}

function atVersion(current: Unit, version: number): Unit {
  if (current.version !== version) throw new Problem("conflict", { current });
  return current;
}

/** @throws Problem invalid-body when a village stands twice in the list */
function distinct(input: UnitInput): UnitInput {
  if (repeatedVillage(input.villages)) throw new Problem("invalid-body", { errors: [{ field: "villages", code: "repeated" }] });
  return input;
}

async function linesOf({ store }: Deps): Promise<UnitLines> {
  const { units, orderVersion } = await unitsInOrder(store);
  return { items: units.map((each) => ({ ...each, villages: each.villages.length })), orderVersion };
}

async function retire({ deps, params, body, person }: Call<{ version: number }>, retired: boolean): Promise<Unit> {
  const current = atVersion(await unitFor(deps, params["id"]), body.version);
  if (current.retired === retired) return current;
  return changeUnit(deps, person, current, { ...current, retired }, retired ? "unit.retire" : "unit.restore");
}

export const unitsStaffRoutes = [
  route("GET", "/api/staff/units", { summary: "All units in their order, the retired too", answer: unitLines }, ({ deps }) =>
    linesOf(deps),
  ),

  route(
    "POST",
    "/api/staff/units",
    { summary: "Create a unit", body: unitInput, answer: unit, status: 201 },
    async ({ deps, c, body, person, now }) => {
      const key = idempotencyKey(c.req.header("idempotency-key"));
      const id = key ? derivedId("unit", person.id, key) : newId();
      const { unit: created, operations } = await unitOperations(deps.store, distinct(body), id, now);
      const line = auditLine(now, person, "unit.create", `unit#${id}`);
      await createOnce(deps.store, "materials", person.id, key, body, { id }, [...operations, line], now).catch((error: unknown) => {
        throw error instanceof ConditionFailed ? nameTaken() : error;
      });
      return (await findUnit(deps.store, id)) ?? created;
    },
  ),

  route(
    "POST",
    "/api/staff/units/import",
    { summary: "Create the units of a file, all or none", body: unitImportInput, answer: unitImportAnswer, maxBytes: 4_000_000 },
    ({ deps, c, body, person }) => importUnits(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", "/api/staff/units/:id", { summary: "One unit with its villages", answer: unit }, ({ deps, params }) =>
    unitFor(deps, params["id"]),
  ),

  route(
    "PUT",
    "/api/staff/units/:id",
    { summary: "Change a unit", body: unitUpdate, answer: unit },
    async ({ deps, params, body, person }) => {
      const { version, ...input } = body;
      const current = atVersion(await unitFor(deps, params["id"]), version);
      return changeUnit(deps, person, current, { ...current, ...distinct(input) }, "unit.change");
    },
  ),

  route(
    "PUT",
    "/api/staff/unit-order",
    { summary: "Put the units into an order", body: unitOrderInput, answer: unitLines },
    async ({ deps, body, person }) => {
      const { units, orderVersion } = await unitsInOrder(deps.store);
      if (orderVersion !== body.version) throw new Problem("conflict", { current: await linesOf(deps) });
      const known = new Set(units.map(({ id }) => id));
      // An id that is unknown or stands twice says nothing about order.
      await writeOrder(
        deps,
        person,
        [...new Set(body.ids)].filter((id) => known.has(id)),
        body.version,
      );
      return linesOf(deps);
    },
  ),

  route("POST", "/api/staff/units/:id/retire", { summary: "Offer a unit no longer", body: unitVersion, answer: unit }, (call) =>
    retire(call, true),
  ),
  route("POST", "/api/staff/units/:id/restore", { summary: "Offer a retired unit again", body: unitVersion, answer: unit }, (call) =>
    retire(call, false),
  ),
];

import * as v from "valibot";
import { check } from "../http/body.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { columnSettings, unit } from "./contract.ts";
import { readSettings, writeSettings, writeUnit } from "./table.ts";

const versioned = v.strictObject({ ...columnSettings.entries, version: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export const settingsStaffRoutes = [
  route("GET", "/api/staff/settings", { summary: "The column's settings", answer: versioned }, ({ deps }) => readSettings(deps.store)),

  route(
    "PUT",
    "/api/staff/settings",
    { summary: "Replace the settings", body: versioned, answer: versioned, maxBytes: 2_000_000 },
    async ({ deps, body, person }) => {
      const { version, ...settings } = body;
      await writeSettings(deps, person, settings, version);
      return readSettings(deps.store);
    },
  ),

  route(
    "PUT",
    "/api/staff/units/:id",
    { summary: "Create or replace a unit", body: unit, answer: unit },
    async ({ deps, params, body, person }) => {
      const named = check(unit, body);
      if (named.id !== params["id"]) throw new Problem("invalid-body", { errors: [{ field: "id", code: "mismatch" }] });
      await writeUnit(deps, person, named);
      return named;
    },
  ),
];

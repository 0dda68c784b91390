import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { beginOnce } from "../http/idempotency.ts";
import type { WhoAmI } from "../people/contract.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { createClaimed } from "../store/claimed-creates.ts";
import type { Unit, UnitImportAnswer, UnitRow } from "./contract.ts";
import { nameKey, readUnitRows } from "./rules.ts";
import { listUnits, nameClaim, newUnit, unitKey } from "./table.ts";

/**
 * Reads the rows of a file and creates their units, all or none. The same key and rows go on where a broken try ended and give the
 * same answer. @throws Problem idempotency-mismatch
 */
export async function importUnits(
  deps: Deps,
  admin: WhoAmI,
  { rows, dryRun }: { rows: UnitRow[]; dryRun: boolean },
  key: string | undefined,
): Promise<UnitImportAnswer> {
  const { store } = deps;
  const now = deps.clock();
  const seed = key ?? newId();
  const idOf = (row: number) => derivedId("unit-import", admin.id, seed, String(row));
  const units = await listUnits(store);
  // What an earlier try with this key has created is no reason to refuse.
  const own = new Set(key ? rows.map((_, row) => idOf(row)) : []);
  const taken = new Set(units.filter(({ id }) => !own.has(id)).map(({ name }) => nameKey(name)));
  const { inputs, errors } = readUnitRows(rows, taken);
  if (errors.length > 0 || dryRun) return { errors, created: [] };
  const began = key ? await beginOnce(store, "materials", `unit-import ${admin.id}`, key, rows, now) : now;
  const created: Unit[] = [];
  const creates = inputs.map((input, row) => {
    const { unit, put } = newUnit(input, idOf(row), began, row);
    created.push(unit);
    const operations = () => [put, auditLine(now, admin, "unit.create", `unit#${unit.id}`, "import")];
    return { claim: nameClaim(unit.name, unit.id), record: unitKey(unit.id), operations };
  });
  const refused = await createClaimed(store, "materials", "unit", creates, now);
  if (refused.length > 0) return { errors: refused.map((row) => ({ row, field: "name", code: "taken" })), created: [] };
  return { errors: [], created };
}

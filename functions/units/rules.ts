import * as v from "valibot";
import { unitInput, unitLimits, type RowError, type UnitInput, type UnitKind, type UnitRow } from "./contract.ts";

/** How names are compared: 山市镇, 山市镇 with a blank behind it and its full-width twin are one. Never how they are kept. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase() || name;
}

/** A cell with several entries, one per line or between 、，,；; — empty ones are dropped. */
export function entriesOfCell(cell: string): string[] {
  return cell
    .split(/[、，,；;\n\r\t]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Names that stand twice in one list of villages. */
export function repeatedVillage(villages: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const village of villages) {
    if (seen.has(nameKey(village))) return village;
    seen.add(nameKey(village));
  }
  return undefined;
}

const codes: Partial<Record<string, string>> = { min_length: "required", picklist: "unknown" };

/** What is wrong with one row by itself. */
function errorsOfRow(input: UnitInput, row: number): RowError[] {
  const { issues = [] } = v.safeParse(unitInput, input);
  const errors = issues.map((issue): RowError => {
    const field = issue.path![0].key as keyof UnitInput;
    // One cell holds all villages: too many of them and one that is too long are different faults of the same cell.
    const crowded = field === "villages" && issue.path?.length === 1;
    const empty = field === "kind" && input.kind === ("" as UnitKind);
    return { row, field, code: crowded ? "too_many" : empty ? "required" : (codes[issue.type] ?? issue.type) };
  });
  if (repeatedVillage(input.villages)) errors.push({ row, field: "villages", code: "repeated" });
  return errors;
}

/**
 * Reads the rows of a file. @param taken names of the units that exist, by `nameKey`
 * @returns one input per row, and every fault: nothing may be created while there is one
 */
export function readUnitRows(rows: readonly UnitRow[], taken: ReadonlySet<string>): { inputs: UnitInput[]; errors: RowError[] } {
  const inputs = rows.map(({ name, kind, villages }) => ({
    name: name.trim(),
    kind: kind.trim() as UnitKind,
    villages: entriesOfCell(villages),
  }));
  const firsts = new Map<string, number>();
  const errors = inputs.flatMap((input, row) => {
    const faults = errorsOfRow(input, row);
    const key = nameKey(input.name);
    if (input.name !== "" && firsts.has(key)) faults.push({ row, field: "name", code: "repeated" });
    else if (taken.has(key)) faults.push({ row, field: "name", code: "taken" });
    if (!firsts.has(key)) firsts.set(key, row);
    return faults;
  });
  if (taken.size + rows.length > unitLimits.units)
    errors.push({ row: Math.max(0, unitLimits.units - taken.size), field: "", code: "too_many" });
  return { inputs, errors };
}

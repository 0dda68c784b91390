import * as v from "valibot";
import type { Unit } from "../units/contract.ts";
import { entriesOfCell, nameKey } from "../units/rules.ts";
import { personInput, roles, type PersonInput, type Role } from "./contract.ts";
import type { PersonRow, PersonRowError } from "./import-contract.ts";
import { roleNames } from "./role-names.ts";

/** What an account is held against. */
export interface PersonContext {
  units: readonly Unit[];
  /** The settings' 组室; while the settings name none, any is right. */
  offices: readonly string[];
}

type Fault = Omit<PersonRowError, "row">;

const otherRoleNames: Record<string, Role> = {
  单位: "unit",
  联络员: "unit",
  干部: "cadre",
  负责人: "lead",
  组室主任: "lead",
  编辑: "editor",
  审核: "editor",
  领导: "director",
  部长: "director",
  管理员: "admin",
};
const roleByName = new Map<string, Role>([
  ...Object.entries(otherRoleNames).map(([name, role]) => [nameKey(name), role] as const),
  ...roles.flatMap((role) => [[role, role] as const, [nameKey(roleNames[role]), role] as const]),
]);

/** Names or codes of roles between 、，, ; and blanks. @returns undefined in the place of a name that is no role's */
export function rolesOfCell(cell: string): (Role | undefined)[] {
  const named = entriesOfCell(cell.replace(/\s+/g, "、")).map((name) => roleByName.get(nameKey(name)));
  return [...new Set(named)];
}

/** A unit by its id or name. */
export function unitOfCell(cell: string, units: readonly Unit[]): Unit | undefined {
  const wanted = nameKey(cell);
  return units.find(({ id }) => id === cell.trim()) ?? units.find(({ name }) => nameKey(name) === wanted);
}

/**
 * What contradicts itself or points nowhere: a 基层单位 without its unit would be nobody's contact, a 组室负责人 without a 组室 nobody's lead.
 * @param before the account as it is: what it has already may stay, though it is offered no longer
 */
export function personFaults(
  input: Pick<PersonInput, "roles" | "office" | "unit">,
  { units, offices }: PersonContext,
  before?: Pick<PersonInput, "office" | "unit">,
): Fault[] {
  const faults: Fault[] = [];
  const unit = input.unit === "" ? undefined : units.find(({ id }) => id === input.unit);
  if (input.unit === "" && input.roles.includes("unit")) faults.push({ field: "unit", code: "required" });
  if (input.unit !== "" && !unit && before?.unit !== input.unit) faults.push({ field: "unit", code: "unknown" });
  if (unit?.retired && before?.unit !== unit.id) faults.push({ field: "unit", code: "retired" });
  if (input.office === "" && input.roles.includes("lead")) faults.push({ field: "office", code: "required" });
  if (input.office !== "" && offices.length > 0 && !offices.includes(input.office) && before?.office !== input.office)
    faults.push({ field: "office", code: "unknown" });
  return faults;
}

const columns = ["login", "name", "roles", "office", "unit"] as const;
const codes: Partial<Record<string, string>> = { min_length: "required" };

/** What is wrong with one row by itself. */
function readRow(row: PersonRow, context: PersonContext): { input: PersonInput; faults: Fault[] } {
  const named = rolesOfCell(row.roles);
  const unit = row.unit.trim() === "" ? undefined : unitOfCell(row.unit, context.units);
  const input = {
    login: row.login.trim(),
    name: row.name.trim(),
    roles: named.filter((role) => role !== undefined),
    office: row.office.trim(),
    unit: unit?.id ?? row.unit.trim(),
  };
  const { issues = [] } = v.safeParse(personInput, { ...input, unit: unit?.id ?? "" });
  const faults = issues.map((issue): Fault => {
    const field = issue.path![0].key as Fault["field"];
    return { field, code: input[field].length === 0 ? "required" : (codes[issue.type] ?? issue.type) };
  });
  if (named.includes(undefined)) faults.unshift({ field: "roles", code: "unknown" });
  faults.push(...personFaults(input, context));
  // In the order of the columns; the first fault of a cell is the one to mend first.
  return { input, faults: columns.flatMap((column) => faults.find(({ field }) => field === column) ?? []) };
}

/**
 * Reads the rows of a file. @param taken sign-in names that others have, in lower case
 * @returns one input per row, and every fault: nothing may be created while there is one
 */
export function readPersonRows(
  rows: readonly PersonRow[],
  context: PersonContext,
  taken: ReadonlySet<string>,
): { inputs: PersonInput[]; errors: PersonRowError[] } {
  const seen = new Set<string>();
  const errors: PersonRowError[] = [];
  const inputs = rows.map((cells, row) => {
    const { input, faults } = readRow(cells, context);
    const login = input.login.toLowerCase();
    const usable = login !== "" && faults.every(({ field }) => field !== "login");
    if (usable && seen.has(login)) faults.unshift({ field: "login", code: "repeated" });
    else if (usable && taken.has(login)) faults.unshift({ field: "login", code: "taken" });
    if (usable) seen.add(login);
    errors.push(...faults.map((fault) => ({ row, ...fault })));
    return input;
  });
  return { inputs, errors };
}

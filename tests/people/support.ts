import type { OneTimeLink, Person, PersonLine } from "../../functions/people/contract.ts";
import type { PersonImportAnswer, PersonRow } from "../../functions/people/import-contract.ts";
import type { Unit, UnitImportAnswer, UnitInput, UnitLines, UnitRow } from "../../functions/units/contract.ts";
import { newColumn, type Answer, type Column } from "../support/column.ts";

/** A column with one administrator, and what an administrator does with people and units. */
export async function withAdmin(openStore?: Parameters<typeof newColumn>[1]) {
  const column = await newColumn({}, openStore);
  const admin = await column.signIn(["admin"], { id: "the-admin", name: "管理员" });
  const keyed = (key?: string) => (key ? { headers: { "idempotency-key": key } } : {});
  const call = <T>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<T>> =>
    column.call<T>(method, `/api/staff/${path}`, { cookie: admin, ...(body === undefined ? {} : { body }), ...keyed(key) });
  const create = (person: object, key?: string) =>
    call<OneTimeLink>("POST", "people", { login: "wang", name: "王某", roles: ["cadre"], ...person }, key);
  const people = async (query = "") => (await call<{ items: PersonLine[]; cursor?: string }>("GET", `people?${query}`)).body;
  const importPeople = (rows: Partial<PersonRow>[], { dryRun = false, key = "" } = {}) =>
    call<PersonImportAnswer>("POST", "people/import", { rows, dryRun }, key);
  const unit = (input: Partial<UnitInput> = {}, key?: string) =>
    call<Unit>("POST", "units", { name: "山市镇", kind: "乡镇", ...input }, key);
  const units = async () => (await call<UnitLines>("GET", "units")).body;
  const importUnits = (rows: Partial<UnitRow>[], { dryRun = false, key = "" } = {}) =>
    call<UnitImportAnswer>("POST", "units/import", { rows, dryRun }, key);
  return { ...column, admin, as: call, create, people, importPeople, unit, units, importUnits };
}
export type WithAdmin = Awaited<ReturnType<typeof withAdmin>>;

/** Everything that tells one person from another, to compare before and after. */
export const accountsOf = (column: Pick<Column, "rows">) =>
  column
    .rows("people")
    .filter(({ sk }) => sk === "account")
    .map(({ data }) => (JSON.parse(data) as { account: Person }).account);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemActor } from "../../functions/audit/table.ts";
import type { Deps } from "../../functions/deps.ts";
import type { Role, WhoAmI } from "../../functions/people/contract.ts";
import { hashPassword } from "../../functions/people/passwords.ts";
import { createAccount, whoOf } from "../../functions/people/table.ts";
import type { Unit } from "../../functions/units/contract.ts";
import { createUnit } from "../../functions/units/table.ts";

/** Those who can sign in to a demo; the others are there to be seen. */
export const demoLogins = ["admin", "editor", "lead", "director", "cadre", "unit"];

interface DemoPerson {
  id: string;
  login: string;
  name: string;
  roles: Role[];
  office?: string;
  unit?: string;
}

export type DemoPeople = (login: string) => WhoAmI;

/** The 组室 of the demo's people, in their order. */
export function demoOffices(folder: string): string[] {
  const people = JSON.parse(readFileSync(join(folder, "people.json"), "utf8")) as DemoPerson[];
  return [...new Set(people.flatMap(({ office }) => (office ? [office] : [])))];
}

/** Units and people of the demo. One hash serves all demo accounts, which share one password by design. */
export async function seedPeople(deps: Deps, folder: string, password: string): Promise<DemoPeople> {
  const units = JSON.parse(readFileSync(join(folder, "units.json"), "utf8")) as Unit[];
  for (const [row, { id, name, kind, villages }] of units.entries())
    await createUnit(deps, systemActor, { name, kind, villages: villages ?? [] }, id, row);
  const hash = await hashPassword(password);
  const people = JSON.parse(readFileSync(join(folder, "people.json"), "utf8")) as DemoPerson[];
  const created = new Map<string, WhoAmI>();
  for (const { id, login, name, roles, office = "", unit = "" } of people) {
    const { account, operations } = createAccount({ login, name, roles, office, unit }, demoLogins.includes(login) ? hash : "", id);
    await deps.store.transact(operations);
    created.set(login, whoOf(account));
  }
  return (login) => created.get(login) ?? Array.from(created.values())[0]!;
}

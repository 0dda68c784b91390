import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { newId, sha256 } from "../platform/ids.ts";
import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Person, PersonInput, WhoAmI } from "./contract.ts";

/** A person with what only sign-in may see. `epoch` rises when all sessions are to end. */
export interface Account extends Person {
  passwordHash: string;
  epoch: number;
}

const accountKey = (id: string) => ({ pk: `person#${id}`, sk: "account" });
const loginKey = (login: string) => ({ pk: `login#${login.toLowerCase()}`, sk: "login" });
const linkKey = (token: string) => ({ pk: `link#${sha256(token)}`, sk: "link" });

function accountOf(item: Item): Account {
  return { ...(item["account"] as unknown as Account), version: item.version };
}

function accountItem({ version: _, ...account }: Account): NewItem {
  return { ...accountKey(account.id), byKindPk: "person", byKindSk: `${account.login.toLowerCase()}#${account.id}`, account };
}

/** The person without the secrets of the account. */
export function personOf({ passwordHash: _, epoch: __, ...person }: Account): Person {
  return person;
}

export function whoOf({ id, login, name, roles, office, unit }: Account): WhoAmI {
  return { id, login, name, roles, office, unit };
}

export async function findAccount(store: Store, id: string): Promise<Account | undefined> {
  const item = await store.get("people", accountKey(id));
  return item && accountOf(item);
}

export async function findAccountByLogin(store: Store, login: string): Promise<Account | undefined> {
  const item = await store.get("people", loginKey(login));
  return item && findAccount(store, item["person"] as string);
}

export async function listPeople(store: Store): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: "people", index: "byKind", pk: "person", limit: 200, cursor });
    people.push(...page.items.map((item) => personOf(accountOf(item))));
    ({ cursor } = page);
  } while (cursor);
  return people;
}

/** Whether anybody has an account: an installation without one waits for its set-up link to be used. */
export async function anybody(store: Store): Promise<boolean> {
  return (await store.query({ table: "people", index: "byKind", pk: "person", limit: 1 })).items.length > 0;
}

/** Operations that create an account; the sign-in name is claimed in the same step, so two creates cannot share it. */
export function createAccount(
  input: PersonInput,
  passwordHash: string,
  id = newId(),
): { account: Account; operations: TransactOperation[] } {
  const account: Account = { ...input, id, disabled: false, passwordHash, epoch: 1, version: 1 };
  const operations: TransactOperation[] = [
    { put: { table: "people", item: { ...loginKey(input.login), person: id }, condition: { ifAbsent: true } } },
    { put: { table: "people", item: accountItem(account), condition: { ifAbsent: true } } },
  ];
  return { account, operations };
}

/** Writes the changed account at the version it was read with, together with its audit line. @throws ConditionFailed */
export async function updateAccount(
  deps: Deps,
  actor: Actor,
  account: Account,
  action: string,
  more: TransactOperation[] = [],
): Promise<Account> {
  const put: TransactOperation = { put: { table: "people", item: accountItem(account), condition: { ifVersion: account.version } } };
  await deps.store.transact([put, ...more, auditLine(deps.clock(), actor, action, `person#${account.id}`)]);
  return { ...account, version: account.version + 1 };
}

/** The move of a sign-in name: the new one is claimed, the old one freed. */
export function renameLogin(account: Account, login: string): TransactOperation[] {
  if (login.toLowerCase() === account.login.toLowerCase()) return [];
  return [
    { put: { table: "people", item: { ...loginKey(login), person: account.id }, condition: { ifAbsent: true } } },
    { delete: { table: "people", key: loginKey(account.login) } },
  ];
}

/** One-time links are kept as hashes; `purpose` is "first-admin" or a person's id. */
export function putLink(token: string, purpose: string, expiresAt: number): TransactOperation {
  return { put: { table: "people", item: { ...linkKey(token), purpose, expiresAt }, condition: { ifAbsent: true } } };
}

export async function findLink(store: Store, token: string): Promise<{ purpose: string; version: number } | undefined> {
  const item = await store.get("people", linkKey(token));
  return item && { purpose: item["purpose"] as string, version: item.version };
}

/** Using a link up is part of the step that it permits, so it works exactly once. */
export function useLink(token: string, version: number): TransactOperation {
  return { delete: { table: "people", key: linkKey(token), ifVersion: version } };
}

import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { newId, sha256 } from "../platform/ids.ts";
import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Person, PersonInput, WhoAmI } from "./contract.ts";

/** A person with what only sign-in may see. `epoch` rises when all sessions are to end. */
export interface Account extends Omit<Person, "hasPassword"> {
  passwordHash: string;
  epoch: number;
}

export const accountKey = (id: string) => ({ pk: `person#${id}`, sk: "account" });
const loginKey = (login: string) => ({ pk: `login#${login.toLowerCase()}`, sk: "login" });
/** What contract.ts lets a sign-in name be; anything else is nobody's and may not even be a key. */
const loginName = /^[a-z0-9._-]{2,32}$/;
const linkKey = (token: string) => ({ pk: `link#${sha256(token)}`, sk: "link" });

function accountOf(item: Item): Account {
  return { ...(item["account"] as unknown as Account), version: item.version };
}

function accountItem({ version: _, ...account }: Account): NewItem {
  return { ...accountKey(account.id), byKindPk: "person", byKindSk: `${account.login.toLowerCase()}#${account.id}`, account };
}

/** The person without the secrets of the account. */
export function personOf({ passwordHash, epoch: _, ...person }: Account): Person {
  return { ...person, hasPassword: passwordHash !== "" };
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

/** Whose these sign-in names are: lower-case name -> person, the free ones left out. */
export async function ownersOfLogins(store: Store, logins: readonly string[]): Promise<Map<string, string>> {
  const names = [...new Set(logins.map((login) => login.toLowerCase()))].filter((name) => loginName.test(name));
  const owners = new Map<string, string>();
  for (let from = 0; from < names.length; from += 100) {
    const part = names.slice(from, from + 100);
    const items = await store.getMany("people", part.map(loginKey));
    for (const [place, item] of items.entries()) if (item) owners.set(part[place]!, item["person"] as string);
  }
  return owners;
}

/** One page of all accounts in the order of their sign-in names. */
export async function pageOfAccounts(store: Store, limit: number, cursor?: string): Promise<{ accounts: Account[]; cursor?: string }> {
  const { items, ...rest } = await store.query({ table: "people", index: "byKind", pk: "person", limit, cursor });
  return { accounts: items.map(accountOf), ...rest };
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
): { account: Account; putAccount: TransactOperation; operations: TransactOperation[] } {
  const account: Account = { ...input, id, disabled: false, passwordHash, epoch: 1, version: 1 };
  const putAccount: TransactOperation = { put: { table: "people", item: accountItem(account), condition: { ifAbsent: true } } };
  const claim: TransactOperation = { put: { table: "people", item: loginClaim(input.login, id), condition: { ifAbsent: true } } };
  return { account, putAccount, operations: [claim, putAccount] };
}

/** The item by which a sign-in name belongs to one person. */
export const loginClaim = (login: string, person: string): NewItem => ({ ...loginKey(login), person });

/** Writes the changed account at the version it was read with, together with its audit line. @throws ConditionFailed */
export async function updateAccount(
  deps: Deps,
  actor: Actor,
  account: Account,
  action: string,
  more: TransactOperation[] = [],
  note?: string,
): Promise<Account> {
  const put: TransactOperation = { put: { table: "people", item: accountItem(account), condition: { ifVersion: account.version } } };
  await deps.store.transact([put, ...more, auditLine(deps.clock(), actor, action, `person#${account.id}`, note)]);
  return { ...account, version: account.version + 1 };
}

/** The move of a sign-in name: the new one is claimed, the old one freed. */
export function renameLogin(account: Account, login: string): TransactOperation[] {
  if (login.toLowerCase() === account.login.toLowerCase()) return [];
  return [
    { put: { table: "people", item: loginClaim(login, account.id), condition: { ifAbsent: true } } },
    { delete: { table: "people", key: loginKey(account.login) } },
  ];
}

/** One-time links are kept as hashes; `purpose` is "first-admin" or a person's id, whose `epoch` the link belongs to. */
export function putLink(token: string, purpose: string, expiresAt: number, epoch?: number): TransactOperation {
  return { put: { table: "people", item: { ...linkKey(token), purpose, expiresAt, epoch }, condition: { ifAbsent: true } } };
}

export interface Link {
  purpose: string;
  epoch?: number;
  version: number;
}

export async function findLink(store: Store, token: string): Promise<Link | undefined> {
  return (await store.get("people", linkKey(token))) as Link | undefined;
}

/** Using a link up is part of the step that it permits, so it works exactly once. */
export function useLink(token: string, version: number): TransactOperation {
  return { delete: { table: "people", key: linkKey(token), ifVersion: version } };
}

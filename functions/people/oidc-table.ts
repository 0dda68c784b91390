import { sha256 } from "../platform/ids.ts";
import type { Item, Store, TransactOperation } from "../store/store.ts";

/** A subject is known by the provider that names it: the same `sub` of another issuer is somebody else. */
const subjectKey = (issuer: string, subject: string) => ({ pk: `oidc#${sha256(JSON.stringify([issuer, subject]))}`, sk: "subject" });
const bindingKey = (person: string) => ({ pk: `person#${person}`, sk: "oidc" });
const usedKey = (state: string) => ({ pk: `oidc-used#${sha256(state)}`, sk: "used" });

/** The person to whom this subject of the provider is bound. */
export async function personOfSubject(store: Store, issuer: string, subject: string): Promise<string | undefined> {
  return (await store.get("people", subjectKey(issuer, subject)))?.["person"] as string | undefined;
}

const bindingOf = (store: Store, person: string): Promise<Item | undefined> => store.get("people", bindingKey(person));

/** Whether some subject is bound to this person already. */
export async function isBound(store: Store, person: string): Promise<boolean> {
  return (await bindingOf(store, person)) !== undefined;
}

/** Ties subject and person to each other, once each: of two first sign-ins side by side one is refused. */
export function bind(issuer: string, subject: string, person: string): TransactOperation[] {
  const key = subjectKey(issuer, subject);
  return [
    { put: { table: "people", item: { ...key, person }, condition: { ifAbsent: true } } },
    { put: { table: "people", item: { ...bindingKey(person), subject: key.pk }, condition: { ifAbsent: true } } },
  ];
}

/** Operations that let another subject be bound: part of an administrator's reset. None when nothing is bound. */
export async function unbind(store: Store, person: string): Promise<TransactOperation[]> {
  const binding = await bindingOf(store, person);
  if (!binding) return [];
  return [
    { delete: { table: "people", key: bindingKey(person), ifVersion: binding.version } },
    { delete: { table: "people", key: { pk: binding["subject"] as string, sk: "subject" } } },
  ];
}

/** Uses a state up. @throws ConditionFailed the second time */
export async function spendState(store: Store, state: string, until: number): Promise<void> {
  const item = { ...usedKey(state), expiresAt: Math.ceil(until / 1000) + 60 };
  await store.put("people", item, { ifAbsent: true });
}

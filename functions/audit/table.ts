import type { Deps } from "../deps.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import type { Item, Page, TransactOperation } from "../store/store.ts";
import type { AuditEntry } from "./contract.ts";

export type Actor = { id: string; name: string };
/** What changes without a person: scheduled jobs, first start. */
export const systemActor: Actor = { id: "system", name: "系统" };
/** What a visitor does is logged without a name or an address. */
export const visitorActor: Actor = { id: "visitor", name: "访客" };

/**
 * The audit line as part of the change's own transaction: no change without its line. Lines are only ever put where
 * nothing was, never changed, never deleted and never expire by themselves (网络安全法 21条: at least 180 days).
 */
export function auditLine(now: number, actor: Actor, action: string, object: string, note?: string, outcome: AuditEntry["outcome"] = "done"): TransactOperation {
  const at = isoTime(now);
  const id = newId();
  const entry: AuditEntry = { at, by: actor.id, name: actor.name, action, object, outcome, ...(note ? { note } : {}) };
  const item = { pk: `day#${chinaDay(now)}`, sk: `${at}#${id}`, byObjectPk: object, byObjectSk: `${at}#${id}`, ...entry };
  return { put: { table: "audit", item, condition: { ifAbsent: true } } };
}

/** Records what was refused to a known person, or a failed sign-in. */
export async function recordRefusal(deps: Pick<Deps, "store" | "clock" | "log">, actor: Actor, object: string, reason: string): Promise<void> {
  deps.log("refused", { by: actor.id, object, reason });
  await deps.store.transact([auditLine(deps.clock(), actor, "refused", object, reason, "refused")]);
}

function entryOf(item: Item): AuditEntry {
  const { at, by, name, action, object, outcome, note } = item as unknown as AuditEntry;
  return { at, by, name, action, object, outcome, ...(note ? { note } : {}) };
}

const entriesOf = (page: Page) => ({ items: page.items.map(entryOf), ...(page.cursor ? { cursor: page.cursor } : {}) });

/** Everything that happened on a day (Beijing), newest first. */
export async function auditOfDay(deps: Deps, day: string, cursor?: string) {
  return entriesOf(await deps.store.query({ table: "audit", pk: `day#${day}`, order: "descending", limit: 100, cursor }));
}

/** Everything that happened to one object, newest first. */
export async function auditOfObject(deps: Deps, object: string, cursor?: string) {
  return entriesOf(await deps.store.query({ table: "audit", index: "byObject", pk: object, order: "descending", limit: 50, cursor }));
}

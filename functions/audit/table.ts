import type { Deps } from "../deps.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { ConditionFailed, type Item, type Page, type Store, type TransactOperation } from "../store/store.ts";
import type { AuditEntry } from "./contract.ts";

export type Actor = { id: string; name: string };
/** What changes without a person: scheduled jobs, first start. */
export const systemActor: Actor = { id: "system", name: "系统" };
/** What a visitor does is logged without a name or an address. */
export const visitorActor: Actor = { id: "visitor", name: "访客" };
/** Where the lines of visitors wait in the table that they may write to. */
const WAITING = { table: "feedback", pk: "audit-waiting" };

/**
 * The audit line as part of the change's own transaction: no change without its line. Lines are only ever put where
 * nothing was, never changed, never deleted and never expire by themselves (网络安全法 21条: at least 180 days).
 */
export function auditLine(
  now: number,
  actor: Actor,
  action: string,
  object: string,
  note?: string,
  outcome: AuditEntry["outcome"] = "done",
): TransactOperation {
  const at = isoTime(now);
  const id = newId();
  const entry: AuditEntry = { at, by: actor.id, name: actor.name, action, object, outcome, ...(note ? { note } : {}) };
  const item = { pk: `day#${chinaDay(now)}`, sk: `${at}#${id}`, byObjectPk: object, byObjectSk: `${at}#${id}`, ...entry };
  return { put: { table: "audit", item, condition: { ifAbsent: true } } };
}

/**
 * The line of a change that a visitor made. The public function has no right to the audit table, so the line waits in the same
 * transaction's own table until `collectLines` moves it; a line for staff goes where it belongs at once.
 */
export function lineOfChange(now: number, actor: Actor, action: string, object: string): TransactOperation {
  const line = auditLine(now, actor, action, object);
  if (actor !== visitorActor || !("put" in line)) return line;
  const { pk, sk, ...rest } = line.put.item;
  return { put: { table: WAITING.table, item: { pk: WAITING.pk, sk, day: pk, ...rest }, condition: { ifAbsent: true } } };
}

/** The job that moves waiting lines into the audit log, each in one step; safe to run twice and side by side. @returns how many */
export async function collectLines({ store }: Pick<Deps, "store">): Promise<number> {
  const { items } = await store.query({ table: WAITING.table, pk: WAITING.pk, limit: 500 });
  let moved = 0;
  for (const { pk, sk, day, version, ...line } of items) {
    try {
      await store.transact([
        { put: { table: "audit", item: { pk: day as string, sk, ...line }, condition: { ifAbsent: true } } },
        { delete: { table: WAITING.table, key: { pk, sk }, ifVersion: version } },
      ]);
      moved += 1;
    } catch (error) {
      // Another run was quicker with this line.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return moved;
}

/** Records what was refused to a known person, or a failed sign-in. */
export async function recordRefusal(
  deps: Pick<Deps, "store" | "clock" | "log">,
  actor: Actor,
  object: string,
  reason: string,
): Promise<void> {
  deps.log("refused", { by: actor.id, object, reason });
  await deps.store.transact([auditLine(deps.clock(), actor, "refused", object, reason, "refused")]);
}

function entryOf(item: Item): AuditEntry {
  const { at, by, name, action, object, outcome, note } = item as unknown as AuditEntry;
  return { at, by, name, action, object, outcome, ...(note ? { note } : {}) };
}

const entriesOf = (page: Page) => ({ items: page.items.map(entryOf), ...(page.cursor ? { cursor: page.cursor } : {}) });

const PAGE = 100;

/** What happened on a day (Beijing), newest first. */
export async function auditOfDay({ store }: Pick<Deps, "store">, day: string, cursor?: string) {
  return entriesOf(await store.query({ table: "audit", pk: `day#${day}`, order: "descending", limit: PAGE, cursor }));
}

/** From the first to the last day (Beijing), both whole: the sort keys of the indexes begin with the time in UTC. */
function timesOf(from: string, to: string): { from: string; to: string } {
  return { from: isoTime(Date.parse(`${from}T00:00:00+08:00`)), to: `${isoTime(Date.parse(`${to}T23:59:59.999+08:00`))}~` };
}

/** What happened to one object, newest first. */
export async function linesOfObject(store: Store, object: string, from: string, to: string, cursor?: string) {
  const query = { table: "audit", index: "byObject", pk: object, sk: timesOf(from, to), limit: PAGE, cursor } as const;
  return entriesOf(await store.query({ ...query, order: "descending" }));
}

/** What one person did, by id, newest first. */
export async function linesOfPerson(store: Store, by: string, from: string, to: string, cursor?: string) {
  const query = { table: "audit", index: "byPerson", pk: by, sk: timesOf(from, to), limit: PAGE, cursor } as const;
  return entriesOf(await store.query({ ...query, order: "descending" }));
}

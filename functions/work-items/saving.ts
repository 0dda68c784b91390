import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import type { WorkAction } from "./contract.ts";
import type { HistoryEntry, WorkItem } from "./item.contract.ts";
import { linkOperations } from "./links.table.ts";
import type { StoredWorkItem } from "./rules.ts";
import { demand, mayEver, maySee } from "./state-machine.rules.ts";
import type { Changed, Trace } from "./steps.rules.ts";
import { findItem, findWhole, putItem } from "./table.ts";
import { viewOf } from "./views.ts";

export type Id = string | undefined;

/** Ids as `newId` makes them; anything else is no key to look up. */
const ITEM_ID = /^[0-9a-z-]{4,40}$/;

/** The item, if this person may see it; others learn nothing of its existence. @throws Problem not-found (recorded) */
export async function seenItem(deps: Deps, who: WhoAmI, id: Id): Promise<StoredWorkItem> {
  const found = id !== undefined && ITEM_ID.test(id) ? await findItem(deps.store, id) : undefined;
  if (!found) throw new Problem("not-found");
  if (maySee(who, found)) return found;
  await recordRefusal(deps, who, `work-item#${found.id}`, "see");
  throw new Problem("not-found");
}

/** The item with everything about it. @throws Problem not-found */
export async function readItem(deps: Deps, who: WhoAmI, id: Id): Promise<WorkItem> {
  const seen = await seenItem(deps, who, id);
  return viewOf(deps, who, (await findWhole(deps.store, seen.id)) ?? notFound());
}

function notFound(): never {
  throw new Problem("not-found");
}

/**
 * The item for one action. @param version what the person had before the eyes; absent where the action minds nothing that others do
 * @throws Problem not-found, forbidden (recorded), conflict with the item as it is now, explanation-needed, illegal-step
 */
export async function demanded(deps: Deps, who: WhoAmI, id: Id, action: WorkAction, version?: number): Promise<StoredWorkItem> {
  const item = await seenItem(deps, who, id);
  if (!mayEver(who, item, action)) {
    await recordRefusal(deps, who, `work-item#${item.id}`, action);
    throw new Problem("forbidden");
  }
  if (version !== undefined && item.version !== version) throw await conflictOf(deps, who, id);
  demand(who, item, action, chinaDay(deps.clock()));
  return item;
}

export async function conflictOf(deps: Deps, who: WhoAmI, id: Id): Promise<Problem> {
  return new Problem("conflict", { current: await readItem(deps, who, id) });
}

/** Operations that write a change with its history and links, and an audit line for each entry. */
export function changeOperations(
  before: StoredWorkItem | undefined,
  { item, traces }: Changed,
  who: Pick<WhoAmI, "id" | "name">,
  now: number,
): TransactOperation[] {
  const at = isoTime(now);
  const entry = (trace: Trace, place: number): HistoryEntry => ({
    ...trace,
    number: item.entries + place + 1,
    at,
    byName: who.name,
    state: item.state,
  });
  const after = { ...item, entries: item.entries + traces.length, updatedAt: at };
  return [
    ...putItem(after, traces.map(entry)),
    ...linkOperations(before, after),
    ...traces.map(({ action }) => auditLine(now, who, `work-item.${action}`, `work-item#${item.id}`)),
  ];
}

/** Saves a change of what was read. @throws Problem conflict when somebody else was quicker */
export async function saveChange(
  deps: Deps,
  who: WhoAmI,
  before: StoredWorkItem,
  changed: Changed,
  more: TransactOperation[] = [],
): Promise<WorkItem> {
  try {
    await deps.store.transact([...changeOperations(before, changed, who, deps.clock()), ...more]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw await conflictOf(deps, who, before.id);
  }
  return readItem(deps, who, before.id);
}

const TRIES = 10;

/**
 * For what minds nothing that others do to the item (a report, a signature, a 督办): reads it anew and tries again until it is
 * written, or until the rules refuse. @throws Problem conflict when others were quicker every time
 */
export async function untilSaved<T>(deps: Deps, who: WhoAmI, id: Id, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw await conflictOf(deps, who, id);
}

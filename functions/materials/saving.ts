import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import type { TransactOperation } from "../store/store.ts";
import { recordView } from "./record.ts";
import { keepOperations, thinOperations } from "./revisions.table.ts";
import { nextHead } from "./revisions.rules.ts";
import { putWorking, type Working } from "./table.ts";

/** The record at the version that the caller has seen. @throws Problem conflict with the current record */
export async function atVersion(deps: Deps, who: WhoAmI, current: Working, version: number): Promise<Working> {
  if (current.version !== version) throw new Problem("conflict", { current: await recordView(deps, who, current) });
  return current;
}

/** The same, and open for changes. @throws Problem conflict, illegal-step */
export async function draftAt(deps: Deps, who: WhoAmI, current: Working, version: number): Promise<Working> {
  await atVersion(deps, who, current, version);
  if (current.state !== "draft") throw new Problem("illegal-step", { allowed: ["return", "revise"] });
  return current;
}

interface Change {
  action: string;
  note?: string;
  /** Number of the version that is brought back. */
  restores?: number;
  more?: TransactOperation[];
}

/**
 * Saves a change of a draft; the text before it is kept as a version where the rules ask for that. Texts are saved every few seconds
 * while somebody writes: the audit log gets one line for each version, or nobody could read it. @throws ConditionFailed
 */
export async function saveChange(
  deps: Deps,
  who: WhoAmI,
  current: Working,
  change: Partial<Working>,
  { action, note, restores, more = [] }: Change,
): Promise<Working> {
  const now = deps.clock();
  const { head, keep } = nextHead(current, who, now, restores);
  const kept = keep ? keepOperations(current) : [];
  const thinned = keep ? await thinOperations(deps.store, current) : [];
  const writing = action === "material.change";
  const counted = { ...head, thinned: head.thinned + (thinned.length > 0 ? 1 : 0), logged: writing || head.logged === true };
  const changed = { ...current, ...change, updatedAt: isoTime(now), head: counted };
  const line = writing && head.logged ? [] : [auditLine(now, who, action, `material#${current.id}`, note)];
  await deps.store.transact([...putWorking(changed), ...kept, ...thinned, ...more, ...line]);
  return { ...changed, version: current.version + 1 };
}

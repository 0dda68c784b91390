import type { Deps } from "../deps.ts";
import { refiled } from "../search/document.table.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import { plainText } from "../word/plain-text.ts";
import { recordsOfCategory } from "./category.table.ts";
import { findWorking, listShelf, putWorking, recategorised, unchanged } from "./table.ts";

const PAGE = 20;

/**
 * Puts one material under the new name, record and live edition in one transaction; publish time, order and edition stay.
 * @returns false when there was nothing to do, or somebody changed it at this moment
 */
async function moveOne({ store }: Deps, id: string, from: string, to: string): Promise<boolean> {
  const working = await findWorking(store, id);
  if (!working) return false;
  const live = await recategorised(store, id, from, to);
  const own = working.category === from;
  if (!own && !live) return false;
  const operations: TransactOperation[] = own ? putWorking({ ...working, category: to }) : [unchanged(working)];
  if (live) {
    operations.push(...live.operations);
    const document = { id, card: live.next.card, text: plainText(live.next.body) };
    if (working.ordinal !== undefined) operations.push(...(await refiled(store, working.ordinal, document)));
  }
  try {
    await store.transact(operations);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/**
 * Carries materials from one category to another: first those that the public sees, then all other records. May be run again and again.
 * @param most after so many the caller's time is up; the rest is left
 * @returns how many were moved, and whether any may be left
 */
export async function moveCategory(deps: Deps, from: string, to: string, most = Infinity): Promise<{ moved: number; left: boolean }> {
  let moved = 0;
  for (;;) {
    const { cards } = await listShelf(deps.store, { category: from, limit: PAGE });
    if (cards.length === 0) break;
    const before = moved;
    for (const { id } of cards) if (moved < most && (await moveOne(deps, id, from, to))) moved += 1;
    // Each of them is being changed by somebody, or the time is up: the next run goes on.
    if (moved === before || moved >= most) return { moved, left: true };
  }
  if (most !== Infinity) return { moved, left: true };
  const before = moved;
  for await (const id of recordsOfCategory(deps.store, from)) if (await moveOne(deps, id, from, to)) moved += 1;
  return { moved, left: moved > before };
}

import type { Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { moveCategory } from "../materials/category-move.ts";
import { categoryInUse, countByCategory } from "../materials/category.table.ts";
import { isoTime, MINUTE } from "../platform/clock.ts";
import { ConditionFailed } from "../store/store.ts";
import type { CategoryUses } from "./category.contract.ts";
import { renameCategory } from "./category.rules.ts";
import type { ColumnSettings } from "./contract.ts";
import { readStored, writeSettings } from "./table.ts";

/** What a request carries over itself; the rest is the job's. */
const AT_ONCE = 20;

export async function categoryUsesOf({ store }: Deps): Promise<CategoryUses> {
  const { settings, renamed } = await readStored(store);
  const moving = renamed.filter(({ done }) => !done).map(({ from, to }) => ({ from, to }));
  const names = [...settings.categories, ...moving.map(({ from }) => from)];
  return { items: await countByCategory(store, names), moving };
}

/** @throws Problem category-in-use: materials would stand under a name that no list shows */
export async function refuseDropped({ store }: Deps, before: ColumnSettings, after: ColumnSettings): Promise<void> {
  for (const category of before.categories) {
    if (after.categories.includes(category) || !(await categoryInUse(store, category))) continue;
    throw new Problem("category-in-use", { errors: [{ field: "categories", code: "in-use" }] });
  }
}

/**
 * Gives a category another name and carries the first materials over; the job does the rest. Old addresses (`?category=…`, the
 * attribute of a snippet) go on working. @throws Problem, ConditionFailed
 */
export async function rename(deps: Deps, actor: Actor, from: string, to: string, version: number): Promise<void> {
  const { settings, renamed } = await readStored(deps.store);
  const next = renameCategory(settings.categories, renamed, { from, to, at: isoTime(deps.clock()) });
  const change = { renamed: next.renamed, note: `${from} → ${to}` };
  await writeSettings(deps, actor, { ...settings, categories: next.categories }, version, change);
  await moveCategory(deps, from, to, AT_ONCE);
}

/**
 * The job: carries materials over to the new names of their categories. Safe to run twice or late. A renaming is finished a minute after
 * it was made at the earliest, so that a draft that was begun under the old name in that moment is found. @returns how many were moved
 */
export async function moveCategories(deps: Deps): Promise<number> {
  let moved = 0;
  for (const { from, to, at, done } of (await readStored(deps.store)).renamed) {
    if (done) continue;
    const result = await moveCategory(deps, from, to);
    moved += result.moved;
    if (!result.left && deps.clock() >= Date.parse(at) + MINUTE) await finish(deps, from, to);
  }
  return moved;
}

/** @see moveCategories; somebody who changes the settings at this moment goes first, and the next run finishes. */
async function finish(deps: Deps, from: string, to: string): Promise<void> {
  const { settings, renamed, version } = await readStored(deps.store);
  const next = renamed.map((entry) => (entry.from === from && entry.to === to ? { ...entry, done: true } : entry));
  try {
    await writeSettings(deps, { id: "system", name: "系统" }, settings, version, { renamed: next, note: `${from} → ${to}` });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

import { Problem } from "../http/problem.ts";

/** A category that was given another name. Until `done`, a job carries the materials over; afterwards old addresses still find them. */
export interface Renaming {
  from: string;
  to: string;
  /** ISO time. */
  at: string;
  done: boolean;
}

/** Regulations keep their earlier editions in public; that hangs on the name. */
export const REGULATIONS = "制度规范";

/** Old names that are remembered, the newest. */
const MOST = 100;

/**
 * The list and the renamings after one category has got another name; its place in the list stays.
 * @throws Problem unknown-category, category-fixed, category-moving, invalid-body (field `to`)
 */
export function renameCategory(
  categories: readonly string[],
  renamed: readonly Renaming[],
  { from, to, at }: { from: string; to: string; at: string },
): { categories: string[]; renamed: Renaming[] } {
  if (!categories.includes(from)) throw new Problem("unknown-category", { errors: [{ field: "from", code: "unknown" }] });
  if (from === REGULATIONS) throw new Problem("category-fixed", { errors: [{ field: "from", code: "fixed" }] });
  if (categories.includes(to)) throw new Problem("invalid-body", { errors: [{ field: "to", code: "repeated" }] });
  const moving = new Set(renamed.filter(({ done }) => !done).flatMap((entry) => [entry.from, entry.to]));
  if (moving.has(from) || moving.has(to)) throw new Problem("category-moving", { errors: [{ field: "to", code: "moving" }] });
  return {
    categories: categories.map((name) => (name === from ? to : name)),
    // A name in use again is no longer an old name of another.
    renamed: [...renamed.filter((entry) => entry.from !== to), { from, to, at, done: false }].slice(-MOST),
  };
}

/** What is called so today: follows renamings, which form no circle, because a name that is taken again is forgotten as an old one. */
export function currentName(renamed: readonly Renaming[], category: string): string {
  let name = category;
  for (let step = 0; step < MOST; step++) {
    const next = renamed.find(({ from }) => from === name);
    if (!next) return name;
    name = next.to;
  }
  return name;
}

/**
 * The renamings that remain when the list is replaced by hand. @throws Problem category-moving when it drops a name that materials are
 * just being carried to, or takes up one that they are being carried from
 */
export function renamingsAfter(renamed: readonly Renaming[], categories: readonly string[]): Renaming[] {
  const torn = renamed.some(({ from, to, done }) => !done && (categories.includes(from) || !categories.includes(to)));
  if (torn) throw new Problem("category-moving", { errors: [{ field: "categories", code: "moving" }] });
  return renamed.filter(({ from }) => !categories.includes(from));
}

import type { Store, TransactOperation } from "../store/store.ts";
import type { StoredWorkItem } from "./rules.ts";

/** What an item can be linked with, seen from there. */
export type LinkedKind = "feedback" | "activity" | "material";

export interface Link {
  item: string;
  /** The item comes from it. */
  from: boolean;
  /** Of an activity. */
  problem?: string;
}

const TABLE = "work-items";
/** More items than these have to do with nothing. */
const MOST = 100;

/** Every link of an item, by the key under which its other end finds it. */
function linksOf({ id, source, materials, feedback }: StoredWorkItem): Map<string, Link> {
  const links = new Map<string, Link>();
  const add = (kind: LinkedKind, other: string, link: Omit<Link, "item">) => links.set(`${kind}#${other}`, { item: id, ...link });
  for (const material of materials) add("material", material, { from: false });
  for (const one of feedback) add("feedback", one, { from: false });
  if (source.kind === "feedback") add("feedback", source.feedback, { from: true });
  if (source.kind === "symposium" || source.kind === "visit") add("activity", source.activity, { from: true, problem: source.problem });
  return links;
}

/** Brings the other ends of the links from those before to those after; undefined: there is no item. */
export function linkOperations(before: StoredWorkItem | undefined, after: StoredWorkItem | undefined): TransactOperation[] {
  const [old, next] = [before ? linksOf(before) : new Map<string, Link>(), after ? linksOf(after) : new Map<string, Link>()];
  const keyOf = (end: string, { item }: Link) => ({ pk: `link#${end}`, sk: item });
  return [
    ...[...old].filter(([end]) => !next.has(end)).map(([end, link]) => ({ delete: { table: TABLE, key: keyOf(end, link) } })),
    ...[...next]
      .filter(([end]) => !old.has(end))
      .map(([end, link]) => ({ put: { table: TABLE, item: { ...keyOf(end, link), ...link }, condition: { ifAbsent: true } as const } })),
  ];
}

export async function linksTo(store: Store, kind: LinkedKind, id: string): Promise<Link[]> {
  const { items } = await store.query({ table: TABLE, pk: `link#${kind}#${id}`, limit: MOST });
  return items.map((item) => {
    const problem = item["problem"] as string | undefined;
    return { item: item["item"] as string, from: item["from"] as boolean, ...(problem ? { problem } : {}) };
  });
}

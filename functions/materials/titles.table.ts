import type { Store, TransactOperation } from "../store/store.ts";
import { titleSlots } from "./titles.rules.ts";

const TABLE = "materials";
const slotKey = (slot: string, id: string) => ({ pk: `title#${slot}`, sk: id });
const PER_SLOT = 20;
const MOST = 60;

/** Moves a record from the keys of one title to those of another; what both have is left alone. */
export function titleOperations(id: string, before: string | undefined, after: string): TransactOperation[] {
  const [old, next] = [titleSlots(before ?? ""), titleSlots(after)];
  return [
    ...old.filter((slot) => !next.includes(slot)).map((slot) => ({ delete: { table: TABLE, key: slotKey(slot, id) } })),
    ...next
      .filter((slot) => !old.includes(slot))
      .map((slot) => ({ put: { table: TABLE, item: slotKey(slot, id), condition: { ifAbsent: true } as const } })),
  ];
}

/** Ids of records whose titles may resemble this one, the likeliest first, at most 60: 9 queries of at most 20 keys. */
export async function titleCandidates(store: Store, title: string): Promise<string[]> {
  const slots = titleSlots(title);
  const pages = await Promise.all(
    slots.map((slot) => store.query({ table: TABLE, pk: `title#${slot}`, order: "descending", limit: PER_SLOT })),
  );
  const hits = new Map<string, number>();
  for (const [place, { items }] of pages.entries())
    // The whole title outweighs any chance agreement.
    for (const { sk } of items) hits.set(sk, (hits.get(sk) ?? 0) + (place === 0 ? 100 : 1));
  return [...hits]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([id]) => id);
}

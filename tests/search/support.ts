import type { MaterialCard } from "../../functions/materials/contract.ts";
import { indexOperations, removeOperations } from "../../functions/search/document.ts";
import { search, type Found, type SearchRequest } from "../../functions/search/search.ts";
import type { Store } from "../../functions/store/store.ts";

export const cursorKey = "a key for the cursors of these tests";

export function card(id: string, title: string, more: Partial<MaterialCard> = {}): MaterialCard {
  return {
    id,
    title,
    category: "新理论",
    ties: [],
    summary: "",
    author: "",
    source: "",
    documentDate: "",
    publishedAt: "2026-01-01T00:00:00.000Z",
    requiredReading: false,
    attachments: 0,
    link: "",
    ...more,
  };
}

/** Publishes as the product does, in one transaction. @returns the ordinal */
export async function publish(store: Store, title: string, text: string, more: Partial<MaterialCard> = {}): Promise<number> {
  const one = card(more.id ?? title, title, more);
  const { ordinal, operations } = await indexOperations(store, { id: one.id, card: one, text });
  await store.transact(operations);
  return ordinal;
}

export const withdraw = (store: Store, ordinal: number) => store.transact(removeOperations(ordinal));

type Query = Partial<SearchRequest> & { q: string };

/** All pages, one after the other. */
export async function searchAll(store: Store, { limit = 20, ...query }: Query): Promise<Found[]> {
  const found: Found[] = [];
  let cursor: string | undefined;
  do {
    const page = await search(store, { ...query, limit, cursor, cursorKey });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

export const idsOf = async (store: Store, q: string, more: Partial<SearchRequest> = {}) =>
  (await searchAll(store, { q, ...more })).map(({ id }) => id);

import type { Store, TransactOperation } from "../store/store.ts";
import { documentItem, documentKey, freshKey, type SearchDocument, table } from "./document.ts";

/**
 * For a transaction that changes the card of a published material and not its text: the document keeps its ordinal and with it its place
 * among the results. It is marked fresh, so that the next fold adds what its postings lack; what they have too much, the search looks at
 * and leaves out.
 */
export async function refiled(store: Store, ordinal: number, document: SearchDocument): Promise<TransactOperation[]> {
  const [present, fresh] = await store.getMany(table, [documentKey(ordinal), freshKey(ordinal)]);
  // A document that is missing is the repair job's.
  if (!present) return [];
  return [
    { put: { table, item: documentItem(ordinal, document), condition: { ifVersion: present.version } } },
    { put: { table, item: { ...freshKey(ordinal) }, condition: fresh ? { ifVersion: fresh.version } : { ifAbsent: true } } },
  ];
}

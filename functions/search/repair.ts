import { ConditionFailed, type Store, type TransactOperation } from "../store/store.ts";
import {
  documentGrams,
  documentItem,
  documentKey,
  freshKey,
  highestOrdinal,
  placeOperations,
  raiseOrdinal,
  readDocument,
  removeOperations,
  type SearchDocument,
  type StoredDocument,
  table,
} from "./document.ts";
import { foldFresh } from "./fold.ts";
import { transacted } from "./transacted.ts";
import { countPostings } from "./repair-postings.ts";

/** A published edition as the published record tells it, with the ordinal that `indexOperations` gave it. */
export interface PublishedDocument extends Omit<SearchDocument, "id"> {
  ordinal: number;
  /** Checks that it is still published, put into the transaction that brings its document back. */
  guard?: TransactOperation[];
}

export interface RepairReport {
  /** Documents that were missing or wrong, and documents of what is no longer published. */
  placed: number;
  removed: number;
  /** Postings from which ordinals without a document were taken out. */
  cleaned: number;
  /** Documents whose postings were incomplete. */
  refolded: number;
}

const FOLDED_AT_A_TIME = 500;
const GROUP = 25;

/** All documents with ordinals up to `highest`, in groups. */
async function* documents(store: Store, highest: number): AsyncGenerator<(StoredDocument & { version: number })[]> {
  for (let from = 1; from <= highest; from += GROUP) {
    const ordinals = Array.from({ length: Math.min(GROUP, highest - from + 1) }, (_, index) => from + index);
    const items = await store.getMany(table, ordinals.map(documentKey));
    yield items.flatMap((item) => (item ? [{ ...readDocument(item), version: item.version }] : []));
  }
}

/** Puts back a document that is missing or tells something else than the record. @returns whether it had to */
async function place(store: Store, { ordinal, card, text, guard = [] }: PublishedDocument): Promise<boolean> {
  const document = { id: card.id, card, text };
  const wanted = documentItem(ordinal, document);
  const present = await store.get(table, documentKey(ordinal));
  if (present && sameDocument(readDocument(present), readDocument(wanted))) return false;
  // One transaction may name a key once, so the old is taken away first; a crash between leaves a missing document.
  return (
    (await transacted(store, [...guard, ...removeOperations(ordinal, present?.version)])) &&
    transacted(store, [...guard, ...placeOperations(ordinal, document)])
  );
}

const sameDocument = (a: StoredDocument, b: StoredDocument) =>
  a.id === b.id &&
  a.plain === b.plain &&
  a.text === b.text &&
  a.card.ties.join("\n") === b.card.ties.join("\n") &&
  Object.entries(b.card).every(([name, value]) => name === "ties" || (a.card as Record<string, unknown>)[name] === value);

/** Marks a document fresh, so that the next fold completes its postings. */
async function markFresh(store: Store, ordinal: number): Promise<void> {
  try {
    await store.put(table, { ...freshKey(ordinal) }, { ifAbsent: true });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/**
 * Makes the index equal to what is published, from nothing if need be. May run at any time, again and again, beside
 * publishing and folding: what is published while it runs is left to its own transaction.
 * @param published every published edition; read after the index's own documents, so that none of them is missed
 * @throws StoreUnavailable
 */
export async function repairSearch(store: Store, published: AsyncIterable<PublishedDocument>): Promise<RepairReport> {
  const report: RepairReport = { placed: 0, removed: 0, cleaned: 0, refolded: 0 };
  let highest = await highestOrdinal(store);
  const found = new Map<number, number>();
  for await (const group of documents(store, highest)) for (const { ordinal, version } of group) found.set(ordinal, version);

  for await (const document of published) {
    found.delete(document.ordinal);
    // A lost clock would give out ordinals that are in use.
    if (document.ordinal > highest) highest = await raiseOrdinal(store, document.ordinal);
    if (await place(store, document)) report.placed += 1;
  }
  for (const [ordinal, ifVersion] of found) {
    if (await transacted(store, removeOperations(ordinal, ifVersion))) report.removed += 1;
  }

  const expected = new Uint32Array(highest + 1);
  for await (const group of documents(store, highest))
    for (const document of group) expected[document.ordinal] = documentGrams(document).size;
  const { counts, cleaned } = await countPostings(store, highest, (ordinal) => expected[ordinal]! > 0);
  report.cleaned = cleaned;

  // Read again: a document that was published meanwhile may have lost postings to the cleaning.
  for await (const group of documents(store, highest)) {
    const incomplete = group.filter(({ ordinal }) => expected[ordinal] === 0 || counts[ordinal]! < expected[ordinal]!);
    for (const { ordinal } of incomplete) await markFresh(store, ordinal);
    report.refolded += incomplete.length;
  }
  while ((await foldFresh(store, { maxDocuments: FOLDED_AT_A_TIME })).folded > 0);
  return report;
}

import type { MaterialCard, SnippetPiece } from "../materials/contract.ts";
import { createCursors, type CursorKey } from "../store/cursor.ts";
import { BadCursor, type Query, type Store } from "../store/store.ts";
import { type Candidate, candidates, type Wanted } from "./candidates.ts";
import { documentKey, readDocument, type SearchDocument, type StoredDocument, table } from "./document.ts";
import { matchOf } from "./match.ts";
import { queryReadings } from "./query.ts";
import { snippetOf, titlePieces } from "./snippet.ts";

export interface SearchRequest {
  /** What the reader typed, as it is. */
  q: string;
  category?: string | undefined;
  tie?: string | undefined;
  /** From the previous page of the same query and filters. */
  cursor?: string | undefined;
  /** Results of a page, 1 to 50. */
  limit: number;
  cursorKey: CursorKey;
}

export type Found = MaterialCard & { titlePieces: SnippetPiece[]; snippet: SnippetPiece[] };

export interface SearchResult {
  items: Found[];
  /** More may follow. After a page that ran into `MOST_READ` the next page may be empty. */
  cursor?: string;
}

/** The most documents read for one page: bounds what a query can cost that its grams fit and its words do not. */
const MOST_READ = 500;

/** Where a page ended, and by which reading of the query. */
interface Place extends Candidate {
  reading: number;
}

async function readPage(store: Store, wanted: Wanted, limit: number, after?: Candidate): Promise<{ items: Found[]; next?: Candidate }> {
  const items: Found[] = [];
  const seen = new Set<number>();
  let last: Candidate | undefined;
  let read = 0;
  const source = candidates(store, wanted, after);
  for (let done = false; !done;) {
    // As many as may still be needed, and one to know whether there is a next page.
    const batch: Candidate[] = [];
    while (batch.length < Math.max(limit + 1 - items.length, 10) && !done) {
      const next = await source.next();
      if (next.done) done = true;
      else if (!seen.has(next.value.ordinal)) batch.push(next.value);
    }
    if (batch.length === 0) break;
    const documents = await readDocuments(store, batch);
    read += documents.size;
    for (const candidate of batch) {
      const document = documents.get(candidate.ordinal);
      if (document && !seen.has(candidate.ordinal) && isWanted(document, wanted) && matchOf(document, wanted.terms) === candidate.phase) {
        if (items.length === limit) return { items, next: last! };
        items.push(present(document, wanted.terms));
        seen.add(candidate.ordinal);
      }
      last = candidate;
    }
    if (read >= MOST_READ && !done && last) return { items, next: last };
  }
  return { items };
}

async function readDocuments(store: Store, batch: Candidate[]): Promise<Map<number, StoredDocument>> {
  const ordinals = [...new Set(batch.map(({ ordinal }) => ordinal))];
  const items = await store.getMany(table, ordinals.map(documentKey));
  // A posting whose document is gone is dead.
  return new Map(items.flatMap((item) => (item ? [[Number(item["ordinal"]), readDocument(item)] as const] : [])));
}

function isWanted({ card }: SearchDocument, { category, tie }: Wanted): boolean {
  return (category === undefined || card.category === category) && (tie === undefined || card.ties.includes(tie));
}

function present({ card, text }: SearchDocument, terms: string[]): Found {
  return { ...card, titlePieces: titlePieces(card.title, terms), snippet: snippetOf({ text, summary: card.summary }, terms) };
}

/**
 * One page of the materials that hold every word of `q`: those with all of them in the title first, then the others,
 * each newest first. No material comes twice, whatever is published between two pages. A query without a letter or
 * digit finds nothing. When nothing is found and the query ends in unfinished input (学习b), that end is left out.
 * @throws BadCursor, StoreUnavailable
 */
export async function search(store: Store, request: SearchRequest): Promise<SearchResult> {
  const { q, category, tie, limit, cursorKey } = request;
  const cursors = createCursors(cursorKey);
  // The cursor is signed for a query of the store's kind; its place there is one text.
  const pk = JSON.stringify(["search", q, category ?? null, tie ?? null]);
  const subject: Query = { table, pk, limit: 1, cursor: request.cursor };
  const [position] = cursors.read(subject) ?? [];
  const after = position === undefined ? undefined : parsePlace(position);
  for (const [reading, terms] of queryReadings(q).entries()) {
    if (after && after.reading !== reading) continue;
    const { items, next } = await readPage(store, { terms, category, tie }, limit, after);
    if (next) return { items, cursor: cursors.issue(subject, [formatPlace({ ...next, reading })]) };
    if (items.length > 0 || after) return { items };
  }
  return { items: [] };
}

const formatPlace = ({ reading, phase, ordinal }: Place) => [reading, phase, ordinal].join(" ");

function parsePlace(text: string): Place {
  const [reading, phase, ordinal] = text.split(" ");
  if (phase !== "title" && phase !== "text") throw new BadCursor("the cursor has no place in a search");
  return { reading: Number(reading), phase, ordinal: Number(ordinal) };
}

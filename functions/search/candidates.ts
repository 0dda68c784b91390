import { type Item, type Store, storeLimits } from "../store/store.ts";
import { freshKey, highestOrdinal, table } from "./document.ts";
import { type Field, fields, filterGram, termGrams } from "./grams.ts";
import type { Match } from "./match.ts";
import { inGroups } from "./parallel.ts";
import { type Bitmap, chunkOf, descending, emptyBitmap, intersect, postingKey, postingOf, setBit } from "./postings.ts";

/** A document that may match: the first place in the order of results that it could take. */
export interface Candidate {
  phase: Match;
  ordinal: number;
}

export interface Wanted {
  terms: string[];
  category?: string | undefined;
  tie?: string | undefined;
}

/** The most fresh documents that one search looks into; what is beyond waits for the fold, newest first. */
export const FRESH_SEARCHED = 200;

function gramsOf(field: Field, { terms, category, tie }: Wanted): string[] {
  const grams = termGrams(field, terms);
  if (category !== undefined) grams.push(filterGram(fields.category, category));
  if (tie !== undefined) grams.push(filterGram(fields.tie, tie));
  return grams;
}

/** Ordinals of a chunk whose postings hold every gram. */
async function chunkCandidates(store: Store, grams: string[], chunk: number): Promise<Bitmap> {
  const keys = grams.map((gram) => postingKey(gram, chunk));
  const groups = await Promise.all([...inGroups(keys, storeLimits.getManyKeys)].map((group) => store.getMany(table, group)));
  const items: (Item | undefined)[] = groups.flat();
  if (items.length === 0 || items.includes(undefined)) return emptyBitmap();
  const [first, ...others] = items.map(postingOf);
  for (const other of others) intersect(first!, other);
  return first!;
}

async function freshOrdinals(store: Store): Promise<number[]> {
  const page = await store.query({ table, pk: freshKey(0).pk, order: "descending", limit: FRESH_SEARCHED });
  return page.items.map((item) => Number(item.sk));
}

/**
 * Everything that may match, in the order of results: those that may have all terms in the title, then those that may
 * have them anywhere, each newest first; from `after` on when given. A document may come in both parts, and a
 * candidate need not match at all: the caller compares the texts.
 */
export async function* candidates(store: Store, wanted: Wanted, after?: Candidate): AsyncGenerator<Candidate> {
  const [highest, fresh] = await Promise.all([highestOrdinal(store), freshOrdinals(store)]);
  const top = chunkOf(highest);
  const load = async (phase: Match, chunk: number) => {
    const bitmap = await chunkCandidates(store, gramsOf(fields[phase], wanted), chunk);
    for (const ordinal of fresh) if (chunkOf(ordinal) === chunk) setBit(bitmap, ordinal);
    return bitmap;
  };
  // Few titles hold all terms, so the newest chunk's texts are wanted next: both are read in one go.
  const [titles, texts] = await Promise.all([after?.phase === "text" ? undefined : load("title", top), load("text", top)]);
  for (const phase of ["title", "text"] as const) {
    if (phase === "title" && after?.phase === "text") continue;
    const bound = after?.phase === phase ? after.ordinal : Infinity;
    for (let chunk = Math.min(top, chunkOf(Math.min(bound, highest))); chunk >= 0; chunk--) {
      const ready = chunk === top ? (phase === "title" ? titles : texts) : undefined;
      for (const ordinal of descending(ready ?? (await load(phase, chunk)), chunk)) if (ordinal < bound) yield { phase, ordinal };
    }
  }
}

import type { Item, Store } from "../store/store.ts";
import { table } from "./document.ts";
import { changePosting } from "./fold.ts";
import { inParallel } from "./parallel.ts";
import { type Bitmap, BUCKETS, bucketKey, chunkOfKey, clearBit, descending, postingOf } from "./postings.ts";

const PAGE = 200;
const PARALLEL = 32;

async function* postings(store: Store): AsyncGenerator<Item[]> {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    let cursor: string | undefined;
    do {
      const page = await store.query({ table, pk: bucketKey(bucket), limit: PAGE, cursor });
      yield page.items;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
}

/** Takes ordinals out of a bitmap. @returns whether there were any */
function dropDead(bitmap: Bitmap, chunk: number, isDead: (ordinal: number) => boolean): boolean {
  const dead = [...descending(bitmap, chunk)].filter(isDead);
  for (const ordinal of dead) clearBit(bitmap, ordinal);
  return dead.length > 0;
}

/**
 * Walks all postings: counts in how many each ordinal up to `highest` stands, and takes out those without a document.
 * @returns the counts by ordinal, and the number of postings that were changed
 */
export async function countPostings(
  store: Store,
  highest: number,
  isAlive: (ordinal: number) => boolean,
): Promise<{ counts: Uint32Array; cleaned: number }> {
  const counts = new Uint32Array(highest + 1);
  const isDead = (ordinal: number) => ordinal <= highest && !isAlive(ordinal);
  let cleaned = 0;
  for await (const items of postings(store)) {
    await inParallel(items, PARALLEL, async (item) => {
      const chunk = chunkOfKey(item);
      const bitmap = postingOf(item);
      for (const ordinal of descending(bitmap, chunk)) if (ordinal <= highest) counts[ordinal]! += 1;
      if (!dropDead(bitmap, chunk, isDead)) return;
      cleaned += 1;
      await changePosting(store, item, item, (present) => dropDead(present, chunk, isDead));
    });
  }
  return { counts, cleaned };
}

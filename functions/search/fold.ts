import { ConditionFailed, type Item, type Key, type Store, storeLimits, StoreUnavailable, type TransactOperation } from "../store/store.ts";
import { Additions } from "./additions.ts";
import { documentGrams, documentKey, freshKey, readDocument, table } from "./document.ts";
import { transacted } from "./transacted.ts";
import { inGroups, inParallel } from "./parallel.ts";
import { type Bitmap, bucketOf, chunkOf, postingItem, postingKey, postingOf } from "./postings.ts";

export interface FoldOptions {
  /** Most documents of one run; each takes some 20 KB of memory while it lasts. */
  maxDocuments: number;
  /** Writes under way at a time; 32 suits DynamoDB's connections, SQLite gains from its commit group of 256. */
  parallel?: number;
  /**
   * Write postings by transactions of 100 instead of one by one. On SQLite many share one commit, which makes folding
   * thousands of documents several times faster; on DynamoDB transactions cost twice the write units.
   */
  grouped?: boolean;
}

const PARALLEL = 32;
/** Lost races over one posting before giving up; every loss is another writer's progress. */
const TRIES = 50;

/**
 * Writes `change` into one posting, whoever else is writing it. `change` says whether it changed the bitmap.
 * @throws StoreUnavailable
 */
export async function changePosting(store: Store, key: Key, present: Item | undefined, change: (bitmap: Bitmap) => boolean): Promise<void> {
  let item = present;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const bitmap = postingOf(item);
    if (!change(bitmap)) return;
    const after = postingItem(key, bitmap);
    try {
      if (after["posting"] !== "") await store.put(table, after, item ? { ifVersion: item.version } : { ifAbsent: true });
      else if (item) await store.delete(table, key, { ifVersion: item.version });
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      item = await store.get(table, key);
    }
  }
  throw new StoreUnavailable(`posting ${key.sk} is contended`);
}

/** A posting to be written: its key, what is there, and what it is to become. */
interface Change {
  key: Key;
  item: Item | undefined;
  change: (bitmap: Bitmap) => boolean;
}

/** Writes postings in one transaction. @returns false when one of them was changed meanwhile, and nothing was written */
async function changeTogether(store: Store, changes: Change[]): Promise<boolean> {
  const operations = changes.flatMap(({ key, item, change }): TransactOperation[] => {
    const bitmap = postingOf(item);
    if (!change(bitmap)) return [];
    return [{ put: { table, item: postingItem(key, bitmap), condition: item ? { ifVersion: item.version } : { ifAbsent: true } } }];
  });
  return operations.length === 0 || transacted(store, operations);
}

/** Keys in the order of the table, so that neighbours are written together and SQLite touches each page once. */
function* inTableOrder(additions: Additions): Generator<{ gram: string; key: Key }> {
  const buckets = Map.groupBy(additions.grams(), bucketOf);
  for (const bucket of [...buckets.keys()].toSorted((a, b) => a - b)) {
    for (const gram of buckets.get(bucket)!.toSorted()) yield { gram, key: postingKey(gram, additions.chunk) };
  }
}

async function writeAdditions(
  store: Store,
  additions: Additions,
  { parallel = PARALLEL, grouped = false }: Omit<FoldOptions, "maxDocuments">,
): Promise<void> {
  // Each lane holds a group, so together they keep `parallel` writes under way.
  const size = Math.min(parallel, storeLimits.getManyKeys);
  const lanes = Math.max(1, Math.round(parallel / size));
  await inParallel(inGroups(inTableOrder(additions), size), lanes, async (group) => {
    const items = await store.getMany(
      table,
      group.map(({ key }) => key),
    );
    const changes = group.map(({ gram, key }, index): Change => ({
      key,
      item: items[index],
      change: (bitmap) => additions.addTo(bitmap, gram),
    }));
    if (grouped && (await changeTogether(store, changes))) return;
    await Promise.all(changes.map(({ key, item, change }) => changePosting(store, key, item, change)));
  });
}

async function oldestFresh(store: Store, most: number): Promise<{ ordinals: number[]; more: boolean }> {
  const ordinals: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ table, pk: freshKey(0).pk, limit: Math.min(most - ordinals.length, storeLimits.queryItems), cursor });
    ordinals.push(...page.items.map((item) => Number(item.sk)));
    cursor = page.cursor;
  } while (cursor !== undefined && ordinals.length < most);
  return { ordinals, more: cursor !== undefined };
}

/**
 * Moves fresh documents, oldest first, into the postings. May run twice, late, or several times at once: adding an
 * ordinal again changes nothing, and a document stays marked fresh until all its postings are written.
 * @returns how many documents are no longer fresh, and whether more are waiting
 * @throws StoreUnavailable
 */
export async function foldFresh(store: Store, { maxDocuments, ...options }: FoldOptions): Promise<{ folded: number; more: boolean }> {
  const { ordinals, more } = await oldestFresh(store, maxDocuments);
  const chunks = new Map<number, Additions>();
  for (const group of inGroups(ordinals, 25)) {
    // The marker of a document that has been withdrawn meanwhile is only deleted.
    for (const item of (await store.getMany(table, group.map(documentKey))).filter((found) => found !== undefined)) {
      const document = readDocument(item);
      const chunk = chunkOf(document.ordinal);
      const additions = chunks.get(chunk) ?? new Additions(chunk);
      chunks.set(chunk, additions);
      additions.add(document.ordinal, documentGrams(document));
    }
  }
  for (const additions of chunks.values()) await writeAdditions(store, additions, options);
  await inParallel(ordinals, options.parallel ?? PARALLEL, (ordinal) => store.delete(table, freshKey(ordinal)));
  return { folded: ordinals.length, more };
}

import type { Deps } from "../deps.ts";
import { remembered } from "../platform/memory.ts";
import { readSettings } from "../settings/table.ts";
import { readWordList } from "../settings/words.table.ts";
import type { Store } from "../store/store.ts";
import { openUnits } from "../units/table.ts";
import { indexWords, type WordIndex } from "./word-list.ts";

/** What every hand-in needs to know about the column, remembered for `config.cacheMs`: it rarely changes, and reading it each time costs. */
export interface Known {
  /** Unit id -> name, in the order of the list, without those that are retired. */
  units: Map<string, string>;
  words: WordIndex;
  retentionDays: number;
}

const indexes = new WeakMap<Store, { version: number; words: WordIndex }>();

/** Indexing 20,000 words takes some ms, so it is done once for each version of the list. */
function wordsOf(store: Store, version: number, list: readonly string[]): WordIndex {
  const last = indexes.get(store);
  if (last?.version === version) return last.words;
  const words = indexWords(list);
  indexes.set(store, { version, words });
  return words;
}

async function load(store: Store): Promise<Known> {
  const [settings, list, units] = await Promise.all([readSettings(store), readWordList(store), openUnits(store)]);
  return {
    units: new Map(units.map(({ id, name }) => [id, name])),
    words: wordsOf(store, list.version, list.words),
    retentionDays: settings.contactRetentionDays,
  };
}

/** Units, word list and retention as they were at most `config.cacheMs` ago. */
export function knownOf({ store, clock, config }: Deps): Promise<Known> {
  return remembered(store, "known of feedback", clock(), config.cacheMs, () => load(store));
}

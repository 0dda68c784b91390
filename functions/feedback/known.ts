import type { Deps } from "../deps.ts";
import { remembered } from "../platform/memory.ts";
import { readSettings } from "../settings/table.ts";
import { readWordList } from "../settings/words.table.ts";
import type { WordList } from "../settings/words.contract.ts";
import type { Store } from "../store/store.ts";
import { openUnits } from "../units/table.ts";

/** What every hand-in needs to know about the column, remembered for `config.cacheMs`: it rarely changes, and reading it each time costs. */
export interface Known {
  /** Unit id -> name, in the order of the list, without those that are retired. */
  units: Map<string, string>;
  words: WordList;
  retentionDays: number;
}

async function load(store: Store): Promise<Known> {
  const [settings, words, units] = await Promise.all([readSettings(store), readWordList(store), openUnits(store)]);
  return {
    units: new Map(units.map(({ id, name }) => [id, name])),
    words,
    retentionDays: settings.contactRetentionDays,
  };
}

/** Units, word list and retention as they were at most `config.cacheMs` ago. */
export function knownOf({ store, clock, config }: Deps): Promise<Known> {
  return remembered(store, "known of feedback", clock(), config.cacheMs, () => load(store));
}

import type { WordList } from "../settings/words.contract.ts";
import { findWords, indexWords, type WordIndex } from "./word-list.ts";

const indexes = new WeakMap<WordList, WordIndex>();

/** Words of the column's list that a text holds. Indexing 20,000 words takes some ms, so it is done once for each list that is read. */
export function wordsIn(list: WordList, text: string): string[] {
  let index = indexes.get(list);
  if (!index) indexes.set(list, (index = indexWords(list.words)));
  return findWords(index, text);
}

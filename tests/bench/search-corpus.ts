/**
 * Materials for measuring search: texts drawn from the words of the demo bodies with their true frequencies, mixed with
 * rarer words of common characters, Latin words and numbers. The same seed gives the same texts everywhere.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { MaterialCard } from "../../functions/materials/contract.ts";
import { indexOperations, type SearchDocument } from "../../functions/search/document.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import { defaultCategories, threeTies } from "../../functions/settings/contract.ts";
import type { Store } from "../../functions/store/store.ts";

export interface CorpusOptions {
  documents: number;
  /** UTF-16 units of each text, about. */
  characters: number;
}

const bodies = resolve(import.meta.dirname, "../../infra/local/demo-data/bodies");
const latin = [
  "AI",
  "GB/T 9704",
  "e-mail",
  "App",
  "PPT",
  "WeChat",
  "5G",
  "KPI",
  "GDP",
  "Internet",
  "2006年",
  "100个",
  "Word",
  "ISO 9001",
  "VPN",
  "WTO",
];
const RARE_WORDS = 6000;

/** xorshift32: numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Words and the running sums of their frequencies. */
interface Vocabulary {
  words: string[];
  sums: Float64Array;
}

function makeVocabulary(): Vocabulary {
  const counts = new Map<string, number>();
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  for (const file of readdirSync(bodies).toSorted()) {
    const text = readFileSync(join(bodies, file), "utf8").replaceAll(/<[^>]*>/g, " ");
    for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  // Rarer words follow Zipf's law on from the rarest of the bodies; their characters are those of the bodies, evenly.
  const characters = [...new Set([...counts.keys()].join(""))].filter((character) => character >= "一");
  const next = random(1);
  for (let rank = 0; rank < RARE_WORDS; rank++) {
    const length = 2 + Math.floor(next() * 2.2);
    const word = Array.from({ length }, () => characters[Math.floor(next() * characters.length)]).join("");
    counts.set(word, counts.get(word) ?? 1000 / (1000 + rank));
  }
  for (const word of latin) counts.set(` ${word} `, 4);
  const sums = new Float64Array(counts.size);
  let sum = 0;
  for (const [index, count] of [...counts.values()].entries()) sums[index] = sum += count;
  return { words: [...counts.keys()], sums };
}

let vocabulary: Vocabulary | undefined;

function drawWord(next: () => number): string {
  const { words, sums } = (vocabulary ??= makeVocabulary());
  const wanted = next() * sums.at(-1)!;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return words[low]!;
}

/** How many words are likely after a word, and how often one of them follows: pairs of words repeat, as in real texts. */
const FOLLOWERS = 30;
const LIKELY = 0.9;

function drawNext(next: () => number, before: string): string {
  if (next() >= LIKELY) return drawWord(next);
  let seed = Math.floor(next() ** 2 * FOLLOWERS);
  for (let index = 0; index < before.length; index++) seed = Math.imul(seed ^ before.charCodeAt(index), 0x01000193);
  return drawWord(random(seed));
}

function drawText(next: () => number, characters: number): string {
  let text = "";
  let word = "";
  for (let clause = 1; text.length < characters; clause++) {
    for (let words = 3 + Math.floor(next() * 6); words > 0; words--) text += word = drawNext(next, word);
    text += clause % 24 === 0 ? "。\n" : next() < 0.3 ? "。" : "，";
  }
  return text.slice(0, characters).toWellFormed();
}

/** The n-th material of the corpus. */
function corpusDocument(number: number, characters: number): SearchDocument {
  const next = random(number + 2);
  const text = drawText(next, characters);
  const card: MaterialCard = {
    id: `corpus-${number}`,
    title: drawText(next, 14).replaceAll(/[，。\n]/g, ""),
    category: defaultCategories[number % defaultCategories.length]!,
    ties: threeTies.filter(() => next() < 0.3),
    summary: text.slice(0, 100).toWellFormed(),
    author: "",
    source: "",
    documentDate: "",
    publishedAt: new Date(Date.UTC(2020, 0, 1) + number * 3_600_000).toISOString(),
    requiredReading: false,
    attachments: 0,
    link: "",
  };
  return { id: card.id, card, text };
}

/** Queries of two to six characters cut from the corpus, every fifth one with a Latin word. */
export function benchQueries(count: number, characters = 3000): string[] {
  const next = random(7);
  return Array.from({ length: count }, (_, index) => {
    if (index % 5 === 4) return `${latin[Math.floor(next() * latin.length)]!.toLowerCase()} ${drawWord(next).trim()}`;
    const text = corpusDocument(Math.floor(next() * 1000), characters).text.replaceAll(/[^一-鿿]/g, " ");
    const length = 2 + (index % 5);
    for (;;) {
      const from = Math.floor(next() * (text.length - length));
      const cut = text.slice(from, from + length);
      if (!cut.includes(" ")) return cut;
    }
  });
}

const TOGETHER = 40;

/** Publishes the corpus into the search index of an empty store and folds it. */
export async function buildSearchCorpus(store: Store, { documents, characters }: CorpusOptions): Promise<void> {
  for (let from = 0; from < documents; from += TOGETHER) {
    const group = Array.from({ length: Math.min(TOGETHER, documents - from) }, (_, index) => corpusDocument(from + index, characters));
    // One after the other, so that a later number has the higher ordinal.
    const prepared = [];
    for (const document of group) prepared.push(indexOperations(store, document));
    await store.transact((await Promise.all(prepared)).flatMap(({ operations }) => operations));
  }
  while ((await foldFresh(store, { maxDocuments: 2500, parallel: 2000, grouped: true })).more);
}

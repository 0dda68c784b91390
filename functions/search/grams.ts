import { normalise } from "./normalise.ts";

/** Fields of the index: all text, the title alone, and the two filters. */
export type Field = "a" | "t" | "c" | "k";

/** Adds every character of a normalised text, and every pair of neighbours in one word, under a field. */
export function addGrams(grams: Set<string>, field: Field, text: string): void {
  let before = "";
  for (const character of text) {
    if (character === " ") {
      before = "";
      continue;
    }
    grams.add(field + character);
    if (before !== "") grams.add(field + before + character);
    before = character;
  }
}

/** The most grams asked of the index for one query; the texts themselves are compared anyway. */
const MOST_GRAMS = 64;

/** The grams that a text must have to contain all terms: the pairs of each, or its one character. */
export function termGrams(field: Field, terms: string[]): string[] {
  const grams = new Set<string>();
  for (const term of terms) {
    const characters = Array.from(term);
    if (characters.length === 1) grams.add(field + term);
    for (let index = 1; index < characters.length; index++) grams.add(field + characters[index - 1] + characters[index]);
  }
  return [...grams].slice(0, MOST_GRAMS);
}

/** The pseudo-gram of a category (`c`) or of a tie (`k`). */
export function filterGram(field: "c" | "k", name: string): string {
  return field + normalise(name).text;
}

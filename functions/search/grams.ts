import { normalise } from "./normalise.ts";

/**
 * Fields of the index, as they begin a gram: all text, the title alone, and the filters by category and tie. A separator
 * begins them, so no text holds one; all text has no sign, because its millions of grams are plain cuts of the text.
 */
export const fields = { text: "", title: "#t", category: "#c", tie: "#k" } as const;
export type Field = (typeof fields)[keyof typeof fields];

const SPACE = 0x20;

/** Adds every character of a normalised text, and every pair of neighbours in one word, under a field. */
export function addGrams(grams: Set<string>, field: Field, text: string): void {
  const gram = (from: number, to: number) => (field === "" ? text.slice(from, to) : field + text.slice(from, to));
  let before = -1;
  for (let at = 0; at < text.length;) {
    const end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
    if (text.charCodeAt(at) === SPACE) before = -1;
    else {
      grams.add(gram(at, end));
      if (before >= 0) grams.add(gram(before, end));
      before = at;
    }
    at = end;
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

/** The pseudo-gram of a category or of a tie. */
export function filterGram(field: "#c" | "#k", name: string): string {
  return field + normalise(name).text;
}

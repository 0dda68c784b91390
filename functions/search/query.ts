import { normalise } from "./normalise.ts";

/** Bounds of a query: what is beyond them is left out, never refused. */
export const queryLimits = { characters: 64, terms: 8 } as const;

/** The words of a query, each of which must occur somewhere in a material. None: the query says nothing. */
export function queryTerms(query: string): string[] {
  const characters = Array.from(query.slice(0, queryLimits.characters * 2)).slice(0, queryLimits.characters);
  const words = normalise(characters.join(""))
    .text.split(" ")
    .filter((word) => word !== "");
  return [...new Set(words)].slice(0, queryLimits.terms);
}

const isLatin = (character: string) => (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
const isBetweenSyllables = (character: string) => character === "'" || character === "’" || character === " ";
const han = /\p{Script=Han}/u;

/**
 * The query without the Latin letters that an input method has not yet turned into characters (学习b, 党建gong'zuo),
 * or nothing when it does not end like that. A Latin word after a space is the reader's own and stays.
 */
export function withoutUnfinishedInput(query: string): string | undefined {
  const characters = Array.from(query.normalize("NFKC").trimEnd());
  let end = characters.length;
  while (end > 0 && (isLatin(characters[end - 1]!) || isBetweenSyllables(characters[end - 1]!))) end--;
  const [before, first] = [characters[end - 1], characters[end]];
  if (before === undefined || first === undefined || !han.test(before) || !isLatin(first)) return undefined;
  return characters.slice(0, end).join("");
}

/** The readings of a query in the order in which they are tried; a later one only when an earlier found nothing. */
export function queryReadings(query: string): string[][] {
  const finished = withoutUnfinishedInput(query);
  return [query, finished ?? ""].map(queryTerms).filter((terms) => terms.length > 0);
}

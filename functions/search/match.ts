import type { StoredDocument } from "./document.ts";
import { isHanWord } from "./han.ts";
import { normalise } from "./normalise.ts";

/** `title`: every term is in the title. `text`: every term is somewhere in the material. */
export type Match = "title" | "text";

/** Which of the terms a text does not hold. Plain `includes`: no query is ever made into a pattern. */
function missing(text: string, terms: string[]): string[] {
  if (terms.length === 0) return [];
  const normal = normalise(text).text;
  return terms.filter((term) => !normal.includes(term));
}

/** As `missing`, without normalising thousands of characters for words that cannot be in them in another form. */
function missingInPlain(text: string, terms: string[]): string[] {
  const others = missing(
    text,
    terms.filter((term) => !isHanWord(term)),
  );
  return terms.filter((term) => (isHanWord(term) ? !text.includes(term) : others.includes(term)));
}

/** Whether a document holds all terms, and where. */
export function matchOf({ card, text, plain }: StoredDocument, terms: string[]): Match | undefined {
  let left = missing(card.title, terms);
  if (left.length === 0) return "title";
  for (const part of [card.summary, ...card.ties]) left = missing(part, left);
  left = plain ? missingInPlain(text, left) : missing(text, left);
  return left.length === 0 ? "text" : undefined;
}

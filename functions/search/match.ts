import type { SearchDocument } from "./document.ts";
import { normalise } from "./normalise.ts";

/** `title`: every term is in the title. `text`: every term is somewhere in the material. */
export type Match = "title" | "text";

/** Whether a document holds all terms. Plain `includes`: no query is ever made into a pattern. */
export function matchOf({ card, text }: SearchDocument, terms: string[]): Match | undefined {
  const title = normalise(card.title).text;
  const elsewhere = terms.filter((term) => !title.includes(term));
  if (elsewhere.length === 0) return "title";
  const parts = [card.summary, ...card.ties, text].map((part) => normalise(part).text);
  return elsewhere.every((term) => parts.some((part) => part.includes(term))) ? "text" : undefined;
}

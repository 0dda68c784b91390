import type { MaterialCard } from "../materials/contract.ts";
import type { Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import { addGrams, fields, filterGram } from "./grams.ts";
import { keepsHanWords } from "./han.ts";
import { normalise } from "./normalise.ts";

/** What is searched of one published edition. `text` is its plain text, paragraphs parted by line breaks. */
export interface SearchDocument {
  id: string;
  card: MaterialCard;
  text: string;
}

/** A document as the index keeps it. */
export interface StoredDocument extends SearchDocument {
  ordinal: number;
  /** Every Han word of the normalised text stands in the text as it is. */
  plain: boolean;
}

export const table = "materials";

/**
 * Of a text, the first 60,000 UTF-16 units are searched: some forty printed pages, and at most 360 KB in any spelling
 * of JSON, so that the document fits the store's 400 KB.
 */
export const SEARCHED_CHARACTERS = 60_000;

const padded = (ordinal: number) => String(ordinal).padStart(10, "0");

export const documentKey = (ordinal: number): Key => ({ pk: `search#document#${padded(ordinal)}`, sk: "document" });
export const freshKey = (ordinal: number): Key => ({ pk: "search#fresh", sk: padded(ordinal) });
const clockKey: Key = { pk: "search#clock", sk: "ordinal" };

/** The highest ordinal given out so far; 0 before the first. */
export async function highestOrdinal(store: Store): Promise<number> {
  return Number((await store.get(table, clockKey))?.["ordinal"] ?? 0);
}

/** Sees to it that no ordinal up to `least` is given out any more. @returns the highest so far */
export async function raiseOrdinal(store: Store, least: number): Promise<number> {
  const highest = await highestOrdinal(store);
  if (highest >= least) return highest;
  return Number((await store.add({ table, key: clockKey, amounts: { ordinal: least - highest } }))["ordinal"]);
}

/** The same text without what is not searched, and with no half of a surrogate pair. */
export function searchedText(text: string): string {
  const pairAtEnd = text.charCodeAt(SEARCHED_CHARACTERS - 1) >> 10 === 0x36 ? 1 : 0;
  return text.slice(0, text.length > SEARCHED_CHARACTERS ? SEARCHED_CHARACTERS - pairAtEnd : undefined).toWellFormed();
}

/** What is stored under an ordinal. Only the original: its normalised form is quickly made, and would double the index and each read. */
export function documentItem(ordinal: number, { id, card, text }: SearchDocument): NewItem {
  const searched = searchedText(text);
  const plain = keepsHanWords(searched, normalise(searched));
  return { ...documentKey(ordinal), id, ordinal, card, plain, text: searched };
}

export function readDocument(item: NewItem): StoredDocument {
  return {
    id: item["id"] as string,
    ordinal: Number(item["ordinal"]),
    card: item["card"] as unknown as MaterialCard,
    plain: item["plain"] === true,
    text: item["text"] as string,
  };
}

/** The operations that put a document under an ordinal that is not in use, to be folded into the postings later. */
export function placeOperations(ordinal: number, document: SearchDocument): TransactOperation[] {
  return [
    { put: { table, item: documentItem(ordinal, document), condition: { ifAbsent: true } } },
    { put: { table, item: { ...freshKey(ordinal) }, condition: { ifAbsent: true } } },
  ];
}

/**
 * For the transaction that publishes a material: makes it found at once. Keep `ordinal` with the published record; a
 * higher one means published later. An ordinal whose transaction fails stays unused, which harms nothing.
 * @throws StoreUnavailable
 */
export async function indexOperations(
  store: Store,
  document: SearchDocument,
): Promise<{ ordinal: number; operations: TransactOperation[] }> {
  const clock = await store.add({ table, key: clockKey, amounts: { ordinal: 1 } });
  const ordinal = Number(clock["ordinal"]);
  return { ordinal, operations: placeOperations(ordinal, document) };
}

/** For the transaction that withdraws or replaces a material: it is found no more, whatever the postings say. */
export function removeOperations(ordinal: number, ifVersion?: number): TransactOperation[] {
  const version = ifVersion === undefined ? {} : { ifVersion };
  return [{ delete: { table, key: documentKey(ordinal), ...version } }, { delete: { table, key: freshKey(ordinal) } }];
}

/** Everything that the postings hold of a document. */
export function documentGrams({ card, text }: SearchDocument): Set<string> {
  const grams = new Set<string>([filterGram(fields.category, card.category)]);
  for (const tie of card.ties) grams.add(filterGram(fields.tie, tie));
  addGrams(grams, fields.title, normalise(card.title).text);
  for (const part of [card.title, card.summary, ...card.ties, text]) addGrams(grams, fields.text, normalise(part).text);
  return grams;
}

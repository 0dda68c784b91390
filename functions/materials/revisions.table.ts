import { plainText } from "../word/plain-text.ts";
import type { Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { RevisionLine } from "./history.contract.ts";
import { headLine, headOf, MOST_KEPT, thinOut } from "./revisions.rules.ts";
import type { Working } from "./table.ts";

const TABLE = "materials";
const padded = (number: number) => String(number).padStart(8, "0");
const textKey = (id: string, number: number): Key => ({ pk: `material#${id}`, sk: `revision#${padded(number)}` });
const lineKey = (id: string, number: number): Key => ({ pk: `material#${id}`, sk: `revision-line#${padded(number)}` });

/** What a version holds: what an editor wrote, and the files that stood beside it. */
export type KeptText = Pick<
  Working,
  | "title"
  | "category"
  | "ties"
  | "summary"
  | "body"
  | "author"
  | "source"
  | "origin"
  | "authorisation"
  | "link"
  | "documentDate"
  | "requiredReading"
  | "questions"
  | "attachments"
>;

export function textOf(material: KeptText): KeptText {
  const { title, category, ties, summary, body, author, source } = material;
  const { origin, authorisation, link, documentDate, requiredReading, questions, attachments } = material;
  return {
    title,
    category,
    ties,
    summary,
    body,
    author,
    source,
    origin,
    authorisation,
    link,
    documentDate,
    requiredReading,
    questions,
    attachments,
  };
}

export function lineOfHead(material: Working): RevisionLine {
  const characters = Array.from(plainText(material.body).replace(/\s/g, "")).length;
  return { ...headLine(material), title: material.title, characters };
}

/** Operations that keep the text which a save is about to replace: a small line for the list, and the text by itself. */
export function keepOperations(material: Working): TransactOperation[] {
  const line = lineOfHead(material);
  const put = (key: Key, data: object): TransactOperation => ({
    put: { table: TABLE, item: { ...key, ...(data as NewItem) }, condition: { ifAbsent: true } },
  });
  return [put(lineKey(material.id, line.number), { line }), put(textKey(material.id, line.number), { text: textOf(material) })];
}

/** When one more would be too many: operations that drop the oldest on which no step was taken. */
export async function thinOperations(store: Store, material: Working): Promise<TransactOperation[]> {
  const { number, thinned } = headOf(material);
  if (number - thinned <= MOST_KEPT) return [];
  const { items } = await store.query({ table: TABLE, pk: `material#${material.id}`, sk: { prefix: "revision-line#" }, limit: MOST_KEPT });
  const gone = thinOut(items.map((item) => item["line"] as unknown as RevisionLine));
  return gone
    ? [
        { delete: { table: TABLE, key: lineKey(material.id, gone.number) } },
        { delete: { table: TABLE, key: textKey(material.id, gone.number) } },
      ]
    : [];
}

/** Lines of the kept versions, newest first, without the one that is being written. */
export async function listRevisions(store: Store, id: string, cursor?: string): Promise<{ items: RevisionLine[]; cursor?: string }> {
  const prefix = { prefix: "revision-line#" };
  const page = await store.query({ table: TABLE, pk: `material#${id}`, sk: prefix, order: "descending", limit: 100, cursor });
  return { items: page.items.map((item) => item["line"] as unknown as RevisionLine), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

/** One version with its text; the one that is being written is found in the record itself. */
export async function findRevision(
  store: Store,
  material: Working,
  number: number,
): Promise<{ line: RevisionLine; text: KeptText } | undefined> {
  if (number === headOf(material).number) return { line: lineOfHead(material), text: textOf(material) };
  const [line, text] = await store.getMany(TABLE, [lineKey(material.id, number), textKey(material.id, number)]);
  return line && text ? { line: line["line"] as unknown as RevisionLine, text: text["text"] as unknown as KeptText } : undefined;
}

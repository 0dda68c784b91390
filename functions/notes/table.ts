import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { KeptNote, MonthCounts, NoteInput, NoteLine } from "./contract.ts";
import { contentOf } from "./content.ts";
import { changesOfCounts, MOST_KEPT, monthOf, type Amounts, type Head } from "./rules.ts";
import { countCharacters } from "./count.ts";

/** A note as it is stored. */
export interface StoredNote extends NoteInput {
  id: string;
  by: string;
  characters: number;
  createdAt: string;
  updatedAt: string;
  /** Hash of the first body: the repeated create is told from another. */
  born: string;
  head: Head;
  kept: number;
  /** The material that was made of it. */
  offered: string | null;
  version: number;
}

const TABLE = "notes";
const noteKey = (id: string): Key => ({ pk: `note#${id}`, sk: "current" });
const lineKey = (id: string): Key => ({ pk: `note#${id}`, sk: "line" });
const keptKey = (id: string, number: number): Key => ({ pk: `note#${id}`, sk: `version#${String(number).padStart(6, "0")}` });
const countsKey = (person: string, month: string): Key => ({ pk: `counts#${month.slice(0, 4)}`, sk: `${person}#${month}` });
const value = (data: object) => data as unknown as NewItem[string];

function noteOf(item: Item): StoredNote {
  return { ...(item["note"] as unknown as StoredNote), version: item.version };
}

export async function findNote(store: Store, id: string): Promise<StoredNote | undefined> {
  const item = await store.get(TABLE, noteKey(id));
  return item && noteOf(item);
}

/** What lists show: the text stays where it is. */
function lineOf({ id, kind, title, day, characters, about, updatedAt, offered }: StoredNote): NoteLine {
  return { id, kind, title, day, characters, about, updatedAt, offered: offered !== null };
}

/** The counts of person and month move with the note, in its own transaction. */
function countOperations(by: string, before: StoredNote | undefined, after: StoredNote | undefined): TransactOperation[] {
  return [...changesOfCounts(before, after)].map(([month, amounts]) => ({
    add: { table: TABLE, key: countsKey(by, month), amounts },
  }));
}

/**
 * Operations that write a note, its line in the author's month and the counts. Line and note are always written together, so both have
 * the same version. @param before absent for a new note
 */
export function putNote(note: StoredNote, before: StoredNote | undefined): TransactOperation[] {
  const { version, ...rest } = note;
  const condition = before ? ({ ifVersion: version } as const) : ({ ifAbsent: true } as const);
  const line = {
    ...lineKey(note.id),
    byAuthorPk: `${note.by}#${monthOf(note.day)}`,
    byAuthorSk: `${note.day}#${note.createdAt}#${note.id}`,
    line: value(lineOf(note)),
  };
  return [
    { put: { table: TABLE, item: { ...noteKey(note.id), note: value(rest) }, condition } },
    { put: { table: TABLE, item: line, condition } },
    ...countOperations(note.by, before, note),
  ];
}

/** Operations that keep the version that is overwritten, as number `note.kept + 1`; the oldest beyond forty goes. */
export function keepVersion(note: StoredNote): TransactOperation[] {
  const number = note.kept + 1;
  const kept: KeptNote = { number, at: note.updatedAt, characters: note.characters, ...contentOf(note) };
  const keep: TransactOperation = {
    put: { table: TABLE, item: { ...keptKey(note.id, number), kept: value(kept) }, condition: { ifAbsent: true } },
  };
  return number > MOST_KEPT ? [keep, { delete: { table: TABLE, key: keptKey(note.id, number - MOST_KEPT) } }] : [keep];
}

/** Operations that delete a note with all that was kept of it: at most 45. */
export function deleteNote(note: StoredNote): TransactOperation[] {
  const numbers = Array.from({ length: Math.min(note.kept, MOST_KEPT) }, (_, place) => note.kept - place);
  return [
    { delete: { table: TABLE, key: noteKey(note.id), ifVersion: note.version } },
    { delete: { table: TABLE, key: lineKey(note.id) } },
    ...numbers.map((number) => ({ delete: { table: TABLE, key: keptKey(note.id, number) } })),
    ...countOperations(note.by, note, undefined),
  ];
}

/** A person's notes of a month (YYYY-MM), the latest day first. */
export async function listMonth(
  store: Store,
  person: string,
  month: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: NoteLine[]; cursor?: string }> {
  const query = { table: TABLE, index: "byAuthor", pk: `${person}#${month}`, order: "descending", limit, cursor } as const;
  const { items, ...rest } = await store.query(query);
  return { items: items.map((item) => item["line"] as unknown as NoteLine), ...rest };
}

/** These notes with their texts, at most 100, in the given order; what has been deleted meanwhile is left out. */
export async function findNotes(store: Store, ids: readonly string[]): Promise<StoredNote[]> {
  const items = ids.length === 0 ? [] : await store.getMany(TABLE, ids.map(noteKey));
  return items.filter((item) => item !== undefined).map(noteOf);
}

/** Kept versions, newest first, with their texts. */
export async function listKept(store: Store, id: string): Promise<KeptNote[]> {
  const query = { table: TABLE, pk: noteKey(id).pk, sk: { prefix: "version#" }, order: "descending", limit: MOST_KEPT } as const;
  const found: KeptNote[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ ...query, cursor });
    found.push(...page.items.map((item) => item["kept"] as unknown as KeptNote));
    ({ cursor } = page);
  } while (cursor);
  return found;
}

export async function findKept(store: Store, id: string, number: number): Promise<KeptNote | undefined> {
  return (await store.get(TABLE, keptKey(id, number)))?.["kept"] as unknown as KeptNote | undefined;
}

function countsOf(item: Item): MonthCounts {
  const of = (name: keyof Amounts) => Number(item[name] ?? 0);
  return {
    month: item.sk.slice(-7),
    notes: of("notes"),
    noteCharacters: of("noteCharacters"),
    reflections: of("reflections"),
    reflectionCharacters: of("reflectionCharacters"),
  };
}

const written = ({ notes, reflections }: MonthCounts) => notes > 0 || reflections > 0;

/** A person's counts of a year by month; months without a note are left out. */
export async function countsOfPerson(store: Store, person: string, year: string): Promise<MonthCounts[]> {
  const { items } = await store.query({ table: TABLE, pk: `counts#${year}`, sk: { prefix: `${person}#` }, limit: 12 });
  return items.map(countsOf).filter(written);
}

/** Everybody's counts of a year by person; a thousand people are 13 reads at most. */
export async function countsOfYear(store: Store, year: string): Promise<Map<string, MonthCounts[]>> {
  const found = new Map<string, MonthCounts[]>();
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: TABLE, pk: `counts#${year}`, limit: 1000, cursor });
    for (const item of page.items) {
      const person = item.sk.slice(0, -8);
      const counts = countsOf(item);
      if (written(counts)) found.set(person, [...(found.get(person) ?? []), counts]);
    }
    ({ cursor } = page);
  } while (cursor);
  return found;
}

/** The text's 字数 beside the note that holds it. */
export const withCount = <T extends { text: string }>(content: T) => ({ ...content, characters: countCharacters(content.text) });

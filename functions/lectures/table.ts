import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { StoredLecture, StoredQuestion } from "./rules.ts";

const TABLE = "activities";
/** A department has dozens of lectures a year, a large one hundreds. */
const MOST_LECTURES = 500;
/** Under one lecture; more is no conversation. */
const MOST_QUESTIONS = 300;
const OPEN_SHOWN = 50;

const lectureKey = (id: string): Key => ({ pk: `lecture#${id}`, sk: "lecture" });
const countsKey = (id: string): Key => ({ pk: `lecture#${id}`, sk: "counts" });
const questionKey = (lecture: string, id: string): Key => ({ pk: `lecture#${lecture}`, sk: `question#${id}` });
const value = (data: object) => data as unknown as NewItem[string];
const lectureOf = (item: Item): StoredLecture => ({ ...(item["lecture"] as unknown as StoredLecture), version: item.version });
const questionOf = (item: Item): StoredQuestion => ({ ...(item["question"] as unknown as StoredQuestion), version: item.version });

export async function findLecture(store: Store, id: string): Promise<StoredLecture | undefined> {
  const item = await store.get(TABLE, lectureKey(id));
  return item && lectureOf(item);
}

/** The lectures of a year in the order of their days. */
export async function lecturesOfYear(store: Store, year: number): Promise<StoredLecture[]> {
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `lecture#${year}`, limit: MOST_LECTURES });
  return items.map(lectureOf);
}

/** Writes the lecture: a new one (version 0), or at the version it was read with. */
export function putLecture({ version, ...rest }: StoredLecture): TransactOperation {
  const { id, date } = rest;
  const item: NewItem = { ...lectureKey(id), byDayPk: `lecture#${date.slice(0, 4)}`, byDaySk: `${date}#${id}`, lecture: value(rest) };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

export interface QuestionCounts {
  asked: number;
  open: number;
}

/** Counts of several lectures in their order. They stand apart so that asking does not change the lecture's version. */
export async function countsOf(store: Store, ids: readonly string[]): Promise<QuestionCounts[]> {
  const counts: QuestionCounts[] = [];
  for (let from = 0; from < ids.length; from += 100) {
    const items = await store.getMany(TABLE, ids.slice(from, from + 100).map(countsKey));
    counts.push(...items.map((item) => ({ asked: Number(item?.["asked"] ?? 0), open: Number(item?.["open"] ?? 0) })));
  }
  return counts;
}

/** The questions of a lecture, first asked first. */
export async function questionsOf(store: Store, lecture: string): Promise<StoredQuestion[]> {
  const sk = { prefix: "question#" };
  const { items } = await store.query({ table: TABLE, pk: lectureKey(lecture).pk, sk, limit: MOST_QUESTIONS });
  return items.map(questionOf).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export async function findQuestion(store: Store, lecture: string, id: string): Promise<StoredQuestion | undefined> {
  const item = await store.get(TABLE, questionKey(lecture, id));
  return item && questionOf(item);
}

export function putQuestion({ version, ...question }: StoredQuestion): TransactOperation {
  const item = { ...questionKey(question.lecture, question.id), question: value(question) };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

/** Those who wait for an answer of this speaker; the speakers from outside share one list, the editors'. */
const openPk = (speaker: string) => `open-questions#${speaker || "guests"}`;

/** Whether the question stands among the open ones: it does while it has no answer and can be seen. */
const isOpen = ({ answer, hidden }: StoredQuestion): boolean => answer === undefined && hidden === undefined;

/**
 * The pointer to an open question, and how many questions the lecture has, follow the question's state. One question too many is
 * refused by the count itself.
 */
export function openOperations(speaker: string, before: StoredQuestion | undefined, after: StoredQuestion): TransactOperation[] {
  const was = before !== undefined && isOpen(before);
  const is = isOpen(after);
  if (was === is) return [];
  const amounts = { asked: before ? 0 : 1, open: is ? 1 : -1 };
  const limit = before ? {} : { onlyWhile: { attribute: "asked", below: MOST_QUESTIONS } };
  const key = { pk: openPk(speaker), sk: `${after.at}#${after.id}` };
  const item = { ...key, lecture: after.lecture, question: after.id };
  return [
    { add: { table: TABLE, key: countsKey(after.lecture), amounts, ...limit } },
    is ? { put: { table: TABLE, item, condition: { ifAbsent: true } } } : { delete: { table: TABLE, key } },
  ];
}

/** The first open questions to this speaker ("": to speakers from outside), longest waiting first. */
export async function openQuestions(store: Store, speaker: string): Promise<{ items: StoredQuestion[]; more: boolean }> {
  const { items, cursor } = await store.query({ table: TABLE, pk: openPk(speaker), limit: OPEN_SHOWN });
  const keys = items.map((item) => questionKey(item["lecture"] as string, item["question"] as string));
  const found = keys.length === 0 ? [] : await store.getMany(TABLE, keys);
  return { items: found.flatMap((item) => (item ? [questionOf(item)] : [])).filter(isOpen), more: cursor !== undefined };
}

import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Award } from "./contract.ts";
import type { StoredReview, StoredScore } from "./rules.ts";

const TABLE = "activities";
/** A department holds one or two reviews a year. */
const MOST_OF_A_YEAR = 50;
/** 40 entries × 20 reviewers fit. */
const MOST_SCORES = 1000;
const MOST_AWARDS = 500;

const reviewKey = (id: string): Key => ({ pk: `review#${id}`, sk: "review" });
const scoreKey = (id: string, reviewer: string, material: string): Key => ({ pk: `review#${id}`, sk: `score#${reviewer}#${material}` });
const value = (data: object) => data as unknown as NewItem[string];
const at = (version: number) => (version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version });
const reviewOf = (item: Item): StoredReview => ({ ...(item["review"] as unknown as StoredReview), version: item.version });
const scoreOf = (item: Item): StoredScore => ({ ...(item["score"] as unknown as StoredScore), version: item.version });

export async function findReview(store: Store, id: string): Promise<StoredReview | undefined> {
  const item = await store.get(TABLE, reviewKey(id));
  return item && reviewOf(item);
}

/** The reviews of a year, the newest first. */
export async function reviewsOfYear(store: Store, year: number): Promise<StoredReview[]> {
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `review#${year}`, order: "descending", limit: MOST_OF_A_YEAR });
  return items.map(reviewOf);
}

/** Writes the review: a new one (version 0), or at the version it was read with. */
export function putReview({ version, ...rest }: StoredReview): TransactOperation {
  const { id, year, createdAt } = rest;
  const item = { ...reviewKey(id), byDayPk: `review#${year}`, byDaySk: `${createdAt}#${id}`, review: value(rest) };
  return { put: { table: TABLE, item, condition: at(version) } };
}

/** Refuses a score when the review was changed or closed since it was read. */
export function unchangedReview({ id, version }: StoredReview): TransactOperation {
  return { check: { table: TABLE, key: reviewKey(id), condition: { ifVersion: version } } };
}

/** Each reviewer's scores of each entry are an item of their own: two at once lose nothing. */
export async function findScore(store: Store, id: string, reviewer: string, material: string): Promise<StoredScore | undefined> {
  const item = await store.get(TABLE, scoreKey(id, reviewer, material));
  return item && scoreOf(item);
}

export async function scoresOf(store: Store, id: string, reviewer?: string): Promise<StoredScore[]> {
  const prefix = reviewer === undefined ? "score#" : `score#${reviewer}#`;
  const { items } = await store.query({ table: TABLE, pk: reviewKey(id).pk, sk: { prefix }, limit: MOST_SCORES });
  return items.map(scoreOf);
}

export function putScore(review: string, { version, ...score }: StoredScore): TransactOperation {
  const item = { ...scoreKey(review, score.reviewer, score.material), score: value(score) };
  return { put: { table: TABLE, item, condition: at(version) } };
}

export function putAward(award: Award): TransactOperation {
  const { id, year, day } = award;
  const item = { pk: `award#${id}`, sk: "award", byDayPk: `award#${year}`, byDaySk: `${day}#${id}`, award: value(award) };
  return { put: { table: TABLE, item, condition: { ifAbsent: true } } };
}

/** The award register of a year, in the order of its days. */
export async function awardsOfYear(store: Store, year: number): Promise<Award[]> {
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `award#${year}`, limit: MOST_AWARDS });
  return items.map((item) => item["award"] as unknown as Award);
}

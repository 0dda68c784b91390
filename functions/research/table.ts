import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { StoredTopic } from "./rules.ts";

const TABLE = "activities";
/** Two a person and year are aimed at; this is a department of five hundred. */
const MOST = 1000;

const topicKey = (id: string): Key => ({ pk: `research#${id}`, sk: "topic" });
const topicOf = (item: Item): StoredTopic => ({ ...(item["topic"] as unknown as StoredTopic), version: item.version });

export async function findTopic(store: Store, id: string): Promise<StoredTopic | undefined> {
  const item = await store.get(TABLE, topicKey(id));
  return item && topicOf(item);
}

/** Writes the topic: a new one (version 0), or at the version it was read with. */
export function putTopic({ version, ...rest }: StoredTopic): TransactOperation {
  const { id, by, year } = rest;
  const index = { byDayPk: `research#${year}`, byDaySk: `${by}#${id}` };
  const item: NewItem = { ...topicKey(id), ...index, topic: rest };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

export function deleteTopic({ id, version }: StoredTopic): TransactOperation {
  return { delete: { table: TABLE, key: topicKey(id), ifVersion: version } };
}

/** Topics of a year. @param by one person's only */
export async function topicsOfYear(store: Store, year: number, by?: string): Promise<StoredTopic[]> {
  const range = by === undefined ? {} : { sk: { prefix: `${by}#` } };
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `research#${year}`, ...range, limit: MOST });
  return items.map(topicOf);
}

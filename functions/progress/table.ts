import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { ProgressCard } from "./contract.ts";
import type { StoredProgress } from "./rules.ts";

/** With the published materials: the public's function reads this table and has no right to that of work items. */
const TABLE = "materials";
const RECORDS = "progress-record";
const CARDS = "progress#public";
/** Far more than a department has projects in a year. */
const MOST = 200;

const recordKey = (id: string): Key => ({ pk: RECORDS, sk: id });
const cardKey = (id: string): Key => ({ pk: CARDS, sk: id });
const value = (data: object) => data as unknown as NewItem[string];
const recordOf = (item: Item): StoredProgress => ({ ...(item["progress"] as unknown as StoredProgress), version: item.version });

export async function findProgress(store: Store, id: string): Promise<StoredProgress | undefined> {
  const item = await store.get(TABLE, recordKey(id));
  return item && recordOf(item);
}

/** All that was ever begun, at most 200. */
export async function listProgress(store: Store): Promise<StoredProgress[]> {
  const { items } = await store.query({ table: TABLE, pk: RECORDS, limit: MOST });
  return items.map(recordOf);
}

/** Writes the record at the version that it was read with; 0: the first time. */
export function putProgress({ version, ...progress }: StoredProgress): TransactOperation {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item: { ...recordKey(progress.id), progress: value(progress) }, condition } };
}

/** Shows a card to the public, in place of an earlier one. */
export async function showCard(store: Store, card: ProgressCard): Promise<TransactOperation> {
  const present = await store.get(TABLE, cardKey(card.id));
  const condition = present ? { ifVersion: present.version } : ({ ifAbsent: true } as const);
  return { put: { table: TABLE, item: { ...cardKey(card.id), card: value(card) }, condition } };
}

export function hideCard(id: string): TransactOperation {
  return { delete: { table: TABLE, key: cardKey(id) } };
}

/** What the public sees, last published first. */
export async function listCards(store: Store): Promise<ProgressCard[]> {
  const { items } = await store.query({ table: TABLE, pk: CARDS, limit: MOST });
  const cards = items.map(({ card }) => card as unknown as ProgressCard);
  return cards.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}

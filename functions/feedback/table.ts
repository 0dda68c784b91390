import { sha256 } from "../platform/ids.ts";
import type { Item, Key, NewItem, Page, Query, Store, TransactOperation } from "../store/store.ts";
import type { FeedbackState, PublicFeedback } from "./contract.ts";
import type { Entry } from "./rules.ts";
import { publicOf } from "./views.ts";

const TABLE = "feedback";
const QUEUE_PAGE = 50;
const PUBLIC_PAGE = 20;

export interface EntryPage {
  items: Entry[];
  cursor?: string;
}

/** A card as it is kept: without the title of its material, which may change or be withdrawn. */
export type Card = Omit<PublicFeedback, "materialTitle">;

export const entryKey = (id: string): Key => ({ pk: `feedback#${id}`, sk: "entry" });
export const contactKey = (id: string): Key => ({ pk: `feedback#${id}`, sk: "contact" });

/** Only the hash of a 查询码 is kept: whoever reads the store cannot pose as the author. */
const receiptKey = (code: string): Key => ({ pk: `receipt#${sha256(code)}`, sk: "receipt" });

const inTime = (time: string, id: string) => `${time}#${id}`;
// An office is free text; encoded it can neither hold the separator nor a character that keys refuse.
const officePk = (office: string, state: FeedbackState) => `office#${encodeURIComponent(office)}#${state}`;

function entryOf(item: Item): Entry {
  return { ...(item["entry"] as unknown as Entry), version: item.version };
}

/** Writes the record at the version before it, with the attributes that put it into its queues. */
export function putEntry({ version, ...entry }: Entry): TransactOperation {
  const { id, state, receivedAt, unit } = entry;
  const sk = inTime(receivedAt, id);
  const item: NewItem = {
    ...entryKey(id),
    byStatePk: state,
    byStateSk: sk,
    ...(unit ? { byUnitPk: unit, byUnitSk: sk } : {}),
    entry,
  };
  return { put: { table: TABLE, item, condition: version === 1 ? { ifAbsent: true } : { ifVersion: version - 1 } } };
}

export async function findEntry(store: Store, id: string): Promise<Entry | undefined> {
  const item = await store.get(TABLE, entryKey(id));
  return item && entryOf(item);
}

/** Up to 100 records at once; those that are not there are left out. */
export async function findEntries(store: Store, ids: readonly string[]): Promise<Entry[]> {
  const items = ids.length > 0 ? await store.getMany(TABLE, [...new Set(ids)].map(entryKey)) : [];
  return items.flatMap((item) => (item ? [entryOf(item)] : []));
}

export function putReceipt(code: string, { id, receivedAt }: Pick<Entry, "id" | "receivedAt">): TransactOperation {
  return { put: { table: TABLE, item: { ...receiptKey(code), id, receivedAt }, condition: { ifAbsent: true } } };
}

/** The feedback behind a code, and in the same read one more item of the table: the caller's failed tries. */
export async function findReceipt(store: Store, code: string, also: Key): Promise<[{ id: string } | undefined, Item | undefined]> {
  const [receipt, other] = await store.getMany(TABLE, [receiptKey(code), also]);
  return [receipt && { id: receipt["id"] as string }, other];
}

/** When the feedback under this code came in, if there is one. */
export async function findReceivedAt(store: Store, code: string): Promise<string | undefined> {
  return (await store.get(TABLE, receiptKey(code)))?.["receivedAt"] as string | undefined;
}

export function putContact(id: string, contact: { name: string; contact: string }, expiresAt: number): TransactOperation {
  return { put: { table: TABLE, item: { ...contactKey(id), ...contact, expiresAt }, condition: { ifAbsent: true } } };
}

export async function findContact(store: Store, id: string): Promise<{ name: string; contact: string } | undefined> {
  const item = await store.get(TABLE, contactKey(id));
  return item && { name: item["name"] as string, contact: item["contact"] as string };
}

const entriesOf = (page: Page): EntryPage => ({ items: page.items.map(entryOf), ...(page.cursor ? { cursor: page.cursor } : {}) });

/** What still waits is worked off oldest first; what is done is looked up newest first. */
const queueOrder = (state: FeedbackState): Query["order"] => (state === "pending" || state === "accepted" ? "ascending" : "descending");

/** What one unit handed in, of all states, in the order of a state's queue. */
export async function queueOfUnit(store: Store, unit: string, state: FeedbackState, cursor?: string): Promise<EntryPage> {
  return entriesOf(await store.query({ table: TABLE, index: "byUnit", pk: unit, order: queueOrder(state), limit: QUEUE_PAGE, cursor }));
}

/** How many of a state an office has, counted to `most`. */
export async function countOfOffice(store: Store, office: string, state: FeedbackState, most: number): Promise<number> {
  return (await store.query({ table: TABLE, pk: officePk(office, state), limit: most })).items.length;
}

/** How many there are of a state, by reading them all: for a job, never for a request. */
export async function countOfState(store: Store, state: FeedbackState): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: TABLE, index: "byState", pk: state, limit: 500, cursor });
    count += page.items.length;
    ({ cursor } = page);
  } while (cursor);
  return count;
}

export async function queueOfState(store: Store, state: FeedbackState, cursor?: string): Promise<EntryPage> {
  return entriesOf(await store.query({ table: TABLE, index: "byState", pk: state, order: queueOrder(state), limit: QUEUE_PAGE, cursor }));
}

export async function queueOfOffice(store: Store, office: string, state: FeedbackState, cursor?: string): Promise<EntryPage> {
  const page = await store.query({ table: TABLE, pk: officePk(office, state), order: queueOrder(state), limit: QUEUE_PAGE, cursor });
  const items = await store.getMany(
    TABLE,
    page.items.map((item) => entryKey(item["id"] as string)),
  );
  // Between the two reads an entry may have moved on; it is then no part of this queue.
  const entries = items
    .flatMap((item) => (item ? [entryOf(item)] : []))
    .filter((entry) => entry.office === office && entry.state === state);
  return { items: entries, ...(page.cursor ? { cursor: page.cursor } : {}) };
}

export async function feedbackOfUnit(store: Store, unit: string, cursor?: string): Promise<EntryPage> {
  return entriesOf(await store.query({ table: TABLE, index: "byUnit", pk: unit, order: "descending", limit: PUBLIC_PAGE, cursor }));
}

/** Answered feedback of one material, or of everything, newest answer first. */
export async function answeredCards(
  store: Store,
  material: string | undefined,
  cursor?: string,
): Promise<{ cards: Card[]; cursor?: string }> {
  const page = await store.query({ table: TABLE, pk: `answered#${material ?? "all"}`, order: "descending", limit: PUBLIC_PAGE, cursor });
  return { cards: page.items.map((item) => item["card"] as unknown as Card), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

function cardKeys({ id, material, answeredAt }: Entry): Key[] {
  return ["all", ...(material ? [material] : [])].map((shelf) => ({ pk: `answered#${shelf}`, sk: inTime(answeredAt!, id) }));
}

/** Public cards follow the state: they are there exactly while it is answered. `after.cards` must be one more than `before.cards`. */
export function cardOperations(before: Entry, after: Entry): TransactOperation[] {
  if (after.state === "answered") {
    const condition = before.cards ? { ifVersion: before.cards } : ({ ifAbsent: true } as const);
    const card = publicOf(after) as unknown as NewItem[string];
    return cardKeys(after).map((key) => ({ put: { table: TABLE, item: { ...key, card }, condition } }));
  }
  return before.cards ? cardKeys(before).map((key) => ({ delete: { table: TABLE, key } })) : [];
}

/** The pointer that puts an entry into the queue of its office moves with office and state. */
export function officeOperations(before: Entry, after: Entry): TransactOperation[] {
  const keyOf = ({ office, state, receivedAt, id }: Entry): Key | undefined =>
    office === undefined || state === "withdrawn" || state === "merged"
      ? undefined
      : { pk: officePk(office, state), sk: inTime(receivedAt, id) };
  const [from, to] = [keyOf(before), keyOf(after)];
  if (from?.pk === to?.pk) return [];
  return [
    ...(from ? [{ delete: { table: TABLE, key: from } }] : []),
    ...(to ? [{ put: { table: TABLE, item: { ...to, id: after.id }, condition: { ifAbsent: true as const } } }] : []),
  ];
}

/** Name and contact go with a withdrawal, and stay as long as the record says. */
export function contactOperations(before: Entry, after: Entry): TransactOperation[] {
  const key = contactKey(before.id);
  if (before.contactUntil === undefined || before.contactUntil === after.contactUntil) return [];
  if (after.contactUntil === undefined) return [{ delete: { table: TABLE, key } }];
  // An addition renews the expiry without reading, and so without touching, the personal data.
  return [{ add: { table: TABLE, key, amounts: { renewals: 1 }, expiresAt: after.contactUntil } }];
}

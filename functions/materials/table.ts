import type { Attachment, Material, MaterialCard, MaterialState } from "./contract.ts";
import type { Item, Key, NewItem, Page, PutCondition, Store, TransactOperation } from "../store/store.ts";
import type { Head } from "./revisions.rules.ts";
import { titleOperations } from "./titles.table.ts";

/** What is kept of an attachment besides what staff see: where its bytes are. */
export interface StoredAttachment extends Attachment {
  key: string;
}

/** The working record as it is stored: bytes are found by key, the live edition in the search index by ordinal. */
export interface Working extends Material {
  attachments: StoredAttachment[];
  /** Place of the live edition in the search index. */
  ordinal?: number;
  /** The version that is being written; earlier ones are items of their own. */
  head?: Head;
  /** The title under which the record can be found as a duplicate. */
  titled?: string;
  /** By how much the version of its line is lower than its own; absent when it has no line yet. */
  lineBehind?: number;
}

/** What queues, counts and filters need of a working record: some 400 bytes instead of its text. */
export interface StoredLine extends Pick<Material, "id" | "title" | "category" | "state" | "live" | "updatedAt" | "createdBy"> {
  publishAt?: string;
  /** The steps since it was last provided, without their notes: as many as the rules ask for. */
  steps: Material["steps"];
  /** The working record's own version. */
  version: number;
}

/** The live edition: exactly what the public may see, and where the bytes are. */
export interface Published {
  card: MaterialCard;
  body: string;
  questions: string[];
  attachments: StoredAttachment[];
  characters: number;
  edition: number;
}

export interface Counts {
  views: number;
  downloads: number;
}

const TABLE = "materials";
const workingKey = (id: string): Key => ({ pk: `material#${id}`, sk: "current" });
const lineKey = (id: string): Key => ({ pk: `material#${id}`, sk: "line" });
const pageKey = (id: string): Key => ({ pk: `published#${id}`, sk: "page" });
/** Apart from the working record: the public function may read what was published once, and no draft. */
const editionsPk = (id: string) => `editions#${id}`;
export const editionKey = (id: string, edition: number): Key => ({ pk: editionsPk(id), sk: String(edition).padStart(6, "0") });
export const countsKey = (id: string): Key => ({ pk: `counts#${id}`, sk: "total" });
const value = (data: object) => data as unknown as NewItem[string];

function workingOf(item: Item): Working {
  return { ...(item["material"] as unknown as Working), version: item.version };
}

function lineOf(material: Working): Omit<StoredLine, "version"> {
  const { id, title, category, state, live, updatedAt, createdBy, publishAt, steps } = material;
  const since = Math.max(
    0,
    steps.findLastIndex(({ step }) => step === "provide"),
  );
  const round = steps.slice(since).map(({ step, by, name, at }) => ({ step, by, name, at }));
  return { id, title, category, state, live, updatedAt, createdBy, steps: round, ...(publishAt ? { publishAt } : {}) };
}

/** Records from before there were lines stand in the index themselves until their next write. */
const storedLine = (item: Item): StoredLine =>
  item["line"] === undefined ? { ...lineOf(workingOf(item)), version: item.version } : (item["line"] as unknown as StoredLine);

export async function findWorking(store: Store, id: string): Promise<Working | undefined> {
  const item = await store.get(TABLE, workingKey(id));
  return item && workingOf(item);
}

/**
 * Operations that write the working record, its line and, when the title is another, the keys by which it is found. Line and record
 * are always written together, so the version of one tells that of the other.
 */
export function putWorking(material: Working, isNew = false): TransactOperation[] {
  const { version, titled, lineBehind, ...rest } = material;
  const { id, title, state, updatedAt } = material;
  const known: Pick<Working, "titled" | "lineBehind"> = { titled: title, lineBehind: isNew ? 0 : (lineBehind ?? version) };
  const line = { ...lineOf(material), version: isNew ? 1 : version + 1 };
  const lineItem = { ...lineKey(id), byStatePk: state, byStateSk: `${updatedAt}#${id}`, line: value(line) };
  const expected = (at: number | undefined): PutCondition => (isNew || at === undefined ? { ifAbsent: true } : { ifVersion: at });
  return [
    { put: { table: TABLE, item: { ...workingKey(id), material: value({ ...rest, ...known }) }, condition: expected(version) } },
    { put: { table: TABLE, item: lineItem, condition: expected(lineBehind === undefined ? undefined : version - lineBehind) } },
    ...titleOperations(id, isNew ? undefined : titled, title),
  ];
}

/** Refuses a transaction when the working record has changed since it was read. */
export function unchanged({ id, version }: Working): TransactOperation {
  return { check: { table: TABLE, key: workingKey(id), condition: { ifVersion: version } } };
}

/**
 * Lines of a state, last changed first.
 * @param from place of the newest line wanted, `<updatedAt>#<id>`, itself included
 */
export async function listByState(
  store: Store,
  state: MaterialState,
  { limit = 50, from, cursor }: { limit?: number; from?: string | undefined; cursor?: string | undefined } = {},
): Promise<{ items: StoredLine[]; cursor?: string }> {
  const range = from === undefined ? {} : { sk: { to: from } };
  const page = await store.query({ table: TABLE, index: "byState", pk: state, ...range, order: "descending", limit, cursor });
  return { items: page.items.map(storedLine), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

/** Lines of these records, at most 100; what does not exist is left out. */
export async function findLines(store: Store, ids: string[]): Promise<StoredLine[]> {
  const items = ids.length === 0 ? [] : await store.getMany(TABLE, ids.map(lineKey));
  return items.filter((item) => item !== undefined).map(storedLine);
}

export async function findPublished(store: Store, id: string): Promise<Published | undefined> {
  return (await store.get(TABLE, pageKey(id)))?.["page"] as unknown as Published | undefined;
}

export async function findPublishedTitle(store: Store, id: string): Promise<string | undefined> {
  return (await findPublished(store, id))?.card.title;
}

/** Every shelf on which a card stands: all, its category, each of its ties, and both together. */
function shelvesOf({ category, ties }: Pick<MaterialCard, "category" | "ties">): string[] {
  return [undefined, category].flatMap((c) => [undefined, ...ties].map((tie) => shelf(c, tie)));
}

/** Categories and ties hold no `#` that could make two shelves one: the parts are joined as JSON. */
function shelf(category?: string, tie?: string): string {
  return `shelf#${JSON.stringify([category ?? "", tie ?? ""])}`;
}

/** One page of the public list, newest first. */
export async function listShelf(
  store: Store,
  filter: { category?: string | undefined; tie?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ cards: MaterialCard[]; cursor?: string }> {
  const page: Page = await store.query({
    table: TABLE,
    pk: shelf(filter.category, filter.tie),
    order: "descending",
    limit: filter.limit,
    cursor: filter.cursor,
  });
  return { cards: page.items.map((item) => item["card"] as unknown as MaterialCard), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

function shelfKeys(card: MaterialCard): Key[] {
  return shelvesOf(card).map((pk) => ({ pk, sk: `${card.publishedAt}#${card.id}` }));
}

const keyName = ({ pk, sk }: Key) => `${pk}\n${sk}`;

/** Operations that make `next` the live edition in place of `previous`; keys that both have are written once. */
export async function publishOperations(store: Store, next: Published, previous: Published | undefined): Promise<TransactOperation[]> {
  const { id } = next.card;
  const present = await store.get(TABLE, pageKey(id));
  const page: NewItem = { ...pageKey(id), page: value(next) };
  const operations: TransactOperation[] = [
    { put: { table: TABLE, item: page, condition: present ? { ifVersion: present.version } : { ifAbsent: true } } },
  ];
  if (present && previous)
    operations.push({
      put: { table: TABLE, item: { ...editionKey(id, previous.edition), page: value(previous) }, condition: { ifAbsent: true } },
    });
  const shelves = new Set(shelfKeys(next.card).map(keyName));
  const leave = previous ? shelfKeys(previous.card).filter((key) => !shelves.has(keyName(key))) : [];
  for (const key of leave) operations.push({ delete: { table: TABLE, key } });
  for (const key of shelfKeys(next.card))
    operations.push({ put: { table: TABLE, item: { ...key, card: value(next.card) }, condition: { ifAbsent: true } } });
  return operations;
}

/**
 * Operations that put a live edition under another category as it is: same edition, publish time and place in the lists. Undefined when it
 * is not live, or under a third category.
 */
export async function recategorised(
  store: Store,
  id: string,
  from: string,
  to: string,
): Promise<{ next: Published; operations: TransactOperation[] } | undefined> {
  const item = await store.get(TABLE, pageKey(id));
  const live = item?.["page"] as unknown as Published | undefined;
  if (!item || live?.card.category !== from) return undefined;
  const next: Published = { ...live, card: { ...live.card, category: to } };
  const [old, keys] = [shelfKeys(live.card), shelfKeys(next.card)];
  const present = await store.getMany(TABLE, keys);
  const names = new Set(keys.map(keyName));
  const operations: TransactOperation[] = [
    { put: { table: TABLE, item: { ...pageKey(id), page: value(next) }, condition: { ifVersion: item.version } } },
    ...old.filter((key) => !names.has(keyName(key))).map((key) => ({ delete: { table: TABLE, key } })),
    ...keys.map((key, place) => {
      const version = present[place]?.version;
      const condition: PutCondition = version === undefined ? { ifAbsent: true } : { ifVersion: version };
      return { put: { table: TABLE, item: { ...key, card: value(next.card) }, condition } };
    }),
  ];
  return { next, operations };
}

/** Operations that take the live edition away from every public question; it is kept among the earlier editions. */
export function withdrawOperations(live: Published): TransactOperation[] {
  const { id } = live.card;
  return [
    { delete: { table: TABLE, key: pageKey(id) } },
    { put: { table: TABLE, item: { ...editionKey(id, live.edition), page: value(live) }, condition: { ifAbsent: true } } },
    ...shelfKeys(live.card).map((key) => ({ delete: { table: TABLE, key } })),
  ];
}

/** Earlier editions, newest first. */
export async function listEditions(store: Store, id: string): Promise<Published[]> {
  const { items } = await store.query({ table: TABLE, pk: editionsPk(id), order: "descending", limit: 200 });
  return items.map((item) => item["page"] as unknown as Published);
}

export async function findEdition(store: Store, id: string, edition: number): Promise<Published | undefined> {
  return (await store.get(TABLE, editionKey(id, edition)))?.["page"] as unknown as Published | undefined;
}

/** Counts of several materials in their order; what was never counted is 0. */
export async function countsOf(store: Store, ids: string[]): Promise<Counts[]> {
  const items = ids.length === 0 ? [] : await store.getMany(TABLE, ids.map(countsKey));
  return items.map((item) => ({ views: Number(item?.["views"] ?? 0), downloads: Number(item?.["downloads"] ?? 0) }));
}

/** All live editions, newest first: for repair jobs, feeds and exports. */
export async function* allPublished(store: Store): AsyncGenerator<Published> {
  let cursor: string | undefined;
  do {
    const page = await listShelf(store, { limit: 100, cursor });
    const items = await store.getMany(
      TABLE,
      page.cards.map(({ id }) => pageKey(id)),
    );
    for (const item of items) if (item) yield item["page"] as unknown as Published;
    ({ cursor } = page);
  } while (cursor);
}

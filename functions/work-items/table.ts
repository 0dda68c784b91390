import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { HistoryEntry, Supervision } from "./item.contract.ts";
import { lineOf, type StoredLine } from "./lines.rules.ts";
import type { Report } from "./reports.contract.ts";
import type { StoredWorkItem } from "./rules.ts";

export const TABLE = "work-items";
const PAGE = 1000;

/** A 督办 as it is kept: without its lamp. */
export type StoredNote = Omit<Supervision, "lamp"> & { version: number };

/** An item with all that stands under it. */
export interface WholeItem {
  item: StoredWorkItem;
  /** Oldest first, as the other two. */
  history: HistoryEntry[];
  reports: Report[];
  notes: StoredNote[];
}

const partition = (id: string) => `work-item#${id}`;
const itemKey = (id: string): Key => ({ pk: partition(id), sk: "item" });
const lineKey = (id: string): Key => ({ pk: partition(id), sk: "line" });
const entryKey = (id: string, number: number): Key => ({ pk: partition(id), sk: `history#${String(number).padStart(6, "0")}` });
const reportKey = (id: string, due: string): Key => ({ pk: partition(id), sk: `report#${due}` });
const noteKey = (id: string, at: string, note: string): Key => ({ pk: partition(id), sk: `note#${at}#${note}` });
const value = (data: object) => data as unknown as NewItem[string];

const itemOf = (item: Item): StoredWorkItem => ({ ...(item["item"] as unknown as StoredWorkItem), version: item.version });
const noteOf = (item: Item): StoredNote => ({ ...(item["note"] as unknown as StoredNote), version: item.version });

export async function findItem(store: Store, id: string): Promise<StoredWorkItem | undefined> {
  const item = await store.get(TABLE, itemKey(id));
  return item && itemOf(item);
}

/** Those of at most 100 items that are there. */
export async function findItems(store: Store, ids: string[]): Promise<StoredWorkItem[]> {
  const items = ids.length === 0 ? [] : await store.getMany(TABLE, ids.map(itemKey));
  return items.flatMap((item) => (item ? [itemOf(item)] : []));
}

/** An item with its history, reports and 督办: one strongly consistent query. */
export async function findWhole(store: Store, id: string): Promise<WholeItem | undefined> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: TABLE, pk: partition(id), limit: PAGE, cursor });
    found.push(...page.items);
    ({ cursor } = page);
  } while (cursor);
  const under = (name: string) => found.filter(({ sk }) => sk.startsWith(`${name}#`));
  const item = found.find(({ sk }) => sk === "item");
  return (
    item && {
      item: itemOf(item),
      history: under("history").map(({ entry }) => entry as unknown as HistoryEntry),
      reports: under("report").map(({ report }) => report as unknown as Report),
      notes: under("note").map(noteOf),
    }
  );
}

/** The report of each of these items and days, at most 100; undefined where there is none. */
export async function findReports(store: Store, wanted: { id: string; due: string }[]): Promise<(Report | undefined)[]> {
  const items =
    wanted.length === 0
      ? []
      : await store.getMany(
          TABLE,
          wanted.map(({ id, due }) => reportKey(id, due)),
        );
  return items.map((item) => item?.["report"] as unknown as Report | undefined);
}

/**
 * Writes an item at the version it was read with (0: a new one), its line and what is added to its history. Item and line are always
 * written together, so the version of one tells that of the other; an entry is put where nothing is and never touched again.
 */
export function putItem({ version, ...item }: StoredWorkItem, entries: readonly HistoryEntry[]): TransactOperation[] {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  const line = lineOf({ ...item, version });
  return [
    { put: { table: TABLE, item: { ...itemKey(item.id), item: value(item) }, condition } },
    { put: { table: TABLE, item: { ...lineKey(item.id), ...inYear(line), line: value(line) }, condition } },
    ...entries.map((entry) => ({
      put: { table: TABLE, item: { ...entryKey(item.id, entry.number), entry: value(entry) }, condition: { ifAbsent: true } as const },
    })),
  ];
}

const inYear = ({ id, office, year }: StoredLine) => ({
  byYearPk: String(year),
  // 组室 is free text; encoded it can neither hold the separator nor a character that keys refuse.
  byYearSk: `${encodeURIComponent(office)}#${id}`,
});

/** The line that stays in a year that is closed, as the item was then. */
export function putKeptLine(line: StoredLine): TransactOperation {
  const key = { pk: partition(line.id), sk: `line#${line.year}` };
  return { put: { table: TABLE, item: { ...key, ...inYear(line), line: value(line) }, condition: { ifAbsent: true } } };
}

export function putReport(id: string, report: Report): TransactOperation {
  return { put: { table: TABLE, item: { ...reportKey(id, report.due), report: value(report) }, condition: { ifAbsent: true } } };
}

export function putNote(id: string, { version, ...note }: StoredNote): TransactOperation {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item: { ...noteKey(id, note.at, note.id), note: value(note) }, condition } };
}

/** Deletes a draft with its line and history. */
export function deleteItem({ id, version, entries }: StoredWorkItem): TransactOperation[] {
  return [
    { delete: { table: TABLE, key: itemKey(id), ifVersion: version } },
    { delete: { table: TABLE, key: lineKey(id), ifVersion: version } },
    ...Array.from({ length: entries }, (_, place) => ({ delete: { table: TABLE, key: entryKey(id, place + 1) } })),
  ];
}

/** A page of a year's lines. */
export async function linesOfYear(store: Store, year: number, cursor?: string): Promise<{ items: StoredLine[]; cursor?: string }> {
  const page = await store.query({ table: TABLE, index: "byYear", pk: String(year), limit: PAGE, cursor });
  return { items: page.items.map(({ line }) => line as unknown as StoredLine), ...(page.cursor ? { cursor: page.cursor } : {}) };
}

/** A department has hundreds of items a year; more than these no screen shows. */
const MOST = 5000;

/** The lines of a year, at most five thousand. */
export async function wholeYear(store: Store, year: number): Promise<{ items: StoredLine[]; more: boolean }> {
  const items: StoredLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await linesOfYear(store, year, cursor);
    items.push(...page.items);
    ({ cursor } = page);
  } while (cursor && items.length < MOST);
  return { items, more: cursor !== undefined };
}

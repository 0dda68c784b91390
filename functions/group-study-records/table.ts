import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { SessionLine, StoredRecord } from "./rules.ts";

const TABLE = "activities";
const recordKey = (id: string): Key => ({ pk: `group-study#${id}`, sk: "record" });
const lineKey = (id: string): Key => ({ pk: `group-study#${id}`, sk: "line" });
/** 500 units with a session a fortnight are 13 pages. */
const MOST_PAGES = 20;

export interface RecordItem extends StoredRecord {
  version: number;
}

const recordOf = (item: Item): RecordItem => ({ ...(item["record"] as unknown as StoredRecord), version: item.version });
const asJson = (value: object) => value as unknown as NewItem[string];

export async function findRecord(store: Store, id: string): Promise<RecordItem | undefined> {
  const item = await store.get(TABLE, recordKey(id));
  return item && recordOf(item);
}

/** One page of a unit's records, latest session first. */
export async function recordsOfUnit(store: Store, unit: string, cursor?: string): Promise<{ records: RecordItem[]; cursor?: string }> {
  const pk = `group-study-unit#${unit}`;
  const { items, ...rest } = await store.query({ table: TABLE, index: "byDay", pk, order: "descending", limit: 20, cursor });
  return { records: items.map(recordOf), ...rest };
}

/**
 * The record under its unit, and a small line under its year: the overview of all units reads lines alone. Both have the same
 * version: the one that was read, 0 for a new record.
 */
export function putRecord({ version, ...record }: RecordItem): TransactOperation[] {
  const { id, unit, date, people, materials } = record;
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  const byDaySk = `${date}#${id}`;
  const whole = { ...recordKey(id), byDayPk: `group-study-unit#${unit}`, byDaySk, record: asJson(record) };
  const line = { ...lineKey(id), byDayPk: `group-study#${date.slice(0, 4)}`, byDaySk, line: asJson({ unit, date, people, materials }) };
  return [{ put: { table: TABLE, item: whole, condition } }, { put: { table: TABLE, item: line, condition } }];
}

export function deleteRecord({ id, version }: RecordItem): TransactOperation[] {
  return [{ delete: { table: TABLE, key: recordKey(id), ifVersion: version } }, { delete: { table: TABLE, key: lineKey(id) } }];
}

/** Lines of the sessions of all units between two days, both inclusive, earliest first. */
export async function linesBetween(store: Store, from: string, to: string): Promise<SessionLine[]> {
  const lines: SessionLine[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const sk = { from, to: `${to}#~` };
      const read = await store.query({ table: TABLE, index: "byDay", pk: `group-study#${year}`, sk, limit: 1000, cursor });
      lines.push(...read.items.map((item) => item["line"] as unknown as SessionLine));
      ({ cursor } = read);
      if (!cursor) break;
    }
  }
  return lines;
}

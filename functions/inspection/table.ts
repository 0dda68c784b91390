import type { Item, Key, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Entry, OnSheet, Remark } from "./contract.ts";
import type { Signed } from "./rules.ts";

const TABLE = "notes";
const sheetKey = (month: string, sk: string): Key => ({ pk: `inspection#${month}`, sk });
const rosterKey = (month: string) => sheetKey(month, "roster");
const signedKey = (month: string) => sheetKey(month, "signed");
const writesKey = (month: string) => sheetKey(month, "writes");
const remarkKey = (month: string, person: string) => sheetKey(month, `remark#${person}`);
const entryKey = (month: string): Key => ({ pk: "inspections", sk: month });
const value = (data: object) => data as unknown as NewItem[string];
const at = (version: number) => (version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version });

/** Who stands on a sheet; the figures follow the notes until it is signed. */
export interface Roster {
  month: string;
  madeAt: string;
  people: OnSheet[];
  version: number;
}

/** A signed sheet: its canonical JSON as it was hashed, and the hash. */
export interface Frozen {
  content: string;
  hash: string;
  signed: Signed;
}

export async function findRoster(store: Store, month: string): Promise<Roster | undefined> {
  const item = await store.get(TABLE, rosterKey(month));
  return item && { ...(item["roster"] as unknown as Roster), version: item.version };
}

function frozenOf(item: Item): Frozen {
  const content = item["content"] as string;
  return { content, hash: item["hash"] as string, signed: JSON.parse(content) as Signed };
}

export async function findFrozen(store: Store, month: string): Promise<Frozen | undefined> {
  const item = await store.get(TABLE, signedKey(month));
  return item && frozenOf(item);
}

/** The signed sheets of these months, at most 100; what is not signed is left out. */
export async function findFrozens(store: Store, months: readonly string[]): Promise<Frozen[]> {
  const items = months.length === 0 ? [] : await store.getMany(TABLE, months.map(signedKey));
  return items.filter((item) => item !== undefined).map(frozenOf);
}

/** How often a 批阅 of the sheet was written: the version that a signature is bound to. */
export async function writesOf(store: Store, month: string): Promise<number> {
  return (await store.get(TABLE, writesKey(month)))?.version ?? 0;
}

const remarkOf = (item: Item): Remark => ({ person: item.sk.slice("remark#".length), text: item["text"] as string, version: item.version });

/** All 批阅 of a sheet by person; a thousand people are a few reads at most. */
export async function remarksOf(store: Store, month: string): Promise<Map<string, Remark>> {
  const found = new Map<string, Remark>();
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: TABLE, pk: `inspection#${month}`, sk: { prefix: "remark#" }, limit: 1000, cursor });
    for (const item of page.items) found.set(remarkOf(item).person, remarkOf(item));
    ({ cursor } = page);
  } while (cursor);
  return found;
}

export async function findRemark(store: Store, month: string, person: string): Promise<Remark> {
  const item = await store.get(TABLE, remarkKey(month, person));
  return item ? remarkOf(item) : { person, text: "", version: 0 };
}

/** THE LOCK: part of every change of a sheet. Once the signed item is there no transaction with this check goes through. */
const stillOpen = (month: string): TransactOperation => ({
  check: { table: TABLE, key: signedKey(month), condition: { ifAbsent: true } },
});

export function putRoster({ version, ...roster }: Roster): TransactOperation[] {
  const { month, madeAt } = roster;
  const operations: TransactOperation[] = [
    { put: { table: TABLE, item: { ...rosterKey(month), roster: value(roster) }, condition: at(version) } },
    stillOpen(month),
  ];
  if (version > 0) return operations;
  const entry: Entry = { month, state: "open", madeAt };
  return [...operations, { put: { table: TABLE, item: { ...entryKey(month), entry: value(entry) }, condition: { ifAbsent: true } } }];
}

/** Each 批阅 is an item of its own: two that write at once to two people lose nothing. */
export function putRemark(month: string, { person, text, version }: Remark): TransactOperation[] {
  return [
    { put: { table: TABLE, item: { ...remarkKey(month, person), text }, condition: at(version) } },
    { add: { table: TABLE, key: writesKey(month), amounts: { count: 1 } } },
    stillOpen(month),
  ];
}

/** The signature: put where none is, over the roster and the 批阅 as they were read. @param writes what `writesOf` said before the reading */
export function putFrozen({ content, hash, signed }: Frozen, roster: Roster, writes: number): TransactOperation[] {
  const { month, madeAt, signedAt, signedBy } = signed;
  const entry: Entry = { month, state: "signed", madeAt, signedAt, signedBy: signedBy.name };
  return [
    { put: { table: TABLE, item: { ...signedKey(month), content, hash }, condition: { ifAbsent: true } } },
    { put: { table: TABLE, item: { ...entryKey(month), entry: value(entry) }, condition: { ifVersion: 1 } } },
    { check: { table: TABLE, key: rosterKey(month), condition: at(roster.version) } },
    { check: { table: TABLE, key: writesKey(month), condition: at(writes) } },
  ];
}

/** The sheets, newest month first. */
export async function listEntries(store: Store, limit: number, cursor?: string): Promise<{ items: Entry[]; cursor?: string }> {
  const { items, ...rest } = await store.query({ table: TABLE, pk: "inspections", order: "descending", limit, cursor });
  return { items: items.map((item) => item["entry"] as unknown as Entry), ...rest };
}

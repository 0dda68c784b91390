import { chinaDay, DAY } from "../platform/clock.ts";
import { BadCursor, type Store } from "../store/store.ts";
import type { AuditEntry, AuditList, AuditQuery } from "./contract.ts";
import { fits, nextDayDown } from "./rules.ts";
import { auditOfDay, linesOfObject, linesOfPerson } from "./table.ts";

/** One request reads at most so many lines, and looks at so many days: what it found so far is its answer. */
const MOST_READ = 500;
const MOST_DAYS = 60;
/** With so many lines found the answer is full. */
const ENOUGH = 50;
/** 网络安全法 21条 asks for 180 days of log: what is asked for when nobody names a day. */
const USUAL_DAYS = 183;

export type Found = Omit<AuditList, "names">;

const isId = (person: string) => /^([0-9a-z]{16}|system|visitor)$/.test(person);

/**
 * Lines that fit, newest first. One object's and one person's lines come from their indexes, all others from walking the days down; the
 * work of a request is bounded, so an answer may be empty and yet have a cursor.
 * @throws BadCursor
 */
export async function searchLines(store: Store, { cursor, ...query }: AuditQuery, now: number): Promise<Found> {
  const to = query.to ?? chinaDay(now);
  const from = query.from ?? chinaDay(Date.parse(to) - (USUAL_DAYS - 1) * DAY);
  const wanted = { ...query, from, to };
  const { object, person } = query;
  const source = object
    ? (at?: string) => linesOfObject(store, object, from, to, at)
    : person !== undefined && isId(person)
      ? (at?: string) => linesOfPerson(store, person, from, to, at)
      : undefined;
  return source ? alongIndex(source, wanted, cursor) : downTheDays(store, wanted, cursor);
}

type Wanted = AuditQuery & { from: string; to: string };
type Lines = (cursor?: string) => Promise<{ items: AuditEntry[]; cursor?: string }>;

async function alongIndex(source: Lines, wanted: Wanted, cursor?: string): Promise<Found> {
  const items: AuditEntry[] = [];
  let at = cursor;
  for (let read = 0; read < MOST_READ && items.length < ENOUGH;) {
    const page = await source(at);
    items.push(...page.items.filter((entry) => fits(entry, wanted)));
    read += page.items.length;
    at = page.cursor;
    const last = page.items.at(-1);
    if (at === undefined) return { items, until: wanted.from };
    if (last && (read >= MOST_READ || items.length >= ENOUGH)) return { items, cursor: at, until: chinaDay(Date.parse(last.at)) };
  }
  return { items, until: wanted.from, ...(at === undefined ? {} : { cursor: at }) };
}

/** The cursor names a day and, within it, the store's own signed cursor: `2026-11-24` or `2026-11-24.<cursor>`. */
async function downTheDays(store: Store, wanted: Wanted, cursor?: string): Promise<Found> {
  const items: AuditEntry[] = [];
  let [day, at] = cursor === undefined ? [wanted.to, undefined] : readCursor(cursor, wanted);
  let read = 0;
  for (let days = 0; days < MOST_DAYS && read < MOST_READ && items.length < ENOUGH;) {
    const page = await auditOfDay({ store }, day, at);
    items.push(...page.items.filter((entry) => fits(entry, wanted)));
    read += page.items.length;
    at = page.cursor;
    if (at !== undefined) continue;
    if (day <= wanted.from) return { items, until: day };
    day = nextDayDown(day);
    days += 1;
  }
  return { items, cursor: at === undefined ? day : `${day}.${at}`, until: day };
}

function readCursor(cursor: string, { from, to }: Wanted): [day: string, at: string | undefined] {
  const [, day = "", at] = /^(\d{4}-\d\d-\d\d)(?:\.(.+))?$/.exec(cursor) ?? [];
  if (Number.isNaN(Date.parse(day)) || day < from || day > to) throw new BadCursor("the cursor was not issued for these days");
  return [day, at];
}

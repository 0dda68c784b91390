import { DAY, isoTime, SECOND } from "../platform/clock.ts";
import { derivedId } from "../platform/ids.ts";
import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Failure } from "./contract.ts";
import type { Due } from "./rules.ts";

const TABLE = "people";

/** A reminder on its way through one channel. */
export interface Reminder extends Pick<Due, "kind" | "title" | "text" | "path"> {
  id: string;
  channel: string;
  state: "waiting" | "sent" | "failed";
  madeAt: string;
  tries: number;
  /** Of a waiting one: the moment of the next try, ms; while one is made, the end of its lease. */
  nextAt: number;
  failure?: Failure;
  version: number;
}

/** A channel that was off for days does not pour out what is long past; what was sent is known for longer than any period. */
const KEPT = { waiting: 3 * DAY, sent: 40 * DAY, failed: 30 * DAY };

/** The same reminder has the same id, whoever makes it and however often. */
export const reminderId = (channel: string, { kind, object, period }: Due): string => derivedId("reminder", channel, kind, object, period);
const reminderKey = (id: string) => ({ pk: `reminder#${id}`, sk: "reminder" });
const queuePk = (channel: string, state: Reminder["state"]) => `reminders-${state}#${channel}`;
const reminderOf = (item: Item): Reminder => ({ ...(item["reminder"] as unknown as Reminder), version: item.version });

export function newReminder(channel: string, due: Due, now: number): Reminder {
  const { kind, title, text, path } = due;
  const id = reminderId(channel, due);
  return { id, channel, kind, title, text, path, state: "waiting", madeAt: isoTime(now), tries: 0, nextAt: now, version: 0 };
}

/** Writes a reminder; only what is not sent stands in the index. */
export function putReminder({ version, ...reminder }: Reminder): TransactOperation {
  const { id, channel, state, madeAt, nextAt } = reminder;
  const item: NewItem = {
    ...reminderKey(id),
    ...(state === "sent" ? {} : { byKindPk: queuePk(channel, state), byKindSk: `${isoTime(nextAt)}#${id}` }),
    reminder: { ...reminder },
    expiresAt: Math.ceil((Date.parse(madeAt) + KEPT[state]) / SECOND),
  };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

export async function findReminder(store: Store, id: string): Promise<Reminder | undefined> {
  const item = await store.get(TABLE, reminderKey(id));
  return item && reminderOf(item);
}

export function deleteReminder({ id, version }: Reminder): TransactOperation {
  return { delete: { table: TABLE, key: reminderKey(id), ifVersion: version } };
}

/** Which of these are in the outbox already, sent ones included. At most 100. */
export async function knownReminders(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const items = ids.length === 0 ? [] : await store.getMany(TABLE, ids.map(reminderKey));
  return new Set(ids.filter((_, place) => items[place] !== undefined));
}

/** What a channel has not sent, the next first. @param to only what is due by then */
export async function unsentOf(
  store: Store,
  channel: string,
  state: "waiting" | "failed",
  limit: number,
  to?: number,
): Promise<Reminder[]> {
  const sk = to === undefined ? {} : { sk: { to: `${isoTime(to)}~` } };
  const { items } = await store.query({ table: TABLE, index: "byKind", pk: queuePk(channel, state), ...sk, limit });
  return items.map(reminderOf);
}

const dayKey = (day: string, channel: string) => ({ pk: `reminder-day#${day}`, sk: channel });

/** Says that the reminders of a day are made for a channel: what comes up later in the day waits for the next. */
export function putDay(day: string, channel: string, now: number): TransactOperation {
  const item = { ...dayKey(day, channel), expiresAt: Math.ceil((now + 3 * DAY) / SECOND) };
  return { put: { table: TABLE, item, condition: { ifAbsent: true } } };
}

/** The channels whose reminders of the day are made. */
export async function channelsDone(store: Store, day: string, channels: readonly string[]): Promise<Set<string>> {
  const items =
    channels.length === 0
      ? []
      : await store.getMany(
          TABLE,
          channels.map((channel) => dayKey(day, channel)),
        );
  return new Set(channels.filter((_, place) => items[place] !== undefined));
}

import type { Store } from "../store/store.ts";
import { type Channel, listChannels } from "./channels.table.ts";
import type { Trouble } from "./contract.ts";
import { type Reminder, unsentOf } from "./outbox.table.ts";
import { isoTime } from "../platform/clock.ts";

/** Lines read of one channel. */
const LINES = 30;

function troubleOf({ id, channel, title, state, madeAt, tries, nextAt, failure }: Reminder, channelName: string): Trouble[] {
  if (!failure || state === "sent") return [];
  const next = state === "waiting" ? { nextAt: isoTime(nextAt) } : {};
  return [{ id, channel, channelName, title, state, madeAt, tries, ...next, failure }];
}

/** What did not get through: given up or to be tried again; of channels that are still there. */
export async function troublesOf(store: Store, channels: readonly Channel[]): Promise<Trouble[]> {
  const each = channels.map(async ({ id, name }) => {
    const [failed, waiting] = await Promise.all([unsentOf(store, id, "failed", LINES), unsentOf(store, id, "waiting", LINES)]);
    return [...failed, ...waiting].flatMap((reminder) => troubleOf(reminder, name));
  });
  return (await Promise.all(each)).flat().toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : 0));
}

/** 发送失败的提醒 for the administrator's first screen: what was given up. */
export async function failedReminders(store: Store): Promise<{ items: Trouble[]; more: boolean }> {
  const channels = await listChannels(store);
  const found = await Promise.all(channels.map(({ id }) => unsentOf(store, id, "failed", LINES)));
  const items = found.flatMap((reminders, place) => reminders.flatMap((reminder) => troubleOf(reminder, channels[place]!.name)));
  return { items, more: found.some(({ length }) => length === LINES) };
}

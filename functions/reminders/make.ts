import { isWorkingDay } from "../calendar/rules.ts";
import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { chinaDay } from "../platform/clock.ts";
import { ConditionFailed, StoreUnavailable } from "../store/store.ts";
import { type Channel, listChannels } from "./channels.table.ts";
import { channelsDone, knownReminders, newReminder, putDay, putReminder, reminderId } from "./outbox.table.ts";
import { type Due, hasBegun } from "./rules.ts";
import { sources } from "./sources.ts";

/** More in one channel and day would be noise, and a transaction takes 99. */
const MOST = 50;

/** What all sources find. One that is broken does not silence the others. */
async function allDue(deps: Deps, now: number): Promise<Due[]> {
  const { store, log } = deps;
  const found = await Promise.allSettled(sources.map((source) => source(deps, now)));
  const due = found.flatMap((each) => {
    if (each.status === "fulfilled") return each.value;
    if (each.reason instanceof StoreUnavailable) throw each.reason;
    log("reminder-source-failed", { reason: String(each.reason) });
    return [];
  });
  const works = isWorkingDay(chinaDay(now), await readHolidays(store));
  return due.filter(({ urgent }) => works || urgent);
}

/** The reminders of the day for one channel and the mark that they are made, in one step. @returns how many are new */
async function makeFor({ store }: Deps, { id, kinds }: Channel, due: readonly Due[], now: number): Promise<number> {
  const wanted = due.filter(({ kind }) => kinds.includes(kind)).slice(0, MOST);
  const known = await knownReminders(
    store,
    wanted.map((each) => reminderId(id, each)),
  );
  const fresh = wanted.filter((each) => !known.has(reminderId(id, each)));
  try {
    await store.transact([putDay(chinaDay(now), id, now), ...fresh.map((each) => putReminder(newReminder(id, each, now)))]);
    return fresh.length;
  } catch (error) {
    // Another run was quicker with this channel.
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

/**
 * The job: makes the reminders of the day, from 08:30 on, once for each channel that is on. Safe to run twice, late and side by side.
 * @returns how many were made
 */
export async function makeReminders(deps: Deps): Promise<number> {
  const { store, clock } = deps;
  const now = clock();
  // Read before the hour too: whether the store answers is no matter of the time of day.
  const channels = (await listChannels(store)).filter(({ on }) => on);
  if (!hasBegun(now)) return 0;
  const done = await channelsDone(
    store,
    chinaDay(now),
    channels.map(({ id }) => id),
  );
  const open = channels.filter(({ id }) => !done.has(id));
  if (open.length === 0) return 0;
  const due = await allDue(deps, now);
  let made = 0;
  for (const channel of open) made += await makeFor(deps, channel, due, now);
  return made;
}

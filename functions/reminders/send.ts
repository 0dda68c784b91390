import { randomInt } from "node:crypto";
import type { Deps } from "../deps.ts";
import { ConditionFailed } from "../store/store.ts";
import { type Channel, listChannels, putChannel } from "./channels.table.ts";
import type { Failure } from "./contract.ts";
import { sendMail } from "./mail.ts";
import { putReminder, type Reminder, unsentOf } from "./outbox.table.ts";
import { sendToRobot } from "./robots.ts";
import { resealRobot } from "./sealed.ts";
import { afterFailure, LEASE, type Message, messageOf } from "./rules.ts";

/** Robots take 20 messages a minute; the job runs twice a minute. */
const MOST_AT_ONCE = 10;

/** Sends through whatever the channel is. @returns why it did not arrive, if it did not; never throws */
export function sendThrough(deps: Deps, channel: Channel, message: Message): Promise<Failure | undefined> {
  return channel.kind === "mail" ? sendMail(deps, channel, message) : sendToRobot(deps, channel, message);
}

/** Writes the reminder unless somebody else has changed it since. @returns it as it then is */
async function change({ store }: Deps, reminder: Reminder): Promise<Reminder | undefined> {
  try {
    await store.transact([putReminder(reminder)]);
    return { ...reminder, version: reminder.version + 1 };
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}

/** One try. The lease is taken and the try counted first: a run that dies while it sends has made its try. */
async function sendOne(deps: Deps, channel: Channel, reminder: Reminder): Promise<Failure | "taken" | undefined> {
  const now = deps.clock();
  const tries = reminder.tries + 1;
  const claimed = await change(deps, { ...reminder, tries, nextAt: now + LEASE });
  if (!claimed) return "taken";
  const failure = await sendThrough(deps, channel, messageOf(reminder, deps.config.publicOrigin));
  if (!failure) {
    const { failure: _, ...sent } = claimed;
    await change(deps, { ...sent, state: "sent" });
    return undefined;
  }
  deps.log("reminder-unsent", { channel: channel.id, tries, reason: failure.reason, code: failure.code });
  await change(deps, { ...claimed, failure, ...afterFailure(failure, tries, now, randomInt(1000) / 1000) });
  return failure;
}

/** What is due in one channel, one after the other. After a failure the others wait too: it is the channel that fails. */
async function sendChannel(deps: Deps, channel: Channel): Promise<number> {
  let tried = 0;
  for (const reminder of await unsentOf(deps.store, channel.id, "waiting", MOST_AT_ONCE, deps.clock())) {
    const failure = await sendOne(deps, channel, reminder);
    if (failure === "taken") continue;
    tried += 1;
    if (failure) break;
  }
  return tried;
}

/** After a change of the installation's secret: what is kept sealed must outlive the previous one. */
async function resealChannels(deps: Deps, channels: Channel[]): Promise<void> {
  for (const channel of channels) {
    const sealed = resealRobot(deps, channel);
    if (sealed === undefined) continue;
    await deps.store.transact([putChannel({ ...channel, sealed })]).catch((error: unknown) => {
      // Somebody has changed it in this moment; the next run looks again.
      if (!(error instanceof ConditionFailed)) throw error;
    });
  }
}

/**
 * The job: sends what is due, all channels side by side so that none holds up another. At least once: a run that dies between
 * sending and writing it down leaves one reminder to be sent again. @returns how many tries were made
 * @throws when the store is away, after all channels were tried
 */
export async function sendReminders(deps: Deps): Promise<number> {
  const all = await listChannels(deps.store);
  await resealChannels(deps, all);
  const channels = all.filter(({ on }) => on);
  const runs = await Promise.allSettled(channels.map((channel) => sendChannel(deps, channel)));
  const broken = runs.find((run) => run.status === "rejected");
  if (broken) throw broken.reason;
  return runs.reduce((sum, run) => sum + (run.status === "fulfilled" ? run.value : 0), 0);
}

import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { limitUse, spend } from "../http/limits.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { isoTime, MINUTE } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { carryOut } from "../study/versioned.ts";
import { channelFor, deleteChannel, listChannels, putChannel } from "./channels.table.ts";
import { channelInput, channelView, MOST_CHANNELS, remindersView, testAnswer, versionOnly } from "./contract.ts";
import { deleteReminder, findReminder, putReminder, type Reminder } from "./outbox.table.ts";
import { messageOf } from "./rules.ts";
import { channelFrom, viewOf } from "./saving.ts";
import { sendThrough } from "./send.ts";
import { troublesOf } from "./troubles.ts";

const channelPath = (rest = "") => `/api/staff/reminders/channels/:id${rest}`;
const objectOf = (id: string) => `reminder-channel#${id}`;
/** Enough to get a robot right, too few to flood a group with. */
const TESTS = { table: "people", scope: "reminder-test", most: 10, windowMs: 10 * MINUTE };

/** @throws Problem not-found, also for what was sent meanwhile */
async function unsentFor({ store }: Deps, id: string | undefined): Promise<Reminder> {
  const reminder = id ? await findReminder(store, id) : undefined;
  if (!reminder || reminder.state === "sent") throw new Problem("not-found");
  return reminder;
}

export const reminderStaffRoutes = [
  route(
    "GET",
    "/api/staff/reminders",
    { summary: "The channels of reminders, and what did not get through", answer: remindersView },
    async ({ deps }) => {
      const channels = await listChannels(deps.store);
      const troubles = await troublesOf(deps.store, channels);
      return { channels: channels.map(viewOf), mail: deps.config.mail !== undefined, troubles };
    },
  ),

  route(
    "POST",
    "/api/staff/reminders/channels",
    { summary: "Add a channel", body: channelInput, answer: channelView, status: 201 },
    async ({ deps, c, body, person, now }) => {
      if ((await listChannels(deps.store)).length >= MOST_CHANNELS)
        throw new Problem("invalid-body", { errors: [{ field: "name", code: "too_many_channels" }] });
      const channel = channelFrom(deps, newId(), { ...body, version: 0 });
      const operations = [putChannel(channel), auditLine(now, person, "reminder.create", objectOf(channel.id), channel.name)];
      const answer = { ...viewOf(channel), version: 1 };
      const key = idempotencyKey(c.req.header("idempotency-key"));
      return createOnce(deps.store, "people", `reminder-channel ${person.id}`, key, body, answer, operations, now);
    },
  ),

  route(
    "PUT",
    channelPath(),
    { summary: "Change a channel; an address that is not given stays", body: channelInput, answer: channelView },
    async ({ deps, params, body, person, now }) => {
      const before = await channelFor(deps.store, params["id"]);
      const channel = channelFrom(deps, before.id, body, before);
      const line = auditLine(now, person, "reminder.change", objectOf(channel.id), channel.name);
      await carryOut(deps.store, [putChannel(channel), line], async () => viewOf(await channelFor(deps.store, channel.id)));
      return { ...viewOf(channel), version: body.version + 1 };
    },
  ),

  route(
    "DELETE",
    channelPath(),
    { summary: "Take a channel away, with what it has not sent", body: versionOnly, status: 204 },
    async ({ deps, params, body, person, now }) => {
      const { id, name } = await channelFor(deps.store, params["id"]);
      const line = auditLine(now, person, "reminder.delete", objectOf(id), name);
      await carryOut(deps.store, [deleteChannel(id, body.version), line], async () => viewOf(await channelFor(deps.store, id)));
      return undefined;
    },
  ),

  route("POST", channelPath("/test"), { summary: "Send a test message now", answer: testAnswer }, async ({ deps, params, person, now }) => {
    const channel = await channelFor(deps.store, params["id"]);
    await spend(deps.store, limitUse(deps.config.secret, TESTS, person.id, now));
    const text = `收到这条消息，说明“${channel.name}”可以用了。`;
    const failure = await sendThrough(deps, channel, messageOf({ title: "测试提醒", text, path: "/today" }, deps.config.publicOrigin));
    await deps.store.transact([auditLine(now, person, "reminder.test", objectOf(channel.id), failure?.reason)]);
    return failure ? { failure } : {};
  }),

  route(
    "POST",
    "/api/staff/reminders/unsent/:id/retry",
    { summary: "Put what did not get through back into the queue, with all its tries", status: 204 },
    async ({ deps, params, person, now }) => {
      const { failure: _, ...reminder } = await unsentFor(deps, params["id"]);
      const line = auditLine(now, person, "reminder.retry", `reminder#${reminder.id}`);
      const again: Reminder = { ...reminder, state: "waiting", madeAt: isoTime(now), tries: 0, nextAt: now };
      await carryOut(deps.store, [putReminder(again), line], async () => undefined);
      return undefined;
    },
  ),

  route(
    "DELETE",
    "/api/staff/reminders/unsent/:id",
    { summary: "Give up what did not get through", status: 204 },
    async ({ deps, params, person, now }) => {
      const reminder = await unsentFor(deps, params["id"]);
      const line = auditLine(now, person, "reminder.drop", `reminder#${reminder.id}`);
      await carryOut(deps.store, [deleteReminder(reminder), line], async () => undefined);
      return undefined;
    },
  ),
];

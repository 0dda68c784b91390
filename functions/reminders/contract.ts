import * as v from "valibot";

/** How reminders leave the house: the group robots of three services, and mail. */
export const channelKinds = ["wecom", "dingtalk", "feishu", "mail"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What is reminded of; a channel carries those that it is ticked for. */
export const reminderKinds = [
  "feedback",
  "column",
  "materials",
  "study-day",
  "study-tasks",
  "lectures",
  "inspections",
  "work-items",
  "holidays",
] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** Why a reminder did not arrive. A closed list: what a service answers in its own words is never kept, since it may repeat secrets. */
export const failures = [
  "address-refused",
  "sealed",
  "no-mail-server",
  "unreachable",
  "timeout",
  "redirected",
  "answer-odd",
  "http",
  "gone",
  "signature",
  "keyword",
  "caller-refused",
  "too-often",
  "refused",
  "mail-sign-in",
  "recipients",
] as const;
export type FailureReason = (typeof failures)[number];

/** `code`: the number that the service gave, for whoever looks it up. */
export const failure = v.strictObject({ reason: v.picklist(failures), code: v.optional(v.number()) });
export type Failure = v.InferOutput<typeof failure>;

const distinct = (list: string[]) => new Set(list).size === list.length;
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30));
// Mail servers differ on what else they take; header characters never.
const recipient = v.pipe(v.string(), v.trim(), v.maxLength(254), v.regex(/^[^\s@<>",;:()\\[\]]{1,64}@[\w-]+(\.[\w-]+)+$/));
const kinds = v.pipe(
  v.array(v.picklist(reminderKinds)),
  v.maxLength(reminderKinds.length),
  v.check((list) => distinct(list)),
);
const version = v.pipe(v.number(), v.integer(), v.minValue(0));

/** POST and PUT. `address` and `secret` go in and never come out: absent they stay as they are, an empty secret takes it away. */
export const channelInput = v.strictObject({
  kind: v.picklist(channelKinds),
  name,
  kinds,
  on: v.boolean(),
  /** The robot's webhook address, with its key. */
  address: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500))),
  /** 加签密钥 (钉钉) or 签名校验密钥 (飞书). */
  secret: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200), v.regex(/^[\x21-\x7e]*$/))),
  /** Of a mail channel. */
  recipients: v.optional(v.pipe(v.array(recipient), v.maxLength(20), v.check(distinct))),
  version,
});
export type ChannelInput = v.InferOutput<typeof channelInput>;

export const channelView = v.strictObject({
  id: v.string(),
  kind: v.picklist(channelKinds),
  name: v.string(),
  kinds: v.array(v.picklist(reminderKinds)),
  on: v.boolean(),
  /** Where the robot stands; the rest of its address is as good as a password. Empty for mail. */
  host: v.string(),
  secretSet: v.boolean(),
  recipients: v.array(v.string()),
  version: v.number(),
});
export type ChannelView = v.InferOutput<typeof channelView>;

/** A reminder that did not get through: given up, or about to be tried again. */
export const trouble = v.strictObject({
  id: v.string(),
  channel: v.string(),
  channelName: v.string(),
  title: v.string(),
  state: v.picklist(["waiting", "failed"]),
  madeAt: v.string(),
  tries: v.number(),
  /** Of a waiting one: when it is tried again. */
  nextAt: v.optional(v.string()),
  failure,
});
export type Trouble = v.InferOutput<typeof trouble>;

export const remindersView = v.strictObject({
  channels: v.array(channelView),
  /** Whether the operator has set a mail server. */
  mail: v.boolean(),
  troubles: v.array(trouble),
});
export type RemindersView = v.InferOutput<typeof remindersView>;

export const testAnswer = v.strictObject({ failure: v.optional(failure) });
export type TestAnswer = v.InferOutput<typeof testAnswer>;
export const versionOnly = v.strictObject({ version });

export const MOST_CHANNELS = 20;

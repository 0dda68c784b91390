import * as v from "valibot";
import { id } from "../materials/contract.ts";

export const feedbackLimits = {
  text: 2000,
  name: 30,
  contact: 60,
  answer: 4000,
  reason: 500,
  minSeconds: 3,
  perAddressPerHour: 20,
  perUnitPerDay: 100,
} as const;
export const feedbackKinds = ["意见", "建议", "提问", "纠错"] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

export const feedbackStates = ["pending", "accepted", "answered", "rejected", "withdrawn"] as const;
export type FeedbackState = (typeof feedbackStates)[number];
/** The words of the interface for the states. */
export const feedbackStateNames: Record<FeedbackState, string> = {
  pending: "待审",
  accepted: "已受理",
  answered: "已答复",
  rejected: "不予公开",
  withdrawn: "已撤回",
};

const trimmed = (min: number, max: number) => v.pipe(v.string(), v.trim(), v.minLength(min), v.maxLength(max));

/** POST /api/feedback */
export const feedbackInput = v.strictObject({
  kind: v.picklist(feedbackKinds),
  /** The material it is about; without it, the column. */
  material: v.optional(id),
  /** A named unit; without it, a visitor. */
  unit: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/))),
  text: trimmed(2, feedbackLimits.text),
  name: v.optional(trimmed(0, feedbackLimits.name), ""),
  contact: v.optional(trimmed(0, feedbackLimits.contact), ""),
  /** Must be true when a name or a contact is given (个人信息保护法): never ticked beforehand. */
  consent: v.optional(v.boolean(), false),
  /** From GET /api/feedback/form: signed, single use, at least 3 s old. */
  formToken: v.pipe(v.string(), v.minLength(20), v.maxLength(300)),
  /** The honeypot: people never see it, so anything in it marks a robot. */
  website: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
});
export type FeedbackInput = v.InferOutput<typeof feedbackInput>;

export const formToken = v.strictObject({ formToken: v.string(), units: v.array(v.strictObject({ id: v.string(), name: v.string() })) });
export type FormToken = v.InferOutput<typeof formToken>;

export const feedbackReceipt = v.strictObject({ code: v.string(), receivedAt: v.string() });
export type FeedbackReceipt = v.InferOutput<typeof feedbackReceipt>;

/** What is seen under a 查询码. */
export const feedbackProgress = v.strictObject({
  kind: v.string(),
  state: v.picklist(feedbackStates),
  text: v.string(),
  receivedAt: v.string(),
  material: v.optional(v.string()),
  materialTitle: v.optional(v.string()),
  acceptedAt: v.optional(v.string()),
  answeredAt: v.optional(v.string()),
  office: v.optional(v.string()),
  answer: v.optional(v.string()),
  reason: v.optional(v.string()),
});
export type FeedbackProgress = v.InferOutput<typeof feedbackProgress>;

/** An answered feedback as everybody sees it: no contact, no personal name, no address. */
export const publicFeedback = v.strictObject({
  id: v.string(),
  kind: v.string(),
  from: v.string(),
  text: v.string(),
  material: v.optional(v.string()),
  materialTitle: v.optional(v.string()),
  receivedAt: v.string(),
  acceptedAt: v.string(),
  answeredAt: v.string(),
  office: v.string(),
  answer: v.string(),
});
export type PublicFeedback = v.InferOutput<typeof publicFeedback>;
export const publicFeedbackList = v.strictObject({ items: v.array(publicFeedback), cursor: v.optional(v.string()) });
export type PublicFeedbackList = v.InferOutput<typeof publicFeedbackList>;

/** GET /api/statistics. `medianDays` is absent until something was answered. */
export const statistics = v.strictObject({ received: v.number(), answered: v.number(), medianDays: v.optional(v.number()) });
export type Statistics = v.InferOutput<typeof statistics>;

const step = v.strictObject({ action: v.string(), by: v.string(), name: v.string(), at: v.string(), note: v.optional(v.string()) });
/** The record as staff see it; contact details come by their own, audited, call. */
export const feedbackRecord = v.strictObject({
  id: v.string(),
  kind: v.picklist(feedbackKinds),
  state: v.picklist(feedbackStates),
  text: v.string(),
  originalText: v.optional(v.string()),
  material: v.optional(v.string()),
  materialTitle: v.optional(v.string()),
  unit: v.optional(v.string()),
  unitName: v.optional(v.string()),
  hasContact: v.boolean(),
  flagged: v.array(v.string()),
  receivedAt: v.string(),
  acceptedAt: v.optional(v.string()),
  answeredAt: v.optional(v.string()),
  office: v.optional(v.string()),
  answer: v.optional(v.string()),
  reason: v.optional(v.string()),
  steps: v.array(step),
  version: v.number(),
});
export type FeedbackRecord = v.InferOutput<typeof feedbackRecord>;
export const feedbackQueue = v.strictObject({ items: v.array(feedbackRecord), cursor: v.optional(v.string()) });

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
export const acceptInput = v.strictObject({ version, office: v.optional(trimmed(1, 30)) });
export const answerInput = v.strictObject({ version, office: trimmed(1, 30), answer: trimmed(1, feedbackLimits.answer) });
export const rejectInput = v.strictObject({ version, reason: trimmed(1, feedbackLimits.reason) });
/** Editors may mend slips of the pen or blot out personal data; the original stays with the record. */
export const correctInput = v.strictObject({ version, text: trimmed(2, feedbackLimits.text) });
export const assignInput = v.strictObject({ version, office: trimmed(1, 30) });
export const contactDetails = v.strictObject({ name: v.string(), contact: v.string() });

const cursor = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000)));
/** GET /api/feedback and /api/materials/{id}/feedback */
export const publicFeedbackQuery = v.strictObject({ cursor });
/** GET /api/staff/feedback: what waits (pending, accepted) comes oldest first, the rest newest first. */
export const feedbackQueueQuery = v.strictObject({
  state: v.optional(v.picklist(feedbackStates), "pending"),
  office: v.optional(trimmed(1, 30)),
  cursor,
});
/** GET /api/staff/feedback/own */
export const ownFeedbackQuery = v.strictObject({ cursor });

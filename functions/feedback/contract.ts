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

/** The states that the public knows. */
export const shownStates = ["pending", "accepted", "answered", "rejected", "withdrawn"] as const;
/** A merged one is handled together with another; its author is shown the other's state. */
export const feedbackStates = [...shownStates, "merged"] as const;
export type FeedbackState = (typeof feedbackStates)[number];
/** The words of every interface for the states. */
export const feedbackStateNames: Record<FeedbackState, string> = {
  pending: "待审",
  accepted: "已受理",
  answered: "已答复",
  rejected: "不予公开",
  withdrawn: "已撤回",
  merged: "已合并",
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
  state: v.picklist(shownStates),
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

const cursor = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000)));
/** GET /api/feedback and /api/materials/{id}/feedback */
export const publicFeedbackQuery = v.strictObject({ cursor });

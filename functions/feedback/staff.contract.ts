import * as v from "valibot";
import { feedbackKinds, feedbackLimits, feedbackStates, type FeedbackState } from "./contract.ts";

const trimmed = (min: number, max: number) => v.pipe(v.string(), v.trim(), v.minLength(min), v.maxLength(max));
const office = trimmed(1, 30);
const feedbackId = v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const cursor = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000)));

export const lamps = ["none", "amber", "red"] as const;
/**
 * How long it has waited, or did wait until it was answered or closed. A lamp burns only while it waits; of merged ones the
 * earliest counts.
 */
const age = v.strictObject({ days: v.number(), workingDays: v.number(), lamp: v.picklist(lamps) });
export type Age = v.InferOutput<typeof age>;

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
  /** The one that it is handled together with. */
  mergedInto: v.optional(v.string()),
  /** Those that are handled together with it. */
  joined: v.optional(v.array(v.strictObject({ id: v.string(), receivedAt: v.string() }))),
  age,
  /** Whether it may be passed together with others, without being opened. */
  harmless: v.boolean(),
  /** What the person who asks may do with it now: the names of the routes below it. */
  allowed: v.array(v.string()),
  version: v.number(),
});
export type FeedbackRecord = v.InferOutput<typeof feedbackRecord>;
/** In a list only the latest step comes along, and no text that is read in the record alone. */
export const feedbackQueue = v.strictObject({ items: v.array(feedbackRecord), cursor: v.optional(v.string()) });
export type FeedbackQueue = v.InferOutput<typeof feedbackQueue>;

/**
 * GET /api/staff/feedback: what waits (pending, accepted) comes oldest first, the rest newest first. Pages differ in length: with
 * filters a page may even be empty and yet have a cursor, because no request looks through more than a few hundred.
 */
export const feedbackQueueQuery = v.strictObject({
  state: v.optional(v.picklist(feedbackStates), "pending"),
  office: v.optional(office),
  unit: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/))),
  kind: v.optional(v.picklist(feedbackKinds)),
  /** Words of text, answer, unit or material; spaces and punctuation do not count. */
  q: v.optional(trimmed(1, 60)),
  cursor,
});
export type FeedbackQueueQuery = v.InferOutput<typeof feedbackQueueQuery>;
/** GET /api/staff/feedback/own */
export const ownFeedbackQuery = v.strictObject({ cursor });

const count = v.number();
/**
 * GET /api/staff/feedback/desk: what the screen needs beside the queue. For a 组室 counts end at `mostCounted`: that many or more.
 */
export const feedbackDesk = v.strictObject({
  counts: v.strictObject({
    pending: count,
    accepted: count,
    answered: count,
    rejected: count,
    withdrawn: count,
    merged: count,
  } satisfies Record<FeedbackState, unknown>),
  offices: v.array(v.string()),
  units: v.array(v.strictObject({ id: v.string(), name: v.string() })),
});
export type FeedbackDesk = v.InferOutput<typeof feedbackDesk>;
export const mostCounted = 100;

export const acceptInput = v.strictObject({ version, office: v.optional(office) });
export const answerInput = v.strictObject({ version, office, answer: trimmed(1, feedbackLimits.answer) });
export const rejectInput = v.strictObject({ version, reason: trimmed(1, feedbackLimits.reason) });
/** 退回: back from the 组室 to the editors. */
export const returnInput = v.strictObject({ version, reason: trimmed(1, feedbackLimits.reason) });
/** Editors may mend slips of the pen or blot out personal data; the original stays with the record. */
export const correctInput = v.strictObject({ version, text: trimmed(2, feedbackLimits.text) });
export const assignInput = v.strictObject({ version, office });
/** 合并: into the one that will be answered. */
export const mergeInput = v.strictObject({ version, into: feedbackId });
export const unmergeInput = v.strictObject({ version });
export const contactDetails = v.strictObject({ name: v.string(), contact: v.string() });

/** POST /api/staff/feedback/bulk-accept */
export const bulkInput = v.strictObject({
  items: v.pipe(
    v.array(v.strictObject({ id: feedbackId, version })),
    v.minLength(1),
    v.maxLength(50),
    v.check((items) => new Set(items.map(({ id }) => id)).size === items.length),
  ),
  office: v.optional(office),
});
export const bulkOutcomes = ["accepted", "flagged", "contact", "details", "conflict", "illegal-step", "not-found"] as const;
/** `details`: the text holds what looks like a telephone number, an identity number or an address of the net. */
export const bulkResult = v.strictObject({ results: v.array(v.strictObject({ id: v.string(), outcome: v.picklist(bulkOutcomes) })) });
export type BulkResult = v.InferOutput<typeof bulkResult>;
export type BulkOutcome = (typeof bulkOutcomes)[number];

/** GET /api/staff/feedback/{id}/duplicates: what waits and may mean the same, the likeliest first. */
export const duplicatesQuery = v.strictObject({ q: v.optional(trimmed(1, 60)) });
export const duplicates = v.strictObject({
  items: v.array(
    v.strictObject({
      id: v.string(),
      kind: v.picklist(feedbackKinds),
      state: v.picklist(feedbackStates),
      text: v.string(),
      unitName: v.optional(v.string()),
      materialTitle: v.optional(v.string()),
      receivedAt: v.string(),
      sameMaterial: v.boolean(),
      /** Percent of the text that both share. */
      overlap: v.number(),
    }),
  ),
});
export type Duplicates = v.InferOutput<typeof duplicates>;

/** 答复模板. The workbench fills in {类别}, {单位} and {资料}. */
export const answerTemplate = v.strictObject({
  name: trimmed(1, 20),
  text: trimmed(1, 2000),
  /** Offered for this kind alone; without it for all. */
  kind: v.optional(v.picklist(feedbackKinds)),
});
export type AnswerTemplate = v.InferOutput<typeof answerTemplate>;
/** `version` 0: as shipped with the product. */
export const answerTemplates = v.strictObject({
  templates: v.pipe(
    v.array(answerTemplate),
    v.maxLength(50),
    v.check((templates) => new Set(templates.map(({ name }) => name)).size === templates.length),
  ),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type AnswerTemplates = v.InferOutput<typeof answerTemplates>;

import type { FeedbackProgress, FeedbackRecord, PublicFeedback } from "./contract.ts";
import { type Entry, hasContact } from "./rules.ts";

/** Who speaks in public: a unit by its name, everybody else as 访客, never a person. */
const VISITOR = "访客";

/** The record as staff see it. */
export function recordOf(entry: Entry, now: number): FeedbackRecord {
  const { contactUntil: _, cards: __, ...record } = entry;
  return { ...record, hasContact: hasContact(entry, now) };
}

/** The record as the contact of the unit in whose name it came sees it: without what staff note for themselves. */
export function ownRecordOf(entry: Entry, now: number): FeedbackRecord {
  const { originalText: _, ...record } = recordOf(entry, now);
  return { ...record, hasContact: false, flagged: [], steps: [] };
}

/**
 * What the author sees under the 查询码: what was written, who looks into it, and how it ended.
 * @param title of the material, as long as that is published
 */
export function progressOfEntry(entry: Entry, title: string | undefined): FeedbackProgress {
  const { kind, state, text, receivedAt, material, acceptedAt, answeredAt, office, answer, reason } = entry;
  if (state === "withdrawn") return { kind, state, text: "", receivedAt };
  return {
    kind,
    state,
    text,
    receivedAt,
    ...(material && title ? { material, materialTitle: title } : {}),
    ...(acceptedAt ? { acceptedAt } : {}),
    ...(office && state !== "rejected" ? { office } : {}),
    ...(state === "answered" ? { answeredAt: answeredAt!, answer: answer! } : {}),
    ...(state === "rejected" ? { reason: reason! } : {}),
  };
}

/** An answered feedback as everybody sees it. The title of its material is looked up when it is read. */
export function publicOf(entry: Entry): Omit<PublicFeedback, "materialTitle"> {
  const { id, kind, text, unitName, material, receivedAt, acceptedAt, answeredAt, office, answer } = entry;
  const about = material ? { material } : {};
  return {
    id,
    kind,
    from: unitName ?? VISITOR,
    text,
    ...about,
    receivedAt,
    acceptedAt: acceptedAt!,
    answeredAt: answeredAt!,
    office: office!,
    answer: answer!,
  };
}

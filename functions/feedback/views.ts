import type { WhoAmI } from "../people/contract.ts";
import { ageOf, type Measure } from "./age.rules.ts";
import { boundOffice, stepsFor } from "./allowed.rules.ts";
import { obstacleOf } from "./bulk.rules.ts";
import type { FeedbackProgress, PublicFeedback } from "./contract.ts";
import { type Entry, hasContact } from "./rules.ts";
import type { FeedbackRecord } from "./staff.contract.ts";

/** Who speaks in public: a unit by its name, everybody else as 访客, never a person. */
const VISITOR = "访客";
/** Said before an answer that was written for another feedback; as part of it, so that every page and version of a widget shows it. */
const TOGETHER = "（与同类留言合并办理）";

/** Who looks at a record, and when. */
export interface Viewer {
  person: WhoAmI;
  measure: Measure;
  now: number;
}

/** @param target the one that the entry is merged into, when it is */
export function recordOf(entry: Entry, { person, measure, now }: Viewer, target?: Entry): FeedbackRecord {
  const { contactUntil: _, cards: __, counted: ___, mergedFrom: ____, mergedAt: _____, joined, ...record } = entry;
  const contact = hasContact(entry, now);
  return {
    ...record,
    ...(joined ? { joined: joined.map(({ id, receivedAt }) => ({ id, receivedAt })) } : {}),
    hasContact: contact,
    age: ageOf(entry, measure, now),
    harmless: obstacleOf(entry, now) === undefined,
    allowed: [...stepsFor(person, entry, target), ...(contact && boundOffice(person) === undefined ? ["contact"] : [])],
  };
}

/** A row of a list: bounded in length, however often the record was answered anew. */
export function rowOf(entry: Entry, viewer: Viewer, target?: Entry): FeedbackRecord {
  const { originalText: _, answer: __, steps, ...row } = recordOf(entry, viewer, target);
  return { ...row, steps: steps.slice(-1) };
}

/**
 * What the author of a merged feedback is shown: the own words, and the state and answer of the one that it is handled together
 * with. Of times the later ones count: nothing was accepted before it came in.
 */
export function shownTogether(entry: Entry, target: Entry | undefined): Entry {
  if (entry.state !== "merged") return entry;
  const { mergedInto: _, mergedFrom, mergedAt, ...own } = entry;
  // Between two reads the target may have gone; then it is about to go back to where it came from.
  if (!target || target.state === "withdrawn" || target.state === "merged") return { ...own, state: mergedFrom! };
  const { state, office, answer, answeredAt, reason } = target;
  const accepted = target.acceptedAt && (target.acceptedAt > mergedAt! ? target.acceptedAt : mergedAt);
  const acceptedAt = own.acceptedAt ?? accepted;
  return {
    ...own,
    state: state === "pending" && acceptedAt ? "accepted" : state,
    ...(acceptedAt ? { acceptedAt } : {}),
    ...((office ?? own.office) ? { office: (office ?? own.office)! } : {}),
    ...(answer ? { answer: `${TOGETHER}\n${answer}`, answeredAt: answeredAt! } : {}),
    ...(reason ? { reason: `${TOGETHER}${reason}` } : {}),
  };
}

/** The record as the contact of the unit in whose name it came sees it: without what staff note for themselves. */
export function ownRecordOf(entry: Entry, viewer: Viewer, target?: Entry): FeedbackRecord {
  const { originalText: _, joined: __, ...record } = recordOf(shownTogether(entry, target), viewer);
  return { ...record, hasContact: false, flagged: [], steps: [], harmless: false, allowed: [] };
}

/**
 * What the author sees under the 查询码: what was written, who looks into it, and how it ended.
 * @param title of the material, as long as that is published
 * @param target the one that the entry is merged into, when it is
 */
export function progressOfEntry(entry: Entry, title: string | undefined, target?: Entry): FeedbackProgress {
  const { kind, state, text, receivedAt, material, acceptedAt, answeredAt, office, answer, reason } = shownTogether(entry, target);
  // `shownTogether` leaves no other state.
  if (state === "withdrawn" || state === "merged") return { kind, state: "withdrawn", text: "", receivedAt };
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

import { Problem } from "../http/problem.ts";
import { type Entry, mostJoined, takeStep } from "./rules.ts";

type Actor = { id: string; name: string };
/** One record before and after its step. */
export interface Change {
  before: Entry;
  after: Entry;
}

/**
 * 合并: both records after `source` was joined to `target`, whose answer will be the answer to both.
 * @throws Problem illegal-step, with `into` named when the target is the reason: it is the same, no longer waits, or is full
 */
export function merge(source: Entry, target: Entry, actor: Actor, now: number, retentionDays: number): Change[] {
  const refuse = (code: string) => new Problem("illegal-step", { errors: [{ field: "into", code }] });
  if (source.id === target.id) throw refuse("same");
  const merged = takeStep(source, { step: "merge", into: target.id }, actor, now, retentionDays);
  if (target.state !== "pending" && target.state !== "accepted") throw refuse("state");
  if ((target.joined ?? []).length >= mostJoined) throw refuse("full");
  const { id, receivedAt, counted } = source;
  const joined = { id, receivedAt, ...(counted ? { counted } : {}) };
  return [
    { before: source, after: merged },
    { before: target, after: takeStep(target, { step: "join", joined }, actor, now, retentionDays) },
  ];
}

/** Undoes a merge. @throws Problem illegal-step once the target was answered: the answer was given to both */
export function unmerge(source: Entry, target: Entry, actor: Actor, now: number, retentionDays: number): Change[] {
  const after = takeStep(source, { step: "unmerge" }, actor, now, retentionDays);
  if (target.answeredAt !== undefined) throw new Problem("illegal-step", { allowed: [], errors: [{ field: "into", code: "answered" }] });
  return [
    { before: source, after },
    { before: target, after: takeStep(target, { step: "part", id: source.id }, actor, now, retentionDays) },
  ];
}

/**
 * The author takes a feedback back. What was joined to it returns to the queue, since nobody may be left without an answer because
 * somebody else withdrew; where it was joined itself, it is struck off.
 * @param around the target, and all that were joined
 */
export function withdrawal(entry: Entry, around: readonly Entry[], actor: Actor, now: number, retentionDays: number): Change[] {
  const counted = entry.answeredAt !== undefined;
  return [
    // No retention: name and contact go at once.
    { before: entry, after: takeStep(entry, { step: "withdraw" }, actor, now, 0) },
    ...around.flatMap((before): Change[] => {
      if (before.mergedInto === entry.id)
        return [{ before, after: takeStep(before, { step: "release", counted }, actor, now, retentionDays) }];
      if (entry.mergedInto === before.id && before.joined?.some(({ id }) => id === entry.id))
        return [{ before, after: takeStep(before, { step: "part", id: entry.id }, actor, now, retentionDays) }];
      return [];
    }),
  ];
}

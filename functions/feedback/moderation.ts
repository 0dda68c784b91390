import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed } from "../store/store.ts";
import { boundOffice, stepsFor } from "./allowed.rules.ts";
import { saveSteps } from "./changes.ts";
import { knownOf } from "./known.ts";
import { seenBy } from "./queue.ts";
import { type Entry, type Step, takeStep } from "./rules.ts";
import type { FeedbackRecord } from "./staff.contract.ts";
import { findContact, findEntry } from "./table.ts";

/** Ids as `newId` makes them; anything else is no key to look up. */
const FEEDBACK_ID = /^[0-9a-z-]{4,40}$/;

/**
 * The record, if this person may see it. What is not the own office's answers as if it were not there, so that ids cannot be tried.
 * A merged one belongs to the office that answers for it.
 * @throws Problem not-found
 */
export async function seen(deps: Deps, person: WhoAmI, id: string): Promise<Entry> {
  const entry = FEEDBACK_ID.test(id) ? await findEntry(deps.store, id) : undefined;
  if (!entry) throw new Problem("not-found");
  const office = boundOffice(person);
  if (office === undefined) return entry;
  const owner = entry.mergedInto ? await findEntry(deps.store, entry.mergedInto) : entry;
  if (office === "" || owner?.office !== office) {
    await recordRefusal(deps, person, `feedback#${id}`, "other-office");
    throw new Problem("not-found");
  }
  return entry;
}

/** One record as this person sees it. */
export async function shown(deps: Deps, person: WhoAmI, entry: Entry): Promise<FeedbackRecord> {
  const [record] = await seenBy(deps, person, [entry]);
  return record!;
}

/** @throws Problem not-found */
export async function readRecord(deps: Deps, person: WhoAmI, id: string): Promise<FeedbackRecord> {
  return shown(deps, person, await seen(deps, person, id));
}

/** The record that stands in the way of a change. @throws Problem not-found when this person may not see it any more */
export async function conflictWith(deps: Deps, person: WhoAmI, id: string): Promise<Problem> {
  return new Problem("conflict", { current: await readRecord(deps, person, id) });
}

/**
 * Takes one step on the version that the person had before the eyes.
 * @throws Problem not-found, forbidden (a lead answers for the own office only), illegal-step with what this person may do, or
 * conflict with the record as it is now, so that the second editor is told what changed and loses nothing
 */
export async function moderate(deps: Deps, person: WhoAmI, id: string, version: number, step: Step): Promise<FeedbackRecord> {
  const now = deps.clock();
  const before = await seen(deps, person, id);
  const office = boundOffice(person);
  if (office !== undefined && step.step === "answer" && step.office !== office) throw new Problem("forbidden");
  if (before.version !== version) throw await conflictWith(deps, person, id);
  const allowed = stepsFor(person, before);
  if (!allowed.includes(step.step)) throw new Problem("illegal-step", { allowed });
  const after = takeStep(before, step, person, now, (await knownOf(deps)).retentionDays);
  try {
    await saveSteps(deps.store, [{ before, after }], person, now);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw await conflictWith(deps, person, id);
  }
  return shown(deps, person, after);
}

/**
 * Name and contact. Every reading has its audit line, written before the data is given out.
 * @throws Problem not-found when there is none, or none any more
 */
export async function readContact(deps: Deps, person: WhoAmI, id: string): Promise<{ name: string; contact: string }> {
  await seen(deps, person, id);
  const contact = await findContact(deps.store, id);
  if (!contact) throw new Problem("not-found");
  await deps.store.transact([auditLine(deps.clock(), person, "feedback.contact", `feedback#${id}`)]);
  return contact;
}

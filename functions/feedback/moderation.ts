import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed } from "../store/store.ts";
import { saveStep } from "./changes.ts";
import type { FeedbackRecord } from "./contract.ts";
import { knownOf } from "./known.ts";
import { type Entry, type Step, takeStep } from "./rules.ts";
import { findContact, findEntry } from "./table.ts";
import { recordOf } from "./views.ts";

/** Ids as `newId` makes them; anything else is no key to look up. */
const FEEDBACK_ID = /^[0-9a-z-]{4,40}$/;

/** Editors and directors see everything; a lead is bound to the own 组室. @returns that office, or undefined when there is no bound */
export function boundOffice(person: WhoAmI): string | undefined {
  return person.roles.includes("editor") || person.roles.includes("director") ? undefined : person.office;
}

/**
 * The record, if this person may see it. What is not the own office's answers as if it were not there, so that ids cannot be tried.
 * @throws Problem not-found
 */
async function seen(deps: Deps, person: WhoAmI, id: string): Promise<Entry> {
  const entry = FEEDBACK_ID.test(id) ? await findEntry(deps.store, id) : undefined;
  if (!entry) throw new Problem("not-found");
  const office = boundOffice(person);
  if (office !== undefined && (office === "" || entry.office !== office)) {
    await recordRefusal(deps, person, `feedback#${id}`, "other-office");
    throw new Problem("not-found");
  }
  return entry;
}

/** @throws Problem not-found */
export async function readRecord(deps: Deps, person: WhoAmI, id: string): Promise<FeedbackRecord> {
  return recordOf(await seen(deps, person, id), deps.clock());
}

/**
 * Takes one step on the version that the person had before the eyes.
 * @throws Problem not-found, forbidden (a lead answers for the own office only), illegal-step, or conflict with the record as it is
 * now, so that the second editor is told what changed and loses nothing
 */
export async function moderate(deps: Deps, person: WhoAmI, id: string, version: number, step: Step): Promise<FeedbackRecord> {
  const now = deps.clock();
  const before = await seen(deps, person, id);
  const office = boundOffice(person);
  if (office !== undefined && step.step === "answer" && step.office !== office) throw new Problem("forbidden");
  if (before.version !== version) throw new Problem("conflict", { current: recordOf(before, now) });
  const after = takeStep(before, step, person, now, (await knownOf(deps)).retentionDays);
  try {
    await saveStep(deps.store, before, after, person, now);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("conflict", { current: recordOf(await seen(deps, person, id), now) });
  }
  return recordOf(after, now);
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

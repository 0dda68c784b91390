import { visitorActor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { addressGroup } from "../http/address.ts";
import { isSpent, limitUse, spend, tooMany } from "../http/limits.ts";
import { Problem } from "../http/problem.ts";
import { findPublishedTitle } from "../materials/table.ts";
import { ConditionFailed } from "../store/store.ts";
import { saveSteps } from "./changes.ts";
import type { FeedbackProgress } from "./contract.ts";
import { failedCodes } from "./feedback-limits.ts";
import { knownOf } from "./known.ts";
import { withdrawal } from "./merging.rules.ts";
import { readReceiptCode } from "./receipt-code.ts";
import type { Entry } from "./rules.ts";
import { findEntries, findEntry, findReceipt } from "./table.ts";
import { progressOfEntry } from "./views.ts";

const MOST_TRIES = 5;

/**
 * The record under a 查询码. Codes that lead nowhere are counted by address and then refused; a code that is none costs neither a
 * read nor a count, and a right one writes nothing.
 * @throws Problem not-found, too-many
 */
async function entryUnder(deps: Deps, typed: string, address: string): Promise<Entry> {
  const code = readReceiptCode(typed);
  if (code === undefined) throw new Problem("not-found");
  const failure = limitUse(deps.config.secret, failedCodes, addressGroup(address), deps.clock());
  const [receipt, failures] = await findReceipt(deps.store, code, failure.key);
  if (isSpent(failure, failures)) throw tooMany(failure);
  const entry = receipt && (await findEntry(deps.store, receipt.id));
  if (entry) return entry;
  await spend(deps.store, failure);
  throw new Problem("not-found");
}

/** State and answer for the author. @throws Problem not-found, too-many */
export async function progressOf(deps: Deps, code: string, address: string): Promise<FeedbackProgress> {
  const entry = await entryUnder(deps, code, address);
  const [title, target] = await Promise.all([
    entry.material && findPublishedTitle(deps.store, entry.material),
    entry.mergedInto === undefined ? undefined : findEntry(deps.store, entry.mergedInto),
  ]);
  return progressOfEntry(entry, title, target);
}

/**
 * The author takes the feedback back: text, answer, name, contact and public cards are deleted in one step, in whatever state it
 * is; an empty shell stays for the statistics. What was merged with it goes back to the queue. Withdrawing twice is no error.
 * @throws Problem not-found, too-many
 */
export async function withdraw(deps: Deps, code: string, address: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const entry = await entryUnder(deps, code, address);
    if (entry.state === "withdrawn") return;
    const now = deps.clock();
    const around = [...(entry.mergedInto ? [entry.mergedInto] : []), ...(entry.joined ?? []).map(({ id }) => id)];
    const [others, { retentionDays }] = await Promise.all([findEntries(deps.store, around), knownOf(deps)]);
    try {
      return await saveSteps(deps.store, withdrawal(entry, others, visitorActor, now, retentionDays), visitorActor, now);
    } catch (error) {
      // An editor took a step in between; the author's wish holds in the new state too.
      if (!(error instanceof ConditionFailed) || attempt === MOST_TRIES) throw error;
    }
  }
}

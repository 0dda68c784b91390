import type { Item } from "../store/store.ts";

/**
 * What never goes into a backup: whatever lets somebody in, the state of a backup that is being made, and which machine runs the jobs. A session that has ended or a link that was used must not come back with
 * an older state. All else that expires goes in with its end: contact details until their day, and counters, used form tokens and
 * idempotency keys, so that a restore opens no limit and creates nothing twice.
 */
const leftOut: Record<string, string[]> = { people: ["session#", "link#", "bundle#", "lease#"] };

/** Where finished backups and archives lie among the files. None of them is ever part of another one. */
export const BUNDLES = "bundles/";

/** Answers that were too large for a function lie there for a day (`functions/aws/large-answers.ts`). */
const PASSING = "answers/";

/** Whether a stored file is part of what the column holds, and so of its backups. */
export const isHeld = (key: string): boolean => !key.startsWith(BUNDLES) && !key.startsWith(PASSING);

export function belongsInBackup(table: string, { pk }: Pick<Item, "pk">): boolean {
  return !leftOut[table]?.some((prefix) => pk.startsWith(prefix));
}

/** A refusal in one sentence for the person at the keyboard. */
export class BackupRefused extends Error {
  override name = "BackupRefused";
}

/** Items of one page: each may have 400 KB. */
export const PAGE = 50;

/** Where progress is told, one line each. */
export type Tell = (line: string) => void;

import type { BulkOutcome } from "./staff.contract.ts";
import { type Entry, hasContact } from "./rules.ts";

/** Seven digits in a row, however they are grouped, an address of the net or of mail: what may be a person's. */
const DETAILS = /(\d[\s-]?){7}|https?:|www\.|[\w.]@\w/i;

/**
 * Why a feedback should not be passed without being opened: words of the list, somebody who may want to be called back, or a text
 * that may name a person's details. Undefined when it is harmless.
 */
export function obstacleOf(entry: Entry, now: number): BulkOutcome | undefined {
  if (entry.state !== "pending") return "illegal-step";
  if (entry.flagged.length > 0) return "flagged";
  if (hasContact(entry, now)) return "contact";
  return DETAILS.test(entry.text.normalize("NFKC")) ? "details" : undefined;
}

import { lineOfChange, visitorActor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { addressGroup } from "../http/address.ts";
import { createOnce, firstAnswer, remember } from "../http/idempotency.ts";
import { limitUse, tooMany } from "../http/limits.ts";
import { Problem } from "../http/problem.ts";
import { findPublishedTitle } from "../materials/table.ts";
import { isoTime } from "../platform/clock.ts";
import { hmac, keyFor, newId } from "../platform/ids.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import type { FeedbackInput, FeedbackReceipt } from "./contract.ts";
import { perAddress, perUnit } from "./feedback-limits.ts";
import { openFormToken, useForm } from "./form-token.ts";
import { type Known, knownOf } from "./known.ts";
import { wordsIn } from "./known-words.ts";
import { newReceiptCode } from "./receipt-code.ts";
import { contactUntil, type Entry } from "./rules.ts";
import { countReceived } from "./statistics.ts";
import { findReceivedAt, putContact, putEntry, putReceipt } from "./table.ts";

const TABLE = "feedback";
const SCOPE = "feedback";

export interface HandInCaller {
  /** From `deps.clientAddress`. */
  address: string;
  /** With it a repeated request gives the first answer; without it the used form token refuses the repetition. */
  idempotencyKey?: string | undefined;
}

/** One operation of the transaction, and what its refusal means. */
interface Part {
  operation: TransactOperation;
  refused?: () => Problem;
}

/**
 * What makes two requests the same: not the token, since a page that was reloaded sends the same text with the same key and a
 * fresh token. Keyed, because a plain hash of a telephone number can be guessed.
 */
function digestOf(secret: string, { kind, material, unit, text, name, contact, consent }: FeedbackInput): string {
  return hmac(keyFor(secret, "feedback-digest"), JSON.stringify([kind, material, unit, text, name, contact, consent]));
}

interface Accepted {
  form: { id: string; issuedAt: number };
  materialTitle?: string | undefined;
}

/** Holds the input against everything that needs no write. @returns the Problem that refuses it */
async function examine(deps: Deps, known: Known, input: FeedbackInput, now: number): Promise<Accepted | Problem> {
  if ((input.name || input.contact) && !input.consent)
    return new Problem("consent-required", { errors: [{ field: "consent", code: "required" }] });
  if (input.unit && !known.units.has(input.unit)) return new Problem("unknown-unit", { errors: [{ field: "unit", code: "unknown" }] });
  const form = openFormToken(deps.config, input.formToken, now);
  if (form instanceof Problem) return form;
  const materialTitle = input.material && (await findPublishedTitle(deps.store, input.material));
  if (input.material && !materialTitle) return new Problem("unknown-material", { errors: [{ field: "material", code: "unknown" }] });
  return { form, ...(materialTitle ? { materialTitle } : {}) };
}

/**
 * Random, with the time in front: what comes in together then stands together in SQLite's indexes, and the commit of a group writes
 * few pages. The time is no secret, it is shown with the feedback.
 */
const newFeedbackId = (now: number) => `${now.toString(36).padStart(9, "0")}-${newId()}`;

function newEntry(
  known: Known,
  { kind, text, material, unit, name, contact }: FeedbackInput,
  materialTitle: string | undefined,
  now: number,
): Entry {
  return {
    id: newFeedbackId(now),
    kind,
    state: "pending",
    text,
    ...(material ? { material, materialTitle: materialTitle! } : {}),
    ...(unit ? { unit, unitName: known.units.get(unit)! } : {}),
    // A hit never rejects: it only draws the editor's eye.
    flagged: wordsIn(known.words, text),
    receivedAt: isoTime(now),
    steps: [],
    version: 1,
    ...(name || contact ? { contactUntil: contactUntil(now, known.retentionDays) } : {}),
  };
}

/** Everything that one hand-in writes, in the order in which refusals are reported. */
function partsOf(
  secret: string,
  entry: Entry,
  { name, contact }: FeedbackInput,
  accepted: Accepted,
  code: string,
  address: string,
  now: number,
): Part[] {
  const ofAddress = limitUse(secret, perAddress, addressGroup(address), now);
  const ofUnit = entry.unit === undefined ? undefined : limitUse(secret, perUnit, entry.unit, now);
  return [
    { operation: putReceipt(code, entry) },
    { operation: useForm(accepted.form), refused: () => new Problem("form-token-used") },
    { operation: ofAddress.operation, refused: () => tooMany(ofAddress) },
    ...(ofUnit ? [{ operation: ofUnit.operation, refused: () => tooMany(ofUnit) }] : []),
    { operation: putEntry(entry) },
    ...(entry.contactUntil === undefined ? [] : [{ operation: putContact(entry.id, { name, contact }, entry.contactUntil) }]),
    { operation: countReceived(entry.id) },
    // Neither text nor address: the log says that something came in, not what or from where.
    { operation: lineOfChange(now, visitorActor, "feedback.hand-in", `feedback#${entry.id}`) },
  ];
}

/** What was taken in under this key before the installation's secret was changed: its code follows from the secret of then. */
async function takenInBefore({ store, config }: Deps, input: FeedbackInput, idempotencyKey: string): Promise<FeedbackReceipt | undefined> {
  if (config.previousSecret === undefined) return undefined;
  const digest = digestOf(config.previousSecret, input);
  const remembered = remember(TABLE, SCOPE, idempotencyKey, { digest }, {}, 0);
  const first = await firstAnswer<{ receivedAt: string }>(store, TABLE, remembered).catch((error: unknown) => {
    // Of the present secret, or of another text: the usual way tells which.
    if (error instanceof Problem) return undefined;
    throw error;
  });
  return first && { code: newReceiptCode(config.previousSecret, idempotencyKey, digest), receivedAt: first.receivedAt };
}

/**
 * Takes in one feedback. Entry, contact, receipt, used token, limits, statistics and audit line are one transaction: all or none.
 * @returns the 查询码; the same one for a repetition under the same Idempotency-Key
 * @throws Problem consent-required, unknown-unit, unknown-material, form-token-invalid, -early, -used, too-many,
 * idempotency-mismatch
 */
export async function handInFeedback(
  deps: Deps,
  input: FeedbackInput,
  { address, idempotencyKey }: HandInCaller,
): Promise<FeedbackReceipt> {
  const now = deps.clock();
  const { store, config } = deps;
  const digest = digestOf(config.secret, input);
  const code = newReceiptCode(config.secret, idempotencyKey, digest);
  const answer = { receivedAt: isoTime(now) };
  if (input.website !== "") {
    // A robot learns nothing: it gets what everybody gets.
    deps.log("feedback-honeypot");
    return { code, ...answer };
  }
  const before = idempotencyKey && (await takenInBefore(deps, input, idempotencyKey));
  if (before) return before;
  const known = await knownOf(deps);
  const accepted = await examine(deps, known, input, now);
  if (accepted instanceof Problem) {
    // What was taken in before stays taken in, even when the unit has gone since or the page's new token is too young.
    const first =
      idempotencyKey && (await firstAnswer<typeof answer>(store, TABLE, remember(TABLE, SCOPE, idempotencyKey, { digest }, answer, now)));
    if (first) return { code, receivedAt: first.receivedAt };
    throw accepted;
  }
  const parts = partsOf(config.secret, newEntry(known, input, accepted.materialTitle, now), input, accepted, code, address, now);
  try {
    // The remembered answer holds no code: it follows from key and content.
    const operations = parts.map(({ operation }) => operation);
    const { receivedAt } = await createOnce(store, TABLE, SCOPE, idempotencyKey, { digest }, answer, operations, now);
    return { code, receivedAt };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // The key is older than its record, but its feedback is still here.
    const repeated = error.operations.includes(0) && (await findReceivedAt(store, code));
    if (repeated) return { code, receivedAt: repeated };
    throw error.operations.map((position) => parts[position]?.refused).find((refused) => refused !== undefined)?.() ?? error;
  }
}

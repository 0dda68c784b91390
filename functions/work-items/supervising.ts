import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { type SupervisionInput, workItemLimits } from "./contract.ts";
import type { WorkItem } from "./item.contract.ts";
import { changeOperations, conflictOf, demanded, type Id, readItem, seenItem, untilSaved } from "./saving.ts";
import { findWhole, putNote, type StoredNote, TABLE } from "./table.ts";

/** 督办 by the director, once per key. @throws Problem as `demanded`, invalid-body */
export async function supervise(deps: Deps, who: WhoAmI, id: Id, input: SupervisionInput, key?: string): Promise<WorkItem> {
  await untilSaved(deps, who, id, async () => {
    const now = deps.clock();
    const seen = await seenItem(deps, who, id);
    const note = key === undefined ? newId() : derivedId("supervision", who.id, seen.id, key);
    const whole = key === undefined ? undefined : await findWhole(deps.store, seen.id);
    // A repetition finds its own first try, whatever has become of the item since.
    const again = whole?.notes.some((one) => one.id === note) ?? false;
    const operations = again ? [] : await noteOperations(deps, who, id, note, input);
    return createOnce(deps.store, TABLE, who.id, key, [seen.id, input], { note }, operations, now);
  });
  return readItem(deps, who, id);
}

async function noteOperations(deps: Deps, who: WhoAmI, id: Id, note: string, { text, answerBy }: SupervisionInput) {
  const now = deps.clock();
  const before = await demanded(deps, who, id, "supervise");
  const wrong = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });
  if (answerBy < chinaDay(now)) throw wrong("answerBy", "past");
  if (before.supervisions >= workItemLimits.supervisions) throw wrong("text", "too_many");
  const stored: StoredNote = { id: note, text, answerBy, byName: who.name, at: isoTime(now), version: 0 };
  const item = { ...before, open: [...before.open, { id: note, answerBy }], supervisions: before.supervisions + 1 };
  return [...changeOperations(before, { item, traces: [{ action: "supervise" }] }, who, now), putNote(before.id, stored)];
}

/** Answers a 督办, once. @throws Problem not-found, as `demanded`, conflict when it is answered already */
export async function answerSupervision(deps: Deps, who: WhoAmI, id: Id, note: Id, answer: string): Promise<WorkItem> {
  await untilSaved(deps, who, id, async () => {
    const now = deps.clock();
    const seen = await seenItem(deps, who, id);
    const stored = (await findWhole(deps.store, seen.id))?.notes.find((one) => one.id === note);
    if (!stored) throw new Problem("not-found");
    if (stored.answer !== undefined) throw await conflictOf(deps, who, id);
    const before = await demanded(deps, who, id, "answer");
    const item = { ...before, open: before.open.filter((one) => one.id !== note) };
    await deps.store.transact([
      ...changeOperations(before, { item, traces: [{ action: "answer" }] }, who, now),
      putNote(before.id, { ...stored, answer, answeredAt: isoTime(now), answeredByName: who.name }),
    ]);
  });
  return readItem(deps, who, id);
}

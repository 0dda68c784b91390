import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId, sha256 } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import type { NoteInput } from "./contract.ts";
import { noteView } from "./reading.ts";
import { contentOf, same } from "./content.ts";
import { keeps } from "./rules.ts";
import { deleteNote, findNote, keepVersion, putNote, withCount, type StoredNote } from "./table.ts";

type Sent = NoteInput & { device: string };

/**
 * Begins a note. Its id follows from author and key, and the note remembers its first body: a create whose answer was lost is answered
 * with the note as it is now, however late it is repeated. @throws Problem idempotency-mismatch with the note as `current`
 */
export async function createNote(deps: Deps, who: WhoAmI, { device, ...input }: Sent, key: string | undefined): Promise<StoredNote> {
  const now = deps.clock();
  const at = isoTime(now);
  const content = contentOf(input);
  const note: StoredNote = {
    ...withCount(content),
    id: key ? derivedId("note", who.id, key) : newId(),
    by: who.id,
    createdAt: at,
    updatedAt: at,
    born: sha256(JSON.stringify(content)),
    head: { device, since: at },
    kept: 0,
    offered: null,
    version: 1,
  };
  try {
    await deps.store.transact([...putNote(note, undefined), auditLine(now, who, "note.create", `note#${note.id}`)]);
    return note;
  } catch (error) {
    const there = error instanceof ConditionFailed ? await findNote(deps.store, note.id) : undefined;
    if (!there) throw error;
    if (there.born === note.born) return there;
    throw new Problem("idempotency-mismatch", { current: await noteView(deps, there) });
  }
}

/**
 * Saves a note at the version that the writer has seen; what it overwrites is kept where the rules ask for that. The audit log gets a line
 * for each version that is kept, not for each of the saves that come every few seconds. @throws Problem conflict with the present note
 */
export async function changeNote(
  deps: Deps,
  who: WhoAmI,
  current: StoredNote,
  { device, version, keep, ...input }: Sent & { version: number; keep: boolean },
): Promise<StoredNote> {
  if (current.version !== version) throw new Problem("conflict", { current: await noteView(deps, current) });
  // A save of the same words changes nothing, so it is no version either.
  if (same(current, input)) return current;
  const now = deps.clock();
  const at = isoTime(now);
  const kept = keeps(current, { ...input, device, keep }, now);
  const next: StoredNote = {
    ...current,
    ...withCount(contentOf(input)),
    updatedAt: at,
    head: kept ? { device, since: at } : current.head,
    kept: current.kept + (kept ? 1 : 0),
  };
  const more = kept ? [...keepVersion(current), auditLine(now, who, "note.change", `note#${current.id}`)] : [];
  await atVersion(deps, current, () => deps.store.transact([...putNote(next, current), ...more]));
  return { ...next, version: version + 1 };
}

/** @throws Problem conflict with the present note */
export async function removeNote(deps: Deps, who: WhoAmI, current: StoredNote, version: number): Promise<void> {
  if (current.version !== version) throw new Problem("conflict", { current: await noteView(deps, current) });
  const line = auditLine(deps.clock(), who, "note.delete", `note#${current.id}`);
  await atVersion(deps, current, () => deps.store.transact([...deleteNote(current), line]));
}

/** What another device was quicker with is answered with the note as it is then. */
export async function atVersion(deps: Deps, { id }: StoredNote, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const there = error instanceof ConditionFailed ? await findNote(deps.store, id) : undefined;
    if (there) throw new Problem("conflict", { current: await noteView(deps, there) });
    throw error;
  }
}

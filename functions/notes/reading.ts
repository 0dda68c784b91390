import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { findLines } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { findAccount } from "../people/table.ts";
import { mayRead } from "../study/reader.rules.ts";
import type { Note, NoteTexts } from "./contract.ts";
import { contentOf } from "./content.ts";

import { findNote, findNotes, listMonth, type StoredNote } from "./table.ts";

/** A note as its readers see it, with the author's name and 组室 of today and the state of the material that was made of it. */
export async function noteView({ store }: Pick<Deps, "store">, note: StoredNote): Promise<Note> {
  const [author, [material]] = await Promise.all([findAccount(store, note.by), findLines(store, note.offered ? [note.offered] : [])]);
  const { id, by, characters, createdAt, updatedAt, version, kept } = note;
  return {
    ...contentOf(note),
    id,
    by,
    byName: author?.name ?? "",
    office: author?.office ?? "",
    characters,
    createdAt,
    updatedAt,
    version,
    kept,
    offered: material ? { material: material.id, state: material.state, live: material.live } : null,
  };
}

interface Author {
  id: string;
  name: string;
  office: string;
}

/** Whose notes these are, if this person may read them by the author's present 组室. @throws Problem not-found */
export async function authorFor(deps: Deps, person: string | undefined, who: WhoAmI): Promise<Author> {
  if (person === undefined || person === who.id) return who;
  const account = await findAccount(deps.store, person);
  if (account && mayRead(who, { by: account.id, office: account.office })) return account;
  await recordRefusal(deps, who, `person#${person}`, "see");
  throw new Problem("not-found");
}

/** The author's own note; to everybody else it does not exist. @throws Problem not-found */
export async function ownNote(deps: Deps, id: string | undefined, who: WhoAmI): Promise<StoredNote> {
  const note = await findNote(deps.store, id ?? "");
  if (note?.by === who.id) return note;
  if (note) await recordRefusal(deps, who, `note#${note.id}`, "edit");
  throw new Problem("not-found");
}

/** Opens a note; an opening by anybody but the author is in the audit log before the first word is seen. @throws Problem not-found */
export async function openNote(deps: Deps, id: string | undefined, who: WhoAmI): Promise<StoredNote> {
  const note = await findNote(deps.store, id ?? "");
  if (!note) throw new Problem("not-found");
  if (note.by === who.id) return note;
  const author = await findAccount(deps.store, note.by);
  if (!mayRead(who, { by: note.by, office: author?.office ?? "" })) {
    await recordRefusal(deps, who, `note#${note.id}`, "see");
    throw new Problem("not-found");
  }
  await deps.store.transact([auditLine(deps.clock(), who, "note.read", `note#${note.id}`)]);
  return note;
}

/** The longest notes are 150 KB each: so many fit into one answer. */
const TEXTS = 20;

/** A month's notes with their texts for the booklet; whoever is not the author leaves a line in the audit log for each note. */
export async function textsOfMonth(
  deps: Deps,
  who: WhoAmI,
  person: string | undefined,
  month: string,
  cursor?: string,
): Promise<NoteTexts> {
  const author = await authorFor(deps, person, who);
  const page = await listMonth(deps.store, author.id, month, { limit: TEXTS, cursor });
  const ids = page.items.map(({ id }) => id);
  if (author.id !== who.id && ids.length > 0)
    await deps.store.transact(ids.map((id) => auditLine(deps.clock(), who, "note.print", `note#${id}`)));
  const notes = await findNotes(deps.store, ids);
  return { ...page, items: await Promise.all(notes.map((note) => noteView(deps, note))) };
}

import type { NoteInput } from "./contract.ts";

/** Whether two contents are the same to their author. */
export function same(one: NoteInput, other: NoteInput): boolean {
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}

/** The content alone, its fields in one order. */
export function contentOf({ kind, title, text, day, ties, about }: NoteInput): NoteInput {
  return { kind, title, text, day, ties, about: about && { kind: about.kind, id: about.id, title: about.title } };
}

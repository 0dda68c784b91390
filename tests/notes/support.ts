import type { Note, NoteInput } from "../../functions/notes/contract.ts";
import type { Column } from "../support/column.ts";

export const DEVICE = "device00one";
export const OTHER = "device00two";

export const content = (change: Partial<NoteInput> = {}): NoteInput => ({
  kind: "note",
  title: "",
  text: "读《学习制度》有感。",
  day: "2026-11-23",
  ties: [],
  about: null,
  ...change,
});

/** The notes API as one person's page on one device sees it. */
export function notesOf(column: Column, cookie: string, device = DEVICE) {
  const call = <T = Note>(method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    column.call<T>(method, `/api/staff/notes${path}`, { cookie, headers, ...(body ? { body } : {}) });
  return {
    call,
    create: (change: Partial<NoteInput> = {}, key?: string) =>
      call("POST", "", { ...content(change), device }, key ? { "idempotency-key": key } : {}),
    save: (note: Pick<Note, "id" | "version">, change: Partial<NoteInput> = {}, keep = false) =>
      call("PUT", `/${note.id}`, { ...content(change), device, version: note.version, keep }),
    read: (id: string) => call("GET", `/${id}`),
    remove: (note: Pick<Note, "id" | "version">) => call("DELETE", `/${note.id}?version=${note.version}`),
  };
}

import type { Note, NoteInput } from "../../../functions/notes/contract.ts";
import { contentOf } from "../../../functions/notes/content.ts";
import { day } from "../shell/format.ts";

export const today = (): string => day(new Date().toISOString());

export const emptyNote = (change: Partial<NoteInput> = {}): NoteInput => ({
  kind: "note",
  title: "",
  text: "",
  day: today(),
  ties: [],
  about: null,
  ...change,
});

export const valuesOf = (note: Note): NoteInput => contentOf(note);

/** What of a note is being written, as it lies on the device until the server holds all of it. */
export interface Writing {
  values: NoteInput;
  /** What the server holds, as far as is known; the ancestor of a merge. */
  base: NoteInput;
  /** Version of `base`; 0 before the first save. */
  version: number;
  /** What the first save said, repeated with the same key until it is answered. */
  firstSave?: NoteInput | undefined;
  /** Sent and not answered: one of them may have arrived all the same. */
  sent: NoteInput[];
  /** Mine, where the other device's words were chosen: saved once before them, so that it is kept as a version. */
  aside?: NoteInput | undefined;
  /** The next save keeps what it overwrites. */
  keep?: boolean | undefined;
}

export const newWriting = (values: NoteInput): Writing => ({ values, base: values, version: 0, sent: [] });

/** Key of the draft on the device; a note that the server does not know yet is named by its idempotency key. */
export const DRAFTS = "note:";
const NEW = "new-";
export const newName = (key: string): string => NEW + key;
export const keyOfNew = (name: string): string | undefined => (name.startsWith(NEW) ? name.slice(NEW.length) : undefined);

/** Its title; without one what it is about, or its day. */
export function titleOf({ title, about, kind, day: written }: Pick<NoteInput, "title" | "about" | "kind" | "day">): string {
  if (title.trim() !== "") return title.trim();
  if (about) return `读《${about.title.replace(/^《|》$/g, "")}》`;
  return `${Number(written.slice(5, 7))} 月 ${Number(written.slice(8))} 日的${kind === "note" ? "笔记" : "心得"}`;
}
/** Said whenever what another device wrote was merged without a question. */
export const mergedWords = "另一台设备上写的内容已经合并进来，两边都在";
export const kindNames = { note: "学习笔记", reflection: "学习心得" } as const;
export const stateNames = {
  draft: "被退回，等修改",
  "to-review": "等待保密审查",
  "to-sign": "等待签发",
  published: "已发表",
  withdrawn: "已撤回",
} as const;

import { MINUTE } from "../platform/clock.ts";
import type { MonthCounts, NoteInput } from "./contract.ts";
import { same } from "./content.ts";
import { countCharacters } from "./count.ts";

/** Who wrote the version that the note holds now, and since when without a version being kept. */
export interface Head {
  device: string;
  since: string;
}

/** Saves of one device within this time are one version: the editor saves every few seconds. */
const COALESCED = 5 * MINUTE;
/** A save that takes away this many characters may be a slip of the hand. */
const LOST_MANY = 100;
export const MOST_KEPT = 40;

/**
 * Whether the version that a save overwrites is kept: when another device wrote it, when it has been written on for five minutes, when
 * much is taken away at once, or when the caller asks for it.
 */
export function keeps(before: NoteInput & { head: Head }, after: NoteInput & { device: string; keep: boolean }, now: number): boolean {
  if (same(before, after)) return false;
  return (
    after.keep ||
    before.head.device !== after.device ||
    now - Date.parse(before.head.since) >= COALESCED ||
    before.text.length - after.text.length >= LOST_MANY
  );
}

export type Amounts = Omit<MonthCounts, "month">;

/** What one note adds to the counts of its month. 字数 are those of the text; the title is not counted. */
export function amountsOf({ kind, text }: Pick<NoteInput, "kind" | "text">): Amounts {
  const characters = countCharacters(text);
  return kind === "note"
    ? { notes: 1, noteCharacters: characters, reflections: 0, reflectionCharacters: 0 }
    : { notes: 0, noteCharacters: 0, reflections: 1, reflectionCharacters: characters };
}

export const monthOf = (day: string): string => day.slice(0, 7);

const none: Amounts = { notes: 0, noteCharacters: 0, reflections: 0, reflectionCharacters: 0 };

/** By how much each month's counts change when `before` becomes `after`; undefined is a note that is not there. */
export function changesOfCounts(
  before: Pick<NoteInput, "kind" | "text" | "day"> | undefined,
  after: Pick<NoteInput, "kind" | "text" | "day"> | undefined,
): Map<string, Partial<Amounts>> {
  const changes = new Map<string, Amounts>();
  for (const [content, sign] of [[before, -1] as const, [after, 1] as const]) {
    if (!content) continue;
    const sum = { ...(changes.get(monthOf(content.day)) ?? none) };
    const amounts = amountsOf(content);
    for (const name of Object.keys(none) as (keyof Amounts)[]) sum[name] += sign * amounts[name];
    changes.set(monthOf(content.day), sum);
  }
  const moved = [...changes].map(([month, amounts]) => [month, Object.entries(amounts).filter(([, amount]) => amount !== 0)] as const);
  return new Map(moved.filter(([, amounts]) => amounts.length > 0).map(([month, amounts]) => [month, Object.fromEntries(amounts)]));
}

/** The paragraphs of a text as HTML; every sign that means something there is escaped. */
export function paragraphsAsHtml(text: string): string {
  const escape = (part: string) => part.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  const paragraphs = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  return paragraphs.map((line) => `<p>${escape(line.trim())}</p>`).join("");
}

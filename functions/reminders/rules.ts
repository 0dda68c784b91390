import { chinaDay, DAY, HOUR, MINUTE } from "../platform/clock.ts";
import type { Failure, FailureReason, ReminderKind } from "./contract.ts";

/** What a source has found: one reminder of its kind. */
export interface Due {
  kind: ReminderKind;
  /** What it is about; with the period it says whether the same was reminded of before. */
  object: string;
  /** The day `YYYY-MM-DD`, or another span in which it is told once. */
  period: string;
  /** Counts and titles of public or work objects; never a text of feedback, a note or a contact. */
  title: string;
  text: string;
  /** Screen of the workbench. */
  path: string;
  /** Told on days off as well. */
  urgent: boolean;
}

export const MOST_TRIES = 8;
/** A run that died holds its reminder no longer than this. */
export const LEASE = 5 * MINUTE;
const LONGEST = 6 * HOUR;

/** The week of a day as a period, Monday to Sunday: weeks since 1970-01-05, a Monday. */
export function weekOf(now: number): string {
  return `week ${Math.floor((Date.parse(`${chinaDay(now)}T00:00:00Z`) / DAY - 4) / 7)}`;
}

/** The reminders of a day are made from 08:30 in Beijing on, at any later time of the day. */
export function hasBegun(now: number): boolean {
  return now >= Date.parse(`${chinaDay(now)}T08:30:00+08:00`);
}

/**
 * How long to wait after so many tries, ms: 1, 4, 16, 64, 256 minutes, then 6 hours, each up to a quarter longer so that what failed
 * together does not come back together.
 * @param chance from 0 to 1
 */
export function waitAfter(tries: number, chance: number): number {
  return Math.min(LONGEST, MINUTE * 4 ** (tries - 1) * (1 + chance / 4));
}

/** What no repetition mends: somebody has to change a setting first. */
const lasting: readonly FailureReason[] = [
  "address-refused",
  "sealed",
  "no-mail-server",
  "redirected",
  "gone",
  "signature",
  "keyword",
  "caller-refused",
  "mail-sign-in",
  "recipients",
];

/** What becomes of a reminder whose try number `tries` has failed. */
export function afterFailure(
  { reason }: Failure,
  tries: number,
  now: number,
  chance: number,
): { state: "failed" } | { state: "waiting"; nextAt: number } {
  if (tries >= MOST_TRIES || lasting.includes(reason)) return { state: "failed" };
  return { state: "waiting", nextAt: now + waitAfter(tries, chance) };
}

/** Cut at whole characters to so many bytes of UTF-8. */
function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = "";
  let bytes = 3;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}…`;
}

export interface Message {
  subject: string;
  text: string;
}

/** 企业微信 takes 2,048 bytes of text, the strictest of them. */
const MOST_BYTES = 2000;

/** The words of a reminder. They begin with 干训讲堂, which robots that let through by keyword can be set to. */
export function messageOf({ title, text, path }: Pick<Due, "title" | "text" | "path">, publicOrigin: string): Message {
  const subject = `【干训讲堂】${title}`;
  // A server on this machine alone has no address that a link on a telephone could name.
  const link = publicOrigin ? `\n办理：${publicOrigin}/staff/#${path}` : "";
  return { subject: cut(subject, 300), text: `${cut(`${subject}\n${text}`, MOST_BYTES - Buffer.byteLength(link))}${link}` };
}

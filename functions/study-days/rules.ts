import { DAY, MINUTE } from "../platform/clock.ts";
import { Problem } from "../http/problem.ts";

/** A study Friday as it is stored once somebody has planned, moved or cancelled it. */
export interface StoredDay {
  slot: string;
  date: string;
  state: "planned" | "moved" | "cancelled";
  reason: string;
  topic: string;
  agenda: string;
  place: string;
  startsAt: string;
  endsAt: string;
  materials: string[];
  open: boolean;
  minutes: string;
}

const FORTNIGHT = 14 * DAY;
const number = (day: string) => Date.parse(`${day}T00:00:00Z`);
const text = (at: number) => new Date(at).toISOString().slice(0, 10);

/**
 * Every second Friday from the anchor, within two days inclusive; also before the anchor. Anchor + 14 days, never the parity of
 * ISO weeks: a year of 53 weeks breaks parity.
 */
export function studyFridays(anchor: string, from: string, to: string): string[] {
  const start = number(anchor);
  const first = start + Math.ceil((number(from) - start) / FORTNIGHT) * FORTNIGHT;
  const days: string[] = [];
  for (let at = first; at <= number(to); at += FORTNIGHT) days.push(text(at));
  return days;
}

export const isSlot = (anchor: string, day: string): boolean => studyFridays(anchor, day, day).length === 1;

/** The moment of a Beijing wall-clock time. */
export const momentOf = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`);

/**
 * Moves a study day. @throws Problem illegal-step when it is cancelled, invalid-body for a date in the past or more than 13 days
 * from its slot: beyond that it would stand among the next ones.
 */
export function move(day: StoredDay, date: string, reason: string, today: string): StoredDay {
  if (day.state === "cancelled") throw new Problem("illegal-step", { allowed: ["restore"] });
  const far = Math.abs(number(date) - number(day.slot)) >= FORTNIGHT;
  if (far || date < today) throw new Problem("invalid-body", { errors: [{ field: "date", code: far ? "too_far" : "past" }] });
  if (date === day.slot) return { ...day, date, state: "planned", reason: "" };
  return { ...day, date, state: "moved", reason };
}

/** @throws Problem illegal-step when it is cancelled already, or has minutes: what was held cannot be called off */
export function cancel(day: StoredDay, reason: string): StoredDay {
  if (day.state === "cancelled" || day.minutes !== "") throw new Problem("illegal-step", { allowed: ["restore"] });
  return { ...day, date: day.slot, state: "cancelled", reason };
}

/** Back to the Friday of the rhythm. @throws Problem illegal-step when it stands there */
export function restore(day: StoredDay): StoredDay {
  if (day.state === "planned") throw new Problem("illegal-step", { allowed: ["move", "cancel"] });
  return { ...day, date: day.slot, state: "planned", reason: "" };
}

/** The check-in by code is open from an hour before the start to half an hour after the end. */
export function checkInOpen(day: StoredDay, now: number): boolean {
  if (day.state === "cancelled") return false;
  return now >= momentOf(day.date, day.startsAt) - 60 * MINUTE && now <= momentOf(day.date, day.endsAt) + 30 * MINUTE;
}

import type { MonthCounts } from "../notes/contract.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import type { Figures, Line, OnSheet } from "./contract.ts";

/** What is signed: everything that the sheet says, and by whom and when. */
export interface Signed {
  month: string;
  madeAt: string;
  lines: (OnSheet & Figures & { remark: string })[];
  signedAt: string;
  signedBy: { id: string; name: string };
}

/**
 * Canonical JSON: members in the order of their names' UTF-16 units, no white space, numbers and strings as ECMAScript writes them
 * (RFC 8785, for the whole numbers and well-formed strings that a sheet holds). The same content gives the same bytes everywhere.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

/** `2026-01` → `2025-12`, by −1; the months of one calendar, no zone of any machine moves them. */
export function monthBy(month: string, months: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The month before the one that it is in Beijing. */
export const lastMonth = (now: number): string => monthBy(chinaDay(now).slice(0, 7), -1);

/** So many sheets one run makes up for after a long absence. */
const MOST_MONTHS = 12;

/**
 * The months whose sheets are missing, oldest first: all from the newest sheet to the last month, so that one made late is still that
 * month's. The first sheet of an installation is that of the first month in which somebody wrote: `newest` and `wrote` say so.
 */
export function missingMonths(newest: string | undefined, wrote: boolean, now: number): string[] {
  const last = lastMonth(now);
  if (newest === undefined) return wrote ? [last] : [];
  const months: string[] = [];
  for (let month = monthBy(newest, 1); month <= last && months.length < MOST_MONTHS; month = monthBy(month, 1)) months.push(month);
  return months;
}

export function figuresOf(counts: readonly MonthCounts[] | undefined, month: string): Figures {
  const found = counts?.find((one) => one.month === month);
  return { characters: found?.noteCharacters ?? 0, notes: found?.notes ?? 0, reflections: found?.reflections ?? 0 };
}

const inOrder = new Intl.Collator("zh-CN");

/** The fixed order of 组室 and name. */
export function inFixedOrder(people: readonly OnSheet[]): OnSheet[] {
  return people.toSorted((a, b) => inOrder.compare(a.office, b.office) || inOrder.compare(a.name, b.name));
}

/** The lines that a reader may see: the director all, a lead those that stand under the own 组室. An empty 组室 is nobody's. */
export function linesFor(who: WhoAmI, lines: readonly Line[], signed: boolean): Line[] {
  if (who.roles.includes("director")) return [...lines];
  if (!who.roles.includes("lead") || who.office === "") return [];
  const own = lines.filter(({ office }) => office === who.office);
  // Until it is signed a 批阅 is the director's draft.
  return signed ? own : own.map((line) => ({ ...line, remark: "", remarkVersion: 0 }));
}

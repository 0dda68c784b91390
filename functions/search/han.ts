import type { Normalised } from "./normalise.ts";

const isHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;

/** A word of common Han characters: normalising leaves each of them as it is. */
export function isHanWord(term: string): boolean {
  for (let at = 0; at < term.length; at++) if (!isHan(term.charCodeAt(at))) return false;
  return true;
}

/**
 * Whether every Han word of the normalised text stands in the original as it is. Nearly all texts are like that; not so
 * are those with invisible characters inside words, or with compatibility forms such as ㈱ and ⼀.
 */
export function keepsHanWords(original: string, { text, starts, ends }: Normalised): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!isHan(text.charCodeAt(at))) continue;
    if (original.charCodeAt(starts[at]!) !== text.charCodeAt(at)) return false;
    if (at > 0 && isHan(text.charCodeAt(at - 1)) && ends[at - 1] !== starts[at]) return false;
  }
  return true;
}

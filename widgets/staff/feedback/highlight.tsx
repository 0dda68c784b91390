import type { ComponentChild } from "preact";
import { plainText } from "../../../functions/feedback/word-list.ts";

/**
 * Where the words of the list stand in a text. They are looked for as the server does, without spaces, punctuation and widths, so a
 * hit may be longer than its word.
 * @returns start and end of each hit, in order, none overlapping
 */
export function hitsOf(text: string, words: readonly string[]): [number, number][] {
  // Each letter of the plain text remembers where it stands in the original.
  let plain = "";
  const places: number[] = [];
  let place = 0;
  for (const letter of Array.from(text)) {
    const bare = plainText(letter);
    for (let at = 0; at < bare.length; at++) places.push(place);
    plain += bare;
    place += letter.length;
  }
  const lengthAt = (start: number) => ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  const found: [number, number][] = [];
  for (const word of words) {
    const wanted = plainText(word);
    for (let at = wanted === "" ? -1 : plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      const last = places[at + wanted.length - 1]!;
      found.push([places[at]!, last + lengthAt(last)]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart: [number, number][] = [];
  for (const hit of found) if (apart.length === 0 || hit[0] >= apart[apart.length - 1]![1]) apart.push(hit);
  return apart;
}

/** The text with the words of the list marked. */
export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  const parts: ComponentChild[] = [];
  let at = 0;
  for (const [start, end] of hitsOf(text, words)) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

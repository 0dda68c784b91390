import { sha256 } from "../platform/ids.ts";

/**
 * Titles that resemble one another, found through a few fixed keys: the title itself, and eight min-hashes of its pairs of
 * characters. Two titles share a min-hash as often as they share pairs, so titles with half their pairs in common meet in one of
 * eight in 99.6 % of cases (Broder, "On the resemblance and containment of documents", 1997).
 */
const HASHES = 8;

/** The title without spaces, punctuation and symbols; full-width letters as plain ones, lower case. */
export function plainTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Z}\p{P}\p{S}\p{C}\p{Default_Ignorable_Code_Point}]/gu, "");
}

function pairs(plain: string): Set<string> {
  const characters = Array.from(plain);
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, place) => characters[place]! + character));
}

/** A 32-bit mix (FNV-1a with a finisher): even enough for min-hashes, and the same on every machine. */
function mixed(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt + 1, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The index keys of a title; none for a title of punctuation alone. The first stands for the whole title. */
export function titleSlots(title: string): string[] {
  const plain = plainTitle(title);
  if (plain === "") return [];
  const all = [...pairs(plain)];
  const slots = Array.from({ length: HASHES }, (_, salt) => `${salt}#${Math.min(...all.map((pair) => mixed(pair, salt))).toString(36)}`);
  return [`=#${sha256(plain)}`, ...slots];
}

/** How alike two titles are, 0 to 1: 1 for the same, else the pairs they share (Dice); a title within another is never below 0.6. */
export function likeness(one: string, other: string): number {
  const [a, b] = [plainTitle(one), plainTitle(other)];
  if (a === "" || b === "") return 0;
  if (a === b) return 1;
  const [pa, pb] = [pairs(a), pairs(b)];
  const shared = [...pa].filter((pair) => pb.has(pair)).length;
  const dice = (2 * shared) / (pa.size + pb.size);
  const shorter = Math.min(a.length, b.length);
  const within = shorter >= 4 && (a.includes(b) || b.includes(a));
  return Math.min(0.99, within ? Math.max(0.6, dice) : dice);
}

/** From here on a title is worth a warning. */
export const ALIKE = 0.6;

import { plainText } from "./word-list.ts";

function pairsOf(text: string): Map<string, number> {
  const letters = Array.from(plainText(text));
  const pairs = new Map<string, number>();
  for (let place = 0; place + 1 < letters.length; place++) {
    const pair = letters[place]! + letters[place + 1]!;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Compares many texts with one. @returns how much two texts share, 0 to 1: Dice's measure on pairs of letters, which needs no word division */
export function overlapWith(text: string): (other: string) => number {
  const own = pairsOf(text);
  const size = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, count) => sum + count, 0);
  const ownSize = size(own);
  return (other) => {
    const theirs = pairsOf(other);
    let shared = 0;
    for (const [pair, count] of theirs) shared += Math.min(count, own.get(pair) ?? 0);
    const all = ownSize + size(theirs);
    return all === 0 ? 0 : (2 * shared) / all;
  };
}

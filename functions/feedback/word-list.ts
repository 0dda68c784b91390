/** The words of the settings, ready to be looked for: by first character, so that a text is held against few of them. */
export type WordIndex = Map<string, { word: string; plain: string }[]>;

const MOST_HITS = 20;

/**
 * The text as a reader takes it in: full-width letters as plain ones, lower case, and nothing that could be slipped between two
 * letters (spaces, punctuation, symbols, control and zero-width characters, variation selectors).
 */
export function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Z}\p{P}\p{S}\p{C}\p{Default_Ignorable_Code_Point}]/gu, "");
}

/** A word of nothing but punctuation would be found in every text, so it is left out. */
export function indexWords(words: readonly string[]): WordIndex {
  const index: WordIndex = new Map();
  for (const word of new Set(words)) {
    const plain = plainText(word);
    if (plain === "") continue;
    const first = plain[0]!;
    const others = index.get(first);
    if (others) others.push({ word, plain });
    else index.set(first, [{ word, plain }]);
  }
  return index;
}

/**
 * Words of the list that the text holds, at most 20, as the settings spell them. Plain `includes` on the candidates: a regular
 * expression of 20,000 words takes seconds.
 */
export function findWords(index: WordIndex, text: string): string[] {
  if (index.size === 0) return [];
  const plain = plainText(text);
  const hits: string[] = [];
  // By UTF-16 unit on both sides, so a rare character's two halves meet as they should.
  for (const unit of new Set(plain.split(""))) {
    for (const candidate of index.get(unit) ?? []) {
      if (!plain.includes(candidate.plain)) continue;
      hits.push(candidate.word);
      if (hits.length === MOST_HITS) return hits;
    }
  }
  return hits;
}

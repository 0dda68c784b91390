import * as v from "valibot";

/** Lengths are in UTF-16 units, as everywhere. */
export const wordLimits = { words: 20_000, word: 40 } as const;

/** The word list: what sends a feedback or a material to the editor's attention. Matched after normalisation, plain `includes`. */
export const words = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(wordLimits.word))),
  v.maxLength(wordLimits.words),
  v.check((list) => new Set(list).size === list.length),
);

const version = v.pipe(v.number(), v.integer(), v.minValue(0));
/** `version` is that of the list, which is not that of the settings. */
export const wordList = v.strictObject({ words, version });
export type WordList = v.InferOutput<typeof wordList>;

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findWords, indexWords, plainText } from "../../functions/feedback/word-list.ts";

const find = (words: string[], text: string) => findWords(indexWords(words), text).toSorted();

describe("the word list", () => {
  test.each([
    ["发票", "代 开 发\u3000票"],
    ["发票", "发\u200B\u200D\uFEFF\u00AD票"],
    ["发票", "发。-_*·票"],
    ["发票", "发\u{E0001}\uFE0F票"],
    ["vx", "加我ＶＸ"],
    ["VX", "v-x"],
    ["ⅷ", "VIII"],
    ["𠮷祥", "大𠮷,祥"],
    ["100%", "100"],
  ])("%s is found in %j", (word, text) => {
    expect(find([word], text)).toEqual([word]);
  });

  test("words of punctuation alone are found nowhere, and half a rare character is not the character", () => {
    expect(find(["!!", " ", "\u200B"], "你好!!")).toEqual([]);
    expect(find(["𠮷"], "𠮸")).toEqual([]);
  });

  test("finds exactly what plain includes finds", () => {
    const letter = fc.constantFrom("发", "票", "a", "B", "𠮷", "𠮸", "-", " ", "\u200B", "１");
    const text = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join(""));
    const word = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 15 }), text, (words, written) => {
        const plain = words.filter((one) => plainText(one) !== "" && plainText(written).includes(plainText(one)));
        expect(find(words, written)).toEqual(plain.toSorted());
      }),
    );
  });

  test("holds a long text against 20,000 words in a few milliseconds", () => {
    const character = (n: number) => String.fromCodePoint(0x4e00 + (n % 5000));
    const words = Array.from({ length: 20_000 }, (_, n) => character(n) + character(n * 7 + 3) + character(n * 13 + 5));
    const index = indexWords(words);
    const text = Array.from({ length: 2000 }, (_, n) => character(n * 31)).join("");
    findWords(index, text);
    const start = performance.now();
    for (let n = 0; n < 5; n++) findWords(index, text);
    // Measured 3 ms; the bound leaves room for a busy machine, and none for a search that grows with the square.
    expect((performance.now() - start) / 5).toBeLessThan(50);
  });
});

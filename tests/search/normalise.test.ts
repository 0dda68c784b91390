import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBoundary, normalise } from "../../functions/search/normalise.ts";

describe("normalise", () => {
  test.each([
    ["「党建」，『学习』“笔记”！", "党建 学习 笔记"],
    ["ＧＢ／Ｔ　９７０４—２０１２", "gb t 9704 2012"],
    ["E-Mail & Wi‑Fi", "e mail wi fi"],
    ["党\u200b建\u00ad工\ufeff作", "党建工作"],
    ["  \n\t", ""],
    ["①㈠½ ﬁ", "1 一 1 2 fi"],
    ["𠮷野家 䶮 㛃", "𠮷野家 䶮 㛃"],
    ["e\u0301 ｶﾞ \u1112\u1161\u11ab", "é ガ 한"],
    ["神\ufe00仏 (U+2F00: ⼀)", "神仏 u 2f00 一"],
    ["a\ud800b", "a b"],
  ])("%j -> %j", (text, normal) => expect(normalise(text).text).toBe(normal));

  const texts = fc
    .array(fc.constantFrom(..."党建，。「」ＡａﬁAb1①e\u0301\u200b\ufe0f𠮷𠮷ｶﾞ㎡ \n…㈱"), { maxLength: 40 })
    .map((parts) => parts.join(""));

  test("every place of the result is known in the original", () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), fc.nat(), fc.nat(), (text, from, length) => {
        const { text: normal, starts, ends } = normalise(text);
        expect(starts.length).toBe(normal.length);
        for (let at = 0; at < normal.length; at++) {
          expect(starts[at]!).toBeLessThan(ends[at]!);
          if (at > 0) expect(starts[at]!).toBeGreaterThanOrEqual(starts[at - 1]!);
          expect(isBoundary(text, starts[at]!)).toBe(true);
        }
        if (normal === "") return;
        const start = from % normal.length;
        const end = Math.min(normal.length, start + 1 + (length % 6));
        expect(normalise(text.slice(starts[start], ends[end - 1])).text).toContain(normal.slice(start, end).trim());
      }),
      { numRuns: 500 },
    );
  });

  test("does to Han text what NFKC does", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."党建学习⼀，。ＡＢ１ ㎡") }), (text) => {
        const plain = text
          .normalize("NFKC")
          .toLowerCase()
          .replaceAll(/[\p{P}\s]+/gu, " ")
          .trim();
        expect(normalise(text).text).toBe(plain);
      }),
    );
  });
});

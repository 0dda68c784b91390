import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findWords, indexWords, plainText } from "../../functions/feedback/word-list.ts";
import { hitsOf } from "../../widgets/staff/feedback/highlight.tsx";
import { fillTemplate } from "../../widgets/staff/feedback/words.ts";

describe("flagged words in the text", () => {
  test("are marked as they were written, spaces and widths included", () => {
    const marked = (text: string, ...words: string[]) => hitsOf(text, words).map(([start, end]) => text.slice(start, end));
    expect(marked("代开发 -票，ａ b c。", "发票", "ABC")).toEqual(["发 -票", "ａ b c"]);
    expect(marked("发票发票", "发票")).toEqual(["发票", "发票"]);
    expect(marked("人名𠮷田𠮷", "𠮷")).toEqual(["𠮷", "𠮷"]);
    expect(marked("长城长城长", "长城长", "城")).toEqual(["长城长", "城"]);
    expect(marked("没有", "发票", "!!")).toEqual([]);
  });

  test("what the server flags is marked, each mark holds a word, and none overlap", () => {
    const letter = fc.constantFrom("发", "票", "Ａ", "b", " ", "，", "𠮷", "①");
    const text = fc.array(letter, { maxLength: 20 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (whole, words) => {
        const flagged = findWords(indexWords(words), whole);
        const hits = hitsOf(whole, flagged);
        expect(hits.length > 0).toBe(flagged.length > 0);
        let last = 0;
        for (const [start, end] of hits) {
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
          expect(flagged.map(plainText)).toContain(plainText(whole.slice(start, end)));
        }
      }),
    );
  });
});

test("a template is filled in with what is known, and says nothing odd where nothing is", () => {
  const text = "{单位}：您对{资料}的{类别}已收悉。{其他}";
  expect(fillTemplate(text, { kind: "建议", unitName: "山市镇", materialTitle: "创新三题" })).toBe(
    "山市镇：您对《创新三题》的建议已收悉。{其他}",
  );
  expect(fillTemplate(text, { kind: "提问" })).toBe("网友：您对干训讲堂栏目的提问已收悉。{其他}");
  // What a template is filled with is not filled again.
  expect(fillTemplate("{单位}", { kind: "提问", unitName: "{资料}" })).toBe("{资料}");
});

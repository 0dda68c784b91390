import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCharacters } from "../../functions/notes/count.ts";

describe("字数 as Word counts them", () => {
  test.each<[text: string, count: number]>([
    ["", 0],
    [" \n\t　", 0],
    ["学习笔记", 4],
    ["学习，笔记。", 6],
    ["hello world", 2],
    ["hello, world!", 2],
    ["don't stop", 2],
    ["don’t stop", 2],
    ["2026年11月24日", 6],
    ["2026-11-24", 1],
    ["3.14", 1],
    ["GDP增长6.5%", 4],
    ["共12个行政村", 6],
    ["“三个结合”", 6],
    ["《学习制度》", 6],
    ["好……", 3],
    ["干部——讲课人", 7],
    ["𠮷野家", 3],
    ["䶮、㛃、𠮷", 5],
    ["ＡＢＣ１２３", 6],
    ["第①条", 3],
    ["https://column.example.gov.cn/a?b=1", 1],
    ["党 建", 2],
    ["第一段\n第二段", 6],
    ["조선족 마을", 2],
    ["20℃", 2],
    ["葛󠄀城", 2],
    ["cafe\u0301 au lait", 3],
    ["〇", 1],
    ["干训讲堂 (gxjt) 试用", 7],
  ])("%j has %i", (text, count) => expect(countCharacters(text)).toBe(count));

  test("Han characters of every plane count one each, spaces nothing", () => {
    const han = fc.constantFrom("学", "𠮷", "䶮", "㛃", "〇", "\u{2ebf0}", "\u{31350}", "。", "，");
    fc.assert(
      fc.property(fc.array(fc.tuple(han, fc.constantFrom("", " ", "\n", "　"))), (parts) => {
        expect(countCharacters(parts.flat().join(""))).toBe(parts.length);
      }),
    );
  });

  test("paragraphs are counted each for itself", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (paragraphs) => {
        const sum = paragraphs.reduce((count, text) => count + countCharacters(text), 0);
        expect(countCharacters(paragraphs.join("\n"))).toBe(sum);
      }),
    );
  });
});

import { diffArrays } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareTexts,
  compareVersions,
  earlier,
  folded,
  later,
  sentences,
  words,
  type Comparable,
} from "../../widgets/staff/materials/compare.ts";

const shown = (before: string, after: string) =>
  compareTexts(diffArrays, before, after)
    .map(({ kind, text }) => (kind === "same" ? text : `${kind === "added" ? "+" : "-"}[${text}]`))
    .join("");

describe("the comparison of two versions", () => {
  test("shows what changed within a sentence, by character in Chinese and by word in Latin", () => {
    expect(shown("学习是进步的阶梯。大家读了两遍。", "学习是进步的阶梯。大家读了三遍。")).toBe("学习是进步的阶梯。大家读了-[两]+[三]遍。");
    expect(shown("用 Word 打开。", "用 WPS 打开。")).toBe("用 -[Word]+[WPS] 打开。");
    expect(shown("共 12 篇", "共 24 篇")).toBe("共 -[12]+[24] 篇");
    expect(shown("甲。乙。", "甲。丙丁。乙。")).toBe("甲。+[丙丁。]乙。");
    expect(shown("一段\n二段", "一段")).toBe("一段-[\n二段]");
    expect(shown("", "新的")).toBe("+[新的]");
  });

  test("a sentence that was written anew stands as a whole, not as crumbs", () => {
    expect(shown("请每个支部选派同志参加会议。", "资料已经全部上传到网站。")).toBe(
      "-[请每个支部选派同志参加会议。]+[资料已经全部上传到网站。]",
    );
  });

  test("keeps rare characters whole", () => {
    expect(shown("𠮷同志", "𠮶同志")).toBe("-[𠮷]+[𠮶]同志");
    expect(words("GB/T 9704—2012").join("|")).toBe("GB|/|T| |9704|—|2012");
  });

  test("gives both texts back, whatever they are (seed in the failure message)", () => {
    const text = fc
      .array(fc.constantFrom("学", "习", "制", "度", "。", "！", "\n", "Word", " ", "12", "𠮷", "”", "；"), { maxLength: 60 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(sentences(before).join("")).toBe(before);
        expect(words(before).join("")).toBe(before);
        const pieces = compareTexts(diffArrays, before, after);
        expect([earlier(pieces), later(pieces)]).toEqual([before, after]);
      }),
      { numRuns: 500 },
    );
  });

  test("folds away whole sentences far from a change, and loses none (seed in the failure message)", () => {
    const sentence = "这是一句没有变化的话。";
    const long = sentence.repeat(30);
    const { head, middle, tail } = folded(long, false, false);
    expect([head, tail]).toEqual([sentence.repeat(4), sentence.repeat(4)]);
    expect(head + middle + tail).toBe(long);
    expect(folded(long, true, false).head).toBe("");
    expect(folded(sentence.repeat(5), false, false)).toEqual({ head: sentence.repeat(5), middle: "", tail: "" });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("学习", "制度。", "\n", "很长的一句话", "！"), { maxLength: 80 }),
        fc.boolean(),
        fc.boolean(),
        (all, first, last) => {
          const parts = folded(all.join(""), first, last);
          expect(parts.head + parts.middle + parts.tail).toBe(all.join(""));
        },
      ),
    );
  });

  test("two long texts that have nothing in common are compared at once", () => {
    const long = (seed: number) =>
      Array.from({ length: 30_000 }, (_, at) =>
        at % 23 === 22 ? "。" : String.fromCharCode(0x4e00 + ((at * 7919 + seed * 104_729) % 20_000)),
      ).join("");
    const began = performance.now();
    const pieces = compareTexts(diffArrays, long(1), long(2));
    expect([earlier(pieces), later(pieces)]).toEqual([long(1), long(2)]);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("names the fields that differ, and says when only the form does", async () => {
    const version: Comparable = {
      title: "题",
      category: "新理论",
      summary: "",
      body: "<p>一</p>",
      author: "",
      source: "",
      questions: ["问"],
      attachments: [],
    };
    const changes = await compareVersions(version, {
      ...version,
      body: "<p><strong>一</strong></p>",
      questions: ["问", "答"],
      attachments: ["附件.pdf"],
    });
    expect(changes.map(({ label, formOnly }) => [label, formOnly])).toEqual([
      ["正文", true],
      ["讨论题", false],
      ["附件", false],
    ]);
    expect(await compareVersions(version, { ...version })).toEqual([]);
  });
});

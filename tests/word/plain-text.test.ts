import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanHtml } from "../../functions/word/clean-html.ts";
import { makeSummary, plainText } from "../../functions/word/plain-text.ts";

describe("plainText", () => {
  it("puts blocks and rows on lines of their own", async () => {
    const html = await cleanHtml(
      '<h1>题</h1><p>一<br>二 <b>重</b>点</p><ul><li>甲<ol><li>乙</li></ol></li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><figure><img src="gxjt-image:1"><figcaption>图</figcaption></figure>',
    );
    expect(plainText(html)).toBe("题\n一\n二 重点\n甲\n乙\na b\nc\n图");
  });

  it("reads entities once", async () => {
    expect(plainText(await cleanHtml('<p>&lt;b&gt; &amp;lt; " 𠮷</p>'))).toBe('<b> &lt; " 𠮷');
    expect(plainText("")).toBe("");
  });
});

describe("makeSummary", () => {
  it("leaves a short text as it is", () => expect(makeSummary(" 一、学习  。 ")).toBe("一、学习 。"));
  it("leaves out headings, captions and rows, unless there is nothing else", () => {
    expect(makeSummary("调研讲话\n先看农时。\n一、算清农时这本账\n北方一年只种一季，\n所以：\n（一）春耕\n不误农时！")).toBe(
      "先看农时。北方一年只种一季， 所以： 不误农时！",
    );
    expect(makeSummary("一、提高认识\n二、狠抓落实")).toBe("一、提高认识 二、狠抓落实");
    // A long block is no heading, whatever it ends with.
    expect(makeSummary(`题\n${"学".repeat(41)}`)).toBe("学".repeat(41));
  });
  it("ends with a sentence when it can", () =>
    expect(makeSummary(`${"学".repeat(50)}。他说:“${"好".repeat(30)}。”${"后".repeat(100)}。`)).toBe(
      `${"学".repeat(50)}。他说:“${"好".repeat(30)}。”`,
    ));
  it("cuts where no sentence ends late enough", () => expect(makeSummary(`好。${"学".repeat(200)}`)).toBe(`好。${"学".repeat(117)}…`));
  it("never cuts a character in two", () => expect(makeSummary(`学${"𠮷".repeat(200)}`, 121)).toBe(`学${"𠮷".repeat(59)}…`));
  it("holds its length for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 10, max: 150 }), (text, max) => {
        const summary = makeSummary(text, max);
        expect(summary.length).toBeLessThanOrEqual(max);
        expect(summary.isWellFormed()).toBe(true);
        const bare = (words: string) => words.replace(/\s/g, "");
        if (!text.includes("\n")) expect(bare(text).startsWith(bare(summary.replace(/…$/, "")))).toBe(true);
      }),
    );
  });
});

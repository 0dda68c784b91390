import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SnippetPiece } from "../../functions/materials/contract.ts";
import { normalise } from "../../functions/search/normalise.ts";
import { queryTerms } from "../../functions/search/query.ts";
import { snippetOf, titlePieces } from "../../functions/search/snippet.ts";

const marked = (pieces: SnippetPiece[]) => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
const filler = (length: number) => "一二三四五六七八九，".repeat(length / 10 + 1).slice(0, length);

describe("a snippet", () => {
  test("shows the hit in its sentence, with the original's punctuation", () => {
    const text = `${filler(100)}。要把「党建」工作做实；${filler(200)}`;
    const snippet = marked(snippetOf({ text, summary: "" }, ["党建"]));
    expect(snippet.startsWith("…要把「[党建]」工作做实；一二三")).toBe(true);
    expect(snippet.endsWith("…")).toBe(true);
    expect(snippet.length).toBeGreaterThan(60);
    expect(snippet.length).toBeLessThan(94);
  });

  test("marks every hit, full-width and decomposed ones too", () => {
    const text = "学习ＧＢ／Ｔ 9704，再学cafe\u0301，学到ｇb";
    expect(marked(snippetOf({ text, summary: "" }, ["gb", "café"]))).toBe("学习[ＧＢ]／Ｔ 9704，再学[cafe\u0301]，学到[ｇb]");
  });

  test("joins overlapping hits", () => {
    expect(marked(titlePieces("干部学习讲堂", ["部学", "学习"]))).toBe("干[部学习]讲堂");
    expect(marked(titlePieces("干部学习讲堂", ["干部", "学习"]))).toBe("[干部][学习]讲堂");
  });

  test("falls back to the summary, then to the beginning", () => {
    expect(marked(snippetOf({ text: filler(200), summary: "谈党建" }, ["党建"]))).toBe("谈[党建]");
    expect(marked(snippetOf({ text: " \n正文", summary: "" }, ["党建"]))).toBe("正文");
    expect(snippetOf({ text: "", summary: "" }, ["党建"])).toEqual([]);
  });

  test("near the end of a text is as long as elsewhere", () => {
    const snippet = marked(snippetOf({ text: `${filler(300)}党建`, summary: "" }, ["党建"]));
    expect(snippet.endsWith("[党建]")).toBe(true);
    expect(snippet.length).toBeGreaterThan(60);
  });
});

const characters = [..."党建学习工作。，「」\n ＡａbＢ1①ﬁ𠮷", "e\u0301", "党\u200b建", "学\ufe00", "……", "ｶﾞ"];
const longText = fc.array(fc.constantFrom(...characters), { maxLength: 400 }).map((parts) => parts.join(""));

test("a snippet is a piece of the original, and every hit piece holds a term", () => {
  fc.assert(
    fc.property(longText, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, from, length) => {
      const at = text.length === 0 ? 0 : from % text.length;
      const terms = queryTerms(text.slice(at, at + length));
      const pieces = snippetOf({ text, summary: "" }, terms);
      const body = pieces.filter((piece, index) => !(piece.text === "…" && !piece.hit && (index === 0 || index === pieces.length - 1)));
      const shown = body.map((piece) => piece.text).join("");
      expect(text).toContain(shown);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown.length).toBeLessThanOrEqual(120);
      for (const piece of body) {
        const normal = normalise(piece.text).text;
        expect(piece.text).not.toBe("");
        if (piece.hit) expect(terms.some((term) => normal.includes(term))).toBe(true);
      }
      if (terms.some((term) => normalise(text).text.includes(term))) expect(body.some((piece) => piece.hit)).toBe(true);
      if (text.trim().length > 200) expect(shown.length).toBeGreaterThanOrEqual(50);
      // Titles are shown whole.
      expect(
        titlePieces(text, terms)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

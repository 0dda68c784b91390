import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, mergeTexts } from "../../functions/notes/merge.ts";

const text = (...lines: string[]) => lines.join("\n");

describe("two devices, by paragraph", () => {
  test.each([
    ["only I wrote", text("a"), text("a", "b"), text("a"), text("a", "b")],
    ["only the other wrote", text("a"), text("a"), text("x", "a"), text("x", "a")],
    ["in different places", text("a", "b", "c"), text("A", "b", "c"), text("a", "b", "C"), text("A", "b", "C")],
    ["both at the end", text("a"), text("a", "mine"), text("a", "theirs"), text("a", "theirs", "mine")],
    ["the same on both", text("a", "b"), text("a", "B"), text("a", "B"), text("a", "B")],
    ["one deletes, the other adds elsewhere", text("a", "b", "c"), text("a", "c"), text("a", "b", "c", "d"), text("a", "c", "d")],
  ])("%s", (_, base, mine, theirs, merged) => {
    expect(mergeTexts(base, mine, theirs)).toEqual({ clean: true, mine: merged, theirs: merged });
  });

  test("the same paragraph written differently has to be decided; the rest is merged already", () => {
    const merged = mergeTexts(text("a", "b", "c"), text("a", "mine", "c"), text("a", "theirs", "c", "d"));
    expect(merged).toEqual({ clean: false, mine: text("a", "mine", "c", "d"), theirs: text("a", "theirs", "c", "d") });
  });

  test("a paragraph that one deleted and the other went on writing is not lost", () => {
    expect(mergeTexts(text("a", "b"), text("a"), text("a", "b and more"))).toEqual({
      clean: false,
      mine: "a",
      theirs: text("a", "b and more"),
    });
  });

  const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "e", ""), { minLength: 1, maxLength: 8 }).map((all) => all.join("\n"));

  test("every paragraph that either side has added is in one of the results, and a clean merge is one text", () => {
    fc.assert(
      fc.property(lines, lines, lines, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        const had = new Set(base.split("\n"));
        for (const line of mine.split("\n")) if (!had.has(line)) expect(merged.mine.split("\n")).toContain(line);
        for (const line of theirs.split("\n")) if (!had.has(line)) expect(merged.theirs.split("\n")).toContain(line);
        if (merged.clean) expect(merged.mine).toBe(merged.theirs);
      }),
    );
  });

  test("a side that changed nothing leaves the other as it is", () => {
    fc.assert(
      fc.property(lines, lines, (base, other) => {
        expect(mergeTexts(base, base, other)).toEqual({ clean: true, mine: other, theirs: other });
        expect(mergeTexts(base, other, base)).toEqual({ clean: true, mine: other, theirs: other });
      }),
    );
  });

  // Quadratic in the changed paragraphs it would take minutes; the time-out of the test says enough.
  test("the longest note is merged in a bearable time", () => {
    const long = Array.from({ length: 6000 }, (_, place) => `第${place % 700}段`).join("\n");
    expect(mergeTexts(long, `前言\n${long}`, `${long}\n结语`)).toMatchObject({ clean: true, mine: `前言\n${long}\n结语` });
    mergeTexts(long, long.replaceAll("1", "一"), long.replaceAll("2", "二"));
  }, 20_000);
});

test("contains looks for every paragraph in its order", () => {
  expect([contains("a\nb\nc", "a\nc"), contains("a\nb\nc", "c\na"), contains("a", ""), contains("a", "ab")]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

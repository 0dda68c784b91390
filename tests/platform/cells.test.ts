import fc from "fast-check";
import { expect, test } from "vitest";
import { safeCell, textOfCell } from "../../functions/platform/cells.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+86 453", "'+86 453"],
  ["-3", "'-3"],
  ["@某人", "'@某人"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["＝1", "'＝1"],
  ["＠某人", "'＠某人"],
  ["'quoted", "''quoted"],
  ["张三=李四", "张三=李四"],
  ["", ""],
])("%j stands in a cell as %j", (text, cell) => {
  expect(safeCell(text)).toBe(cell);
  expect(textOfCell(cell)).toBe(text);
});

test("no text comes out as a formula, and every text comes back", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[=+\-@'＝＠].{0,5}$/)), (text) => {
      expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(textOfCell(safeCell(text))).toBe(text);
    }),
  );
});

test("a plain apostrophe before a plain word is left alone by the import", () => {
  expect(textOfCell("'word")).toBe("'word");
});

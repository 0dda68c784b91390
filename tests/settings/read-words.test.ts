import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { wordLimits } from "../../functions/settings/words.contract.ts";
import { decodeText, previewWords, readWordFile, splitWords } from "../../widgets/staff/settings/read-words.ts";
import "../support/seed.ts";

const file = (name: string, bytes: Uint8Array) => new File([bytes as Uint8Array<ArrayBuffer>], name);

test("files of Notepad and Excel in all their encodings give the same words, rare characters included", async () => {
  const words = ["发票", "代办𠮷证", "㛃䶮", "ABC"];
  const text = `${words.join("\r\n")}\r\n`;
  for (const encoding of ["utf8", "gb18030", "utf-16le", "utf-16be"]) {
    const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf-16") });
    expect(previewWords(await readWordFile(file("a.TXT", bytes)), []).all, encoding).toEqual(words);
  }
  const bom = iconv.encode(text, "utf8", { addBOM: true });
  expect(previewWords(await readWordFile(file("a.csv", bom)), []).all).toEqual(words);
});

test("cells of CSV: quotes, doubled quotes, semicolons, and the sign that keeps a formula from running", () => {
  expect(splitWords('"发票",\'=1+1;"他说""好"""\n,,\n单独', true)).toEqual(["发票", "=1+1", '他说"好"', "单独"]);
  expect(splitWords("有,逗号的词\r\n第二行", false)).toEqual(["有,逗号的词", "第二行"]);
});

test("an Excel workbook gives every cell of its first sheet", async () => {
  const { default: write } = await import("write-excel-file/node");
  const rows = [
    [{ value: "发票" }, { value: 110, type: Number }],
    [null, { value: "贷款" }],
  ];
  const bytes = await write(rows as never).toBuffer();
  expect(await readWordFile(file("a.xlsx", bytes))).toEqual(["发票", "110", "贷款"]);
});

test("what is no list is refused", async () => {
  await expect(readWordFile(file("a.docx", new Uint8Array(3)))).rejects.toThrow("kind");
  await expect(readWordFile(file("a.txt", new Uint8Array(6_000_000)))).rejects.toThrow("too-large");
  await expect(readWordFile(file("a.xlsx", new Uint8Array([1, 2, 3])))).rejects.toThrow();
});

test("whatever a file holds, each word is told once, and what may be saved fits the contract", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 50 }),
    fc.constantFrom("发票", " 发票\u3000", "", "\ufeff"),
  );
  fc.assert(
    fc.property(fc.array(word), fc.array(word), (found, list) => {
      const { all, fresh, known, repeated, tooLong } = previewWords(found, list);
      expect(new Set(all).size).toBe(all.length);
      expect([...fresh, ...known].toSorted()).toEqual(all.toSorted());
      for (const one of all) expect(one.length >= 1 && one.length <= wordLimits.word && one.trim() === one).toBe(true);
      for (const one of known) expect(list).toContain(one);
      for (const one of fresh) expect(list).not.toContain(one);
      for (const one of tooLong) expect(one.length).toBeGreaterThan(wordLimits.word);
      for (const one of repeated) expect(found.filter((other) => other.includes(one)).length).toBeGreaterThan(1);
    }),
  );
});

test("twenty thousand words are sorted in a moment", () => {
  const many = Array.from({ length: 20_000 }, (_, place) => `词${place}`);
  const from = performance.now();
  expect(previewWords(many, many.slice(10_000)).fresh).toHaveLength(10_000);
  expect(performance.now() - from).toBeLessThan(1_000);
  expect(decodeText(new Uint8Array())).toBe("");
});

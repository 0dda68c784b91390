import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fileLimits } from "../../functions/files/file-limits.ts";
import { checkFile, HEAD_BYTES } from "../../functions/files/file-types.ts";

const check = (name: string, content: Uint8Array | string, size?: number) => {
  const bytes = typeof content === "string" ? strToU8(content) : content;
  return checkFile(name, bytes.subarray(0, size === undefined ? bytes.length : HEAD_BYTES), size ?? bytes.length);
};
const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
const office = (folder: string, more: Record<string, Uint8Array> = {}) =>
  zipSync({ [`${folder}/document.xml`]: strToU8("<x/>".repeat(3000)), "[Content_Types].xml": strToU8("<Types/>"), ...more });

const genuine: Record<keyof typeof fileLimits, Uint8Array | string> = {
  pdf: "%PDF-1.7\n",
  doc: ole,
  xls: ole,
  ppt: ole,
  wps: ole,
  et: ole,
  dps: ole,
  docx: office("word"),
  xlsx: office("xl"),
  pptx: office("ppt"),
  zip: zipSync({ "a.txt": strToU8("a") }),
  txt: "学习讲话\r\n第二行",
  jpg: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]),
  png: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  mp3: "ID3\x04",
  mp4: "\0\0\0\x18ftypmp42",
};

describe("allowed files", () => {
  for (const [extension, content] of Object.entries(genuine)) {
    it(`${extension} is taken for itself, in any case of its extension`, () => {
      expect(check(`讲稿.${extension}`, content)).toBe("ok");
      expect(check(`讲稿.${extension.toUpperCase()}`, content)).toBe("ok");
    });

    it(`${extension} refuses a page, a drawing, a program and nothing`, () => {
      if (extension !== "txt") {
        for (const disguised of [
          "<!DOCTYPE html><script>alert(1)</script>",
          '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
          " %PDF-1.7",
          "<html>%PDF-1.7",
        ]) {
          expect(check(`讲稿.${extension}`, disguised), disguised).toBe("content-mismatch");
        }
      }
      expect(check(`讲稿.${extension}`, "MZ\x90\0\x03\0")).toBe("content-mismatch");
      expect(check(`讲稿.${extension}`, "")).toBe("empty");
    });

    it(`${extension} refuses one byte more than its limit`, () => {
      const { maxBytes } = fileLimits[extension as keyof typeof fileLimits];
      expect(check(`讲稿.${extension}`, content, maxBytes + 1)).toBe("too-large");
      expect(check(`讲稿.${extension}`, content, maxBytes)).not.toBe("too-large");
    });
  }

  it("nothing else is", () => {
    for (const name of [
      "a.html",
      "a.svg",
      "a.exe",
      "a.pdf.exe",
      "a.docm",
      "pdf",
      "a",
      "a.",
      ".__proto__",
      "a.constructor",
      "a.toString",
      "a.pdf ",
      "a.pdf\0.exe",
      "a.js",
    ]) {
      expect(check(name, "%PDF-1.7"), name).toBe("type-not-allowed");
    }
  });
});

describe("Office documents", () => {
  it("are told from a plain zip and from each other", () => {
    expect(check("a.docx", genuine.zip)).toBe("content-mismatch");
    expect(check("a.docx", genuine.xlsx)).toBe("content-mismatch");
    expect(check("a.xlsx", genuine.pptx)).toBe("content-mismatch");
    expect(check("a.docx", zipSync({ "word/document.xml": strToU8("<x/>") }))).toBe("content-mismatch");
  });

  it("are refused with macros under a macro-free name", () => {
    expect(check("a.docx", office("word", { "word/vbaProject.bin": strToU8("x") }))).toBe("content-mismatch");
  });

  it("are judged by their beginning when no more is at hand", () => {
    expect(check("a.docx", genuine.docx, 40_000)).toBe("ok");
    expect(check("a.docx", genuine.zip, 40_000)).toBe("content-mismatch");
  });
});

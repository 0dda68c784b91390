import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDisposition, downloadHeaders } from "../../functions/blobs/download-headers.ts";
import { safeFileName } from "../../functions/files/safe-file-name.ts";

describe("safeFileName", () => {
  it.each([
    ["新任职干部的第一课.docx", "新任职干部的第一课.docx"],
    ["𠮷䶮㛃.pdf", "𠮷䶮㛃.pdf"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\课件\\a.doc", "C__课件_a.doc"],
    ["a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"],
    ["“引号”\";'.txt", "“引号”.txt"],
    ["讲稿\u202Efdp.exe", "讲稿fdp.exe"],
    ["CON.txt", "_CON.txt"],
    ["con", "_con"],
    ["Lpt1.tar.zip", "_Lpt1.tar.zip"],
    ["COM1 .txt", "_COM1.txt"],
    ["content.txt", "content.txt"],
    ["...", "附件"],
    ["", "附件"],
    [".pdf", "pdf"],
    ["a. . ", "a"],
    ["a\u0000b\u0085.png", "ab.png"],
    ["第1.2节", "第1.2节"],
    ["\ud800坏.pdf", "�坏.pdf"],
  ])("%j -> %j", (name, safe) => expect(safeFileName(name)).toBe(safe));

  it("keeps the extension of a very long name, cutting between characters", () => {
    const long = safeFileName(`${"𠮷".repeat(400)}.docx`);
    expect(long).toBe(`${"𠮷".repeat(145)}.docx`);
  });

  it("is harmless and stable for any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).toMatch(/^[^/\\:*?"<>|;\p{Cc}\u202a-\u202e]+$/u);
        expect(safe).not.toMatch(/^\.|[. ]$|^ |^(con|prn|aux|nul)(\.|$)/i);
        expect(Array.from(safe).length).toBeLessThanOrEqual(150);
        expect(safeFileName(safe)).toBe(safe);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("Content-Disposition", () => {
  it("gives both forms", () => {
    expect(contentDisposition("第一课 (修订).docx")).toBe(
      "attachment; filename=\"download.docx\"; filename*=UTF-8''%E7%AC%AC%E4%B8%80%E8%AF%BE%20%28%E4%BF%AE%E8%AE%A2%29.docx",
    );
    expect(contentDisposition("plan 2026.pdf")).toBe(`attachment; filename="plan 2026.pdf"; filename*=UTF-8''plan%202026.pdf`);
    expect(contentDisposition("100%41.pdf")).toContain('filename="100_41.pdf"');
  });

  it("can never add a header or a parameter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        expect(contentDisposition(name)).toMatch(
          /^attachment; filename="[^"\\;\x00-\x1f\x7f-\uffff]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
        );
        new Headers(downloadHeaders({ fileName: name, contentType: name }));
      }),
      { numRuns: 2000 },
    );
  });

  it("names the charset of text and nothing that could be smuggled in with a type", () => {
    expect(downloadHeaders({ fileName: "a", contentType: "text/plain; x=1\r\nb: c", bytes: 5 })).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "5",
    });
    expect(downloadHeaders({ fileName: "a", contentType: "nonsense" })["content-type"]).toBe("application/octet-stream");
  });
});

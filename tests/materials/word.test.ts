import { readFileSync } from "node:fs";
import { Document, Packer, Paragraph } from "docx";
import { strFromU8, unzipSync, zipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import type { Material, MaterialList, MaterialPage } from "../../functions/materials/contract.ts";
import { newColumn, type Column } from "../support/column.ts";
import { ascii, DOCX, fieldCode, publishDraft, storedKeys } from "./support.ts";

const NAME = "来稿-新任职干部的第一课.docx";
const demo = new Uint8Array(readFileSync(new URL(`../../infra/local/demo-data/files/${NAME}`, import.meta.url)));
const parts = unzipSync(demo);

const importWord = (column: Column, cookie: string, upload: string, category = "讲课稿") =>
  column.call<{ material: Material; dropped: string[] }>("POST", "/api/staff/materials/word", { cookie, body: { upload, category } });
const picturesOf = (html: string) =>
  Array.from(html.matchAll(/<img src="([^"]+)" alt="([^"]*)"/g), ([, src = "", alt = ""]) => ({ src, alt }));

describe("a Word document", () => {
  test("becomes a draft with headings, lists, table, picture and link, and the list of what was left out", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"], { name: "来稿人" });
    const { status, body, text } = await importWord(column, cadre, await column.upload(cadre, NAME, demo));
    expect(status).toBe(201);
    const { material, dropped } = body;
    expect(material).toMatchObject({ title: "新任职干部的第一课", category: "讲课稿", state: "draft", live: false, version: 1 });
    for (const kept of [
      "<h2>一、头一个星期：把耳朵带上</h2>",
      "<h3>（一）先听三种人</h3>",
      "<h4>1．没有弄清的</h4>",
      "<ol><li>前任同志：",
      "<li>记说法不一致的地方：<ul><li>同一件事，",
      "<table><thead><tr><th>",
      "<td>支部书记和两户群众</td>",
      '<a href="https://example.org/xuexi/zoufang-biji">走访笔记的写法</a>',
      "㛃大姐、䶮师傅",
      "老𠮷则更干脆",
    ])
      expect(material.body).toContain(kept);
    expect(dropped).toEqual(["有 2 处修订，已按接受修订后的文字导入。", "有 2 处页眉页脚未导入。"]);
    expect(material.attachments.map(({ fileName, contentType, inline }) => [fileName, contentType, inline])).toEqual([
      ["image-1.png", "image/png", true],
      [NAME, DOCX, false],
    ]);
    expect(picturesOf(material.body)).toEqual([
      { src: `/api/materials/${material.id}/files/${material.attachments[0]!.id}/image-1.png`, alt: "第一个月时间用途条形图" },
    ]);
    expect(text).not.toMatch(/"key"|files\/\w+"|uploads\//);
  });

  test("is published by three people; page, plain page, picture, package and search show it whole", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"]);
    const { material: draft } = (await importWord(column, cadre, await column.upload(cadre, NAME, demo))).body;
    const [{ src }] = picturesOf(draft.body) as [{ src: string; alt: string }];
    const original = draft.attachments.find(({ inline }) => !inline)!;
    expect([(await column.call("GET", src)).status, (await column.call("GET", `/column/${draft.id}`)).status]).toEqual([404, 404]);
    const own = await column.step(cadre, draft, "provide");
    expect((await column.step(cadre, own.body, "review")).status).toBe(403);
    const { id } = await publishDraft(column, cadre, await returned(column, own.body));

    const { body: page } = await column.call<MaterialPage>("GET", `/api/materials/${id}`);
    expect(page.body).toBe(draft.body);
    expect(page.attachments.map(({ fileName }) => fileName)).toEqual([NAME]);
    expect(page.summary).toContain("到新岗位报到的第一天");

    const picture = await column.call("GET", src);
    expect([picture.status, picture.headers.get("content-type"), picture.headers.get("x-content-type-options")]).toEqual([
      200,
      "image/png",
      "nosniff",
    ]);
    expect(picture.headers.get("content-security-policy")).toContain("sandbox");
    expect(picture.headers.get("content-disposition")).toMatch(/^attachment; filename="image-1\.png"/);
    expect(Buffer.from(picture.bytes).equals(Buffer.from(Object.entries(parts).find(([name]) => name.startsWith("word/media/"))![1]))).toBe(
      true,
    );

    const plain = await column.call("GET", `/column/${id}`);
    for (const part of [
      "<title>新任职干部的第一课",
      "老𠮷则更干脆",
      "㛃大姐、䶮师傅",
      `src="${src}"`,
      "支部书记和两户群众",
      "https://example.org/xuexi/zoufang-biji",
    ])
      expect(plain.text).toContain(part);

    const files = unzipSync((await column.call("GET", `/api/materials/${id}/package.zip`)).bytes);
    expect(Object.keys(files).toSorted()).toEqual(
      ["01 新任职干部的第一课.html", "index.html", "签到表.html", "讨论题.html", "附件/image-1.png", `附件/${NAME}`].toSorted(),
    );
    expect(Buffer.from(files[`附件/${NAME}`]!).equals(Buffer.from(demo))).toBe(true);
    const packed = strFromU8(files["01 新任职干部的第一课.html"]!);
    expect(picturesOf(packed)).toEqual([{ src: `${encodeURIComponent("附件")}/image-1.png`, alt: "第一个月时间用途条形图" }]);
    expect(packed).toContain("老𠮷则更干脆");
    // A picture of the text is no attachment that a reader is to open.
    for (const name of ["index.html", "01 新任职干部的第一课.html"]) expect(strFromU8(files[name]!)).not.toContain(">image-1.png<");
    expect(strFromU8(files["index.html"]!)).toContain(`>${NAME}</a>`);

    for (const words of ["头一个星期", "老𠮷", "䶮师傅", "走访笔记", "第一课"]) {
      const { items } = (await column.call<MaterialList>("GET", `/api/materials?q=${encodeURIComponent(words)}`)).body;
      expect(
        items.map((item) => item.id),
        words,
      ).toEqual([id]);
    }
    expect((await column.call("GET", `/api/materials/${id}/files/${original.id}/x`)).status).toBe(302);
  });

  test("without a title takes its file's name, cut between characters", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"]);
    const stem = `a${"𠮷".repeat(90)}`;
    const untitled = new Uint8Array(
      await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph("只有正文，没有题目。")] }] })),
    );
    const { material } = (await importWord(column, cadre, await column.upload(cadre, `${stem}.docx`, untitled))).body;
    expect(material.title).toBe(`a${"𠮷".repeat(59)}`);
  });

  test("serves once; another person's upload and an unknown one are not found", async () => {
    const column = await newColumn();
    const [cadre, other] = [await column.signIn(["cadre"]), await column.signIn(["editor"])];
    const upload = await column.upload(cadre, NAME, demo);
    expect((await importWord(column, other, upload)).status).toBe(404);
    const twice = await Promise.all([importWord(column, cadre, upload), importWord(column, cadre, upload)]);
    expect(twice.filter(({ status }) => status === 201)).toHaveLength(1);
    expect([404, 409]).toContain(twice.find(({ status }) => status !== 201)!.status);
    expect((await importWord(column, cadre, upload)).status).toBe(404);
    expect((await importWord(column, cadre, "unknown-upload")).status).toBe(404);
    const drafts = await column.call<{ items: unknown[] }>("GET", "/api/staff/materials?state=draft", { cookie: cadre });
    expect(drafts.body.items).toHaveLength(1);
  });
});

/** A round that went wrong on purpose: back to the writer. */
async function returned(column: Column, provided: Material): Promise<Material> {
  return (await column.step(await column.signIn(["editor"]), provided, "return", { reason: "再核" })).body;
}

describe("what is no readable Word document", () => {
  const changed = (change: Record<string, Uint8Array>) => zipSync({ ...parts, ...change });
  const lying = () => {
    // Declares one byte for what inflates to a megabyte: in the central directory and in the local header alike.
    const bytes = zipSync({ ...parts, "word/document.xml": [new Uint8Array(1_000_000).fill(32), { level: 9 }] });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 46; at++) {
      const central = view.getUint32(at, true) === 0x02014b50;
      if (central && strFromU8(bytes.subarray(at + 46, at + 46 + 17)) === "word/document.xml") view.setUint32(at + 24, 1, true);
    }
    return bytes;
  };
  const encrypted = () =>
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(504),
      Buffer.from("EncryptedPackage", "utf16le"),
      Buffer.alloc(2048),
    ]);

  // The last column: whether the upload can be tried again. What contradicts its own name is removed at once.
  test.each<[string, () => Uint8Array, string, boolean]>([
    ["text", () => ascii("这不是文档"), "content-mismatch", false],
    ["a page", () => ascii("<!DOCTYPE html><script>alert(1)</script>"), "content-mismatch", false],
    ["a plain archive", () => zipSync({ "a.txt": strToU8("a") }), "content-mismatch", false],
    [
      "a spreadsheet",
      () => zipSync({ "[Content_Types].xml": strToU8("<x/>"), "xl/workbook.xml": strToU8("<x/>") }),
      "content-mismatch",
      false,
    ],
    ["a document with macros", () => changed({ "word/vbaProject.bin": strToU8("x") }), "content-mismatch", false],
    ["a document with a password", encrypted, "encrypted", false],
    ["half a document", () => demo.subarray(0, demo.length / 2), "content-mismatch", false],
    ["a bomb by its ratio", () => changed({ "word/document.xml": new Uint8Array(60_000_000) }), "content-mismatch", false],
    ["a bomb that lies about its size", lying, "broken", true],
    ["more text than anybody reads", () => changed({ "word/document.xml": textOf(21_000_000) }), "too-large", true],
    [
      "entities that grow",
      () => changed({ "word/document.xml": strToU8(`<!DOCTYPE x [<!ENTITY a "b">]>${strFromU8(parts["word/document.xml"]!)}`) }),
      "broken",
      true,
    ],
    ["broken XML", () => changed({ "word/document.xml": strToU8("<w:document><w:body>") }), "broken", true],
  ])("%s is refused with its reason, leaves no copy of itself, and the right file may follow", async (_, make, code, kept) => {
    const column = await newColumn();
    const keys = storedKeys(column);
    const cadre = await column.signIn(["cadre"]);
    const upload = await column.upload(cadre, NAME, make());
    expect(fieldCode(await importWord(column, cadre, upload))).toEqual([400, "file-refused", code]);
    const again = await importWord(column, cadre, upload);
    expect(kept ? fieldCode(again) : again.status).toEqual(kept ? [400, "file-refused", code] : 404);
    expect(Array.from(keys)).toEqual([]);
    expect((await importWord(column, cadre, await column.upload(cadre, NAME, demo))).status).toBe(201);
    expect(keys.size).toBe(2);
  });

  test("a wrong extension, an unknown category and a text beyond the limit leave no bytes and no draft behind either", async () => {
    const column = await newColumn();
    const keys = storedKeys(column);
    const cadre = await column.signIn(["cadre"]);
    const note = await column.upload(cadre, "说明.txt", ascii("说明"));
    expect(fieldCode(await importWord(column, cadre, note))).toEqual([400, "file-refused", "type-not-allowed"]);
    const upload = await column.upload(cadre, NAME, demo);
    expect((await importWord(column, cadre, upload, "没有的类")).body).toMatchObject({ code: "unknown-category" });
    const long = changed({
      "word/document.xml": strToU8(
        strFromU8(parts["word/document.xml"]!).replace("<w:body>", `<w:body><w:p><w:r><w:t>${"长".repeat(100_001)}</w:t></w:r></w:p>`),
      ),
    });
    expect(fieldCode(await importWord(column, cadre, await column.upload(cadre, NAME, long)))).toEqual([400, "file-refused", "too-large"]);
    expect([keys.size, column.rows("materials").filter(({ pk }) => pk.startsWith("material#"))]).toEqual([0, []]);
    expect((await importWord(column, cadre, upload)).status).toBe(201);
  });
});

/** Space enough to be above the limit, and irregular enough to be no bomb by its ratio. */
function textOf(bytes: number): Uint8Array {
  let text = "";
  for (let number = 0; text.length < bytes; number++)
    text += `<w:p><w:r><w:t>${(number * 2_654_435_761) % 4_294_967_296}</w:t></w:r></w:p>`;
  return strToU8(text);
}

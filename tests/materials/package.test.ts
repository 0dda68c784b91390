import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, test, vi } from "vitest";
import { BlobsUnavailable } from "../../functions/blobs/blobs.ts";
import type { Material, MaterialInput } from "../../functions/materials/contract.ts";
import { zipDirectory } from "../packages/zip-directory.ts";
import { browserPath, launchChromium } from "../support/browsers.ts";
import { newColumn, type Column } from "../support/column.ts";
import { notRun } from "../support/not-run.ts";
import { pdf, publishDraft, storedKeys } from "./support.ts";

afterEach(() => vi.restoreAllMocks());

/** Publishes a material with files. */
async function publishWith(column: Column, input: Partial<MaterialInput>, files: Record<string, Uint8Array> = {}): Promise<Material> {
  const cadre = await column.signIn(["cadre"]);
  const body = { title: "创新三题", category: "评论文章", body: "<h2>一</h2><p>正文</p>", ...input };
  let { body: draft } = await column.call<Material>("POST", "/api/staff/materials", { cookie: cadre, body });
  for (const [name, bytes] of Object.entries(files)) {
    const upload = await column.upload(cadre, name, bytes);
    ({ body: draft } = await column.call<Material>("POST", `/api/staff/materials/${draft.id}/attachments`, {
      cookie: cadre,
      body: { upload, version: draft.version },
    }));
  }
  return publishDraft(column, cadre, draft);
}

const one = (column: Column, id: string, headers = {}) => column.call("GET", `/api/materials/${id}/package.zip`, { headers });
const several = (column: Column, ids: string[], headers = {}) => column.call("GET", `/api/packages.zip?ids=${ids.join(",")}`, { headers });
const textsOf = (bytes: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
const names = (bytes: Uint8Array) => Object.keys(unzipSync(bytes)).toSorted();

describe("the package of one material", () => {
  test("holds index page, text, attachments, 签到表 and 讨论题 under readable names", async () => {
    const column = await newColumn();
    const { id } = await publishWith(
      column,
      { title: "在㛃村讲“第一课”", questions: ["结合自身业务谈一谈"] },
      { "讲稿 #1.pdf": pdf("讲稿"), "名单.txt": new TextEncoder().encode("甲、乙") },
    );
    const { status, headers, bytes } = await one(column, id);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/zip");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toContain("max-age=30");
    const disposition = headers.get("content-disposition")!;
    expect(disposition).toMatch(/^attachment; filename="download\.zip"; filename\*=UTF-8''[\w.~%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe("在㛃村讲“第一课” 学习包.zip");

    expect(names(bytes)).toEqual(
      ["01 在㛃村讲“第一课”.html", "index.html", "签到表.html", "讨论题.html", "附件/名单.txt", "附件/讲稿 #1.pdf"].toSorted(),
    );
    // Without the flag Windows reads the names as GBK; without the host Linux does as it likes.
    for (const entry of zipDirectory(bytes)) {
      const name = new TextDecoder("utf-8", { fatal: true }).decode(entry.name);
      expect([entry.utf8, entry.host], name).toEqual([name !== "index.html", 3]);
    }
    const files = textsOf(bytes);
    expect(files["讨论题.html"]).toContain("结合自身业务谈一谈");
    expect(files["附件/名单.txt"]).toBe("甲、乙");
    expect(files["01 在㛃村讲“第一课”.html"]).toContain("<h2>一</h2>");
  });

  test("asks nobody for anything: every address in its pages leads into it, but for links that a reader may follow", async () => {
    const column = await newColumn();
    const hostile =
      '<p><a href="https://www.example.gov.cn/a">原文</a><img src="https://evil.test/pixel.png" alt="x"><link rel="stylesheet" href="//evil.test/a.css"></p><script src="https://evil.test/a.js"></script>';
    const { id } = await publishWith(
      column,
      { title: "<img src=//evil.test/t>", author: "<script>", body: hostile, questions: ['<iframe src="https://evil.test/q">'] },
      { "图.pdf": pdf() },
    );
    const { bytes } = await one(column, id);
    const files = textsOf(bytes);
    const pages = Object.entries(files).filter(([name]) => name.endsWith(".html"));
    expect(pages).toHaveLength(4);
    for (const [name, html] of pages) {
      const tags = Array.from(html.matchAll(/<([a-z0-9]+)\b([^>]*)>/g), ([, tag = "", attributes = ""]) => ({ tag, attributes }));
      for (const { tag, attributes } of tags) {
        expect(["script", "iframe", "link", "object", "embed", "base", "form"], name).not.toContain(tag);
        const address = / (?:src|href|srcset|poster|data|action)="([^"]*)"/.exec(attributes)?.[1];
        if (address === undefined) continue;
        if (tag === "a" && address === "https://www.example.gov.cn/a") continue;
        expect(Object.keys(files), `${name}: ${address}`).toContain(decodeURIComponent(address));
      }
      expect(html.replace(/<style>.*?<\/style>/s, (style) => style.match(/url\(|@import/)?.[0] ?? "")).not.toMatch(
        /url\(|@import|evil\.test\/(?:a|pixel)/,
      );
    }
  });

  test("answers 304 to its tag, which changes with the next edition", async () => {
    const column = await newColumn();
    const material = await publishWith(column, {});
    const first = await one(column, material.id);
    const etag = first.headers.get("etag")!;
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect((await one(column, material.id)).bytes).toEqual(first.bytes);
    const known = await one(column, material.id, { "if-none-match": etag });
    expect([known.status, known.bytes.length, known.headers.get("etag")]).toEqual([304, 0, etag]);
    const editor = await column.signIn(["editor"]);
    const { body: open } = await column.step(editor, material, "revise");
    const lead = await column.signIn(["lead"]);
    const { body: provided } = await column.step(lead, open, "provide");
    await column.step(await column.signIn(["director"]), (await column.step(editor, provided, "review")).body, "sign");
    const next = await one(column, material.id, { "if-none-match": etag });
    expect([next.status, next.headers.get("etag") === etag]).toEqual([200, false]);
  });

  test("of an unknown, unpublished or withdrawn material is not found, whatever tag is sent", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
      cookie: editor,
      body: { title: "稿", category: "新理论" },
    });
    const material = await publishWith(column, {});
    const etag = (await one(column, material.id)).headers.get("etag")!;
    await column.step(editor, material, "withdraw", { reason: "过时" });
    for (const id of [draft.id, material.id, "unknown-id", "x", "%00", ".."]) {
      const { status, headers } = await one(column, id, { "if-none-match": etag });
      expect(status, id).toBeGreaterThanOrEqual(400);
      expect(status, id).toBeLessThan(500);
      expect(headers.get("content-type"), id).toContain("application/problem+json");
    }
    expect((await one(column, material.id)).status).toBe(404);
  });

  test("of a reprint without authorisation has title and address only", async () => {
    const column = await newColumn();
    const { id } = await publishWith(
      column,
      {
        title: "转载的",
        origin: "reprint",
        link: "https://example.org/a?b=1&c=2",
        body: "<p>没有授权的全文</p>",
        summary: "没有授权的摘要",
        questions: ["没有授权的题"],
      },
      { "没有授权的附件.pdf": pdf("没有授权的字节") },
    );
    const { bytes } = await one(column, id);
    expect(names(bytes)).toEqual(["01 转载的.html", "index.html", "签到表.html", "讨论题.html"].toSorted());
    const all = Object.values(textsOf(bytes)).join("\n");
    expect(all).not.toContain("没有授权");
    expect(all).toContain('href="https://example.org/a?b=1&amp;c=2"');
  });

  test("is an honest failure when bytes are gone or the file store is away, never a smaller package", async () => {
    const column = await newColumn();
    const keys = storedKeys(column);
    const { id } = await publishWith(column, {}, { "甲.pdf": pdf(), "乙.pdf": pdf() });
    const whole = await one(column, id);
    vi.spyOn(column.deps.blobs, "get").mockRejectedValueOnce(new BlobsUnavailable("away"));
    const away = await one(column, id);
    expect([away.status, away.headers.get("retry-after"), away.headers.get("cache-control"), away.body["code"]]).toEqual([
      503,
      "5",
      "no-store",
      "unavailable",
    ]);
    expect((await one(column, id)).bytes).toEqual(whole.bytes);
    await column.deps.blobs.delete(Array.from(keys)[1]!);
    for (const gone of [await one(column, id), await several(column, [id])]) {
      expect([gone.status, gone.headers.get("content-type")?.split(";")[0], gone.body["code"]]).toEqual([
        500,
        "application/problem+json",
        "internal",
      ]);
      expect(gone.text).not.toContain("files/");
    }
    expect(column.logged.some((line) => line.includes("has no bytes"))).toBe(true);
  });
});

describe("the package of several", () => {
  test("holds each once in the order that was asked for, and files of the same name beside each other", async () => {
    const column = await newColumn();
    const first = await publishWith(column, { title: "同名" }, { "附件.pdf": pdf("first") });
    const second = await publishWith(column, { title: "同名" }, { "附件.pdf": pdf("second") });
    const { status, headers, bytes } = await several(column, [second.id, first.id, second.id]);
    expect(status).toBe(200);
    expect(decodeURIComponent(headers.get("content-disposition")!.split("''")[1]!)).toBe("干训讲堂学习包(2篇).zip");
    expect(names(bytes)).toEqual(
      ["01 同名.html", "02 同名.html", "index.html", "签到表.html", "讨论题.html", "附件/附件 (2).pdf", "附件/附件.pdf"].toSorted(),
    );
    const files = textsOf(bytes);
    expect([files["附件/附件.pdf"], files["附件/附件 (2).pdf"]]).toEqual([strFromU8(pdf("second")), strFromU8(pdf("first"))]);
    expect((await several(column, [second.id, first.id], { "if-none-match": headers.get("etag")! })).status).toBe(304);
    expect((await several(column, [first.id, second.id], { "if-none-match": headers.get("etag")! })).status).toBe(200);
  });

  test("is refused when one of them is not public, and for more than twenty, none or malformed ids", async () => {
    const column = await newColumn();
    const { id } = await publishWith(column, {});
    expect((await several(column, [id, "unknown-id"])).status).toBe(404);
    const many = Array.from({ length: 21 }, (_, place) => `material-${place}`);
    for (const ids of [many, Array.from({ length: 21 }, () => id), [], [""], [id, ""], ["../x"], ["A B"]]) {
      const { status, body } = await several(column, ids);
      expect([status, body["code"]], ids.join()).toEqual([400, "invalid-query"]);
    }
    for (const query of ["", "?", `?ids=${id}&ids=${id}`, `?ids=${id}&x=1`, `?ids=${"a".repeat(1001)}`])
      expect((await column.call("GET", `/api/packages.zip${query}`)).status, query).toBe(400);
    expect((await several(column, many.slice(0, 20))).status).toBe(404);
  });
});

const chromium = browserPath("chromium");
if (chromium === undefined) notRun("the unpacked package in chromium", "the browser is not installed");

test.skipIf(chromium === undefined)(
  "unpacked, it opens from the disk: contents, text with its picture, attachment, and no request to any machine",
  async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"]);
    const name = "来稿-新任职干部的第一课.docx";
    const upload = await column.upload(
      cadre,
      name,
      new Uint8Array(readFileSync(new URL(`../../infra/local/demo-data/files/${name}`, import.meta.url))),
    );
    const { body } = await column.call<{ material: Material }>("POST", "/api/staff/materials/word", {
      cookie: cadre,
      body: { upload, category: "讲课稿" },
    });
    const { id } = await publishDraft(column, cadre, body.material);
    const other = await publishWith(column, { title: "第二篇 100% #2 ？" }, { "附 件#.pdf": pdf() });
    const folder = mkdtempSync(join(tmpdir(), "gxjt-学习包-"));
    for (const [entry, bytes] of Object.entries(unzipSync((await several(column, [id, other.id])).bytes))) {
      mkdirSync(dirname(join(folder, entry)), { recursive: true });
      writeFileSync(join(folder, entry), bytes);
    }
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      const texts = (selector: string) => page.$$eval(selector, (found) => found.map((element) => element.textContent));
      const follow = async (selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);
      await page.goto(pathToFileURL(join(folder, "index.html")).href);
      expect(await texts("h1")).toEqual(["干训讲堂 集中学习资料"]);
      expect(await texts(".contents > li > a")).toEqual(["新任职干部的第一课", "第二篇 100% #2 ？"]);
      await follow(".contents > li:first-child > a");
      expect(await texts("h1")).toEqual(["新任职干部的第一课"]);
      expect(await page.$$eval(".body img", (found) => found.map((image) => [image.complete, image.naturalWidth > 50]))).toEqual([
        [true, true],
      ]);
      await follow(".back a");
      await follow(".contents > li:nth-child(2) > a");
      expect(await texts("h1")).toEqual(["第二篇 100% #2 ？"]);
      const missing = await page.$$eval("a", (found) => found.map((link) => link.href));
      expect(missing.map((href) => decodeURIComponent(href)).filter((href) => href.endsWith("附件/附 件#.pdf"))).toHaveLength(1);
      await follow(".back a");
      await follow(".tools li:first-child a");
      expect(await texts("h1")).toEqual(["集中学习签到表"]);
      expect(requests.length).toBeGreaterThan(5);
      expect(requests.filter((url) => !url.startsWith("file://"))).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

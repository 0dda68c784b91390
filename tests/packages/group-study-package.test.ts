import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { buildPackage, type PackageMaterial } from "../../functions/packages/group-study-package.ts";
import { standardQuestions } from "../../functions/packages/pages.ts";
import { zipDirectory } from "./zip-directory.ts";

const terms = { columnName: "干训讲堂", madeAt: "2026-11-23T08:30:00.000Z" };
const picture = strToU8("png");
const material = (more: Partial<PackageMaterial> = {}): PackageMaterial => ({
  title: "新任职干部的第一课",
  category: "讲课稿",
  author: "演示作者",
  source: "",
  publishedAt: "2026-11-20T17:30:00.000Z",
  documentDate: "",
  questions: [],
  attachments: [],
  body: "<h2>一、认识</h2><p>同志们𠮷</p>",
  ...more,
});
const open = (zip: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));

/** Every relative address of every page, with the file that it must lead to. */
function links(files: Record<string, string>): [page: string, target: string][] {
  return Object.entries(files)
    .filter(([name]) => name.endsWith(".html"))
    .flatMap(([name, html]) =>
      Array.from(html.matchAll(/ (?:href|src)="([^"]*)"/g), ([, target = ""]) => [name, target] as [string, string]),
    );
}

describe("the group-study package", () => {
  const full = buildPackage(
    [
      material({
        attachments: [
          { id: "f1", fileName: "讲稿 #1 100%.docx", bytes: strToU8("docx") },
          { id: "f2", fileName: "图.png", bytes: picture },
          { id: "f3", fileName: "录像.mp4" },
        ],
        body: '<p><img src="/api/materials/m1/files/f2/%E5%9B%BE.png" alt="图一" /><img src="/api/materials/m1/files/gone/x.png" alt="已删" /><a href="https://www.example.gov.cn/">链接</a></p>',
        questions: ["怎样“先认人”? <b>"],
      }),
      material({
        title: "CON",
        attachments: [
          { fileName: "图.PNG", bytes: strToU8("another") },
          { fileName: "../../图.png", bytes: strToU8("third") },
        ],
      }),
      material({ title: "新任职干部的第一课" }),
      material({ title: "题目/很\\长:".repeat(40) }),
    ],
    terms,
  );
  const files = open(full);

  it("holds an index, a page for each material, the attachments, the sign-in sheet and the questions", () => {
    expect(Object.keys(files).sort()).toEqual(
      [
        "index.html",
        "签到表.html",
        "讨论题.html",
        "附件/讲稿 #1 100%.docx",
        "附件/图.png",
        "附件/图 (2).PNG",
        "附件/_.._图.png",
        "01 新任职干部的第一课.html",
        "02 CON.html",
        "03 新任职干部的第一课.html",
        `04 ${"题目_很_长_".repeat(40).slice(0, 52)}.html`,
      ].sort(),
    );
  });

  it("marks Chinese names as UTF-8 and carries right checksums", () => {
    const entries = zipDirectory(full);
    const unzipped = unzipSync(full);
    expect(entries).toHaveLength(Object.keys(unzipped).length);
    for (const { name, utf8, host, crc } of entries) {
      expect(host).toBe(3);
      const text = new TextDecoder("utf-8", { fatal: true }).decode(name);
      if (/[^\x00-\x7f]/.test(text)) expect(utf8, text).toBe(true);
      expect(crc32(unzipped[text] ?? strToU8("missing")), text).toBe(crc);
      expect(name.length).toBeLessThanOrEqual(255);
    }
  });

  it("has links only to what it holds, and asks the network for nothing", () => {
    const inside = links(files).filter(([, target]) => target !== "https://www.example.gov.cn/");
    expect(inside.length).toBeGreaterThan(15);
    for (const [page, target] of inside) expect(Object.keys(files), `${page} -> ${target}`).toContain(decodeURIComponent(target));
    for (const [name, html] of Object.entries(files).filter(([name]) => name.endsWith(".html"))) {
      expect(html, name).toMatch(/^<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">/);
      expect(html, name).not.toMatch(/<script|<link|<iframe|@import|url\(|src="(?!%E9%99%84%E4%BB%B6\/)/);
    }
  });

  it("shows pictures from its own copy and describes those it lacks", () => {
    const page = files["01 新任职干部的第一课.html"] ?? "";
    expect(page).toContain(`<img src="${encodeURIComponent("附件")}/${encodeURIComponent("图.png")}" alt="图一" />[图片：已删]`);
    expect(page).toContain("录像.mp4<span");
    expect(page).toContain("发布：2026-11-21");
  });

  it("prints a sign-in sheet of 30 rows", () => {
    const sheet = files["签到表.html"] ?? "";
    expect(Array.from(sheet.matchAll(/<th [^>]*>([^<]*)/g), ([, name]) => name)).toEqual(["序号", "姓名", "单位", "职务", "签名", "备注"]);
    expect(sheet.match(/<tr><td>/g)).toHaveLength(30);
  });

  it("asks the material's own questions, else the three standard ones", () => {
    const questions = files["讨论题.html"] ?? "";
    expect(questions).toContain("怎样“先认人”? &lt;b&gt;");
    for (const question of standardQuestions) expect(questions.split(question)).toHaveLength(4);
  });

  it("is the same bytes for the same input, in every time zone", () => {
    const again = `import { buildPackage } from "./functions/packages/group-study-package.ts"; import { createHash } from "node:crypto";
      process.stdout.write(createHash("sha256").update(buildPackage([${JSON.stringify(material())}], ${JSON.stringify(terms)})).digest("hex"));`;
    const here = createHash("sha256")
      .update(buildPackage([material()], terms))
      .digest("hex");
    for (const TZ of ["Asia/Shanghai", "America/New_York", "UTC"]) {
      const run = spawnSync(process.execPath, ["--input-type=module", "-e", again], {
        cwd: new URL("../..", import.meta.url),
        env: { ...process.env, TZ },
        encoding: "utf8",
      });
      expect(run.stdout, run.stderr).toBe(here);
    }
    expect(buildPackage([material({ title: "别的" })], terms)).not.toEqual(buildPackage([material()], terms));
  });

  it("dates each file by its publish time in Beijing", () => {
    const [entry] = zipDirectory(full).filter(({ name }) => new TextDecoder().decode(name).startsWith("01 "));
    const time = entry?.time ?? 0;
    expect([(time >> 25) + 1980, (time >> 21) & 15, (time >> 16) & 31, (time >> 11) & 31, (time >> 5) & 63]).toEqual([2026, 11, 21, 1, 30]);
  });
});

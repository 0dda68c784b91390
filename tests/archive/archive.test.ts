import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { treeOf } from "../backup/support.ts";
import { notRun } from "../support/not-run.ts";
import { archiveOf, busyYear, LONG_TITLE, SECRET_CONTACT, SECRET_NAME } from "./support.ts";

const tool = spawnSync("sha256sum", ["--version"]).status === 0;
if (!tool) notRun("the sums of an archive by sha256sum", "it is not installed");

let folder: string;
let later: string;
let changed: string;
let empty: string;

// A column lives until the first test has ended.
beforeAll(async () => {
  const { column } = await busyYear();
  folder = await archiveOf(column, 2026);
  empty = await archiveOf(column, 2003);
  column.time.now += 400 * 86_400_000;
  later = await archiveOf(column, 2026);
  column.time.now = Date.parse("2026-12-01T00:00:00Z");
  await column.publish({ title: "年底的一篇" });
  changed = await archiveOf(column, 2026);
});

const read = (path: string) => readFileSync(join(folder, path), "utf8");

it("holds what the public saw of the year, each piece in its place, and nothing else", async () => {
  const paths = Object.keys(treeOf(folder)).toSorted();
  const whole = paths.map((path) => read(path)).join("\n");
  expect(readdirSync(join(folder, "资料")).toSorted()).toEqual([
    "2026-01-01 关于进一步加强和改进全市基层干部理论学习、业务培训 (2).html",
    "2026-01-01 关于进一步加强和改进全市基层干部理论学习、业务培训.html",
    "2026-01-01 学习制度 第1版.html",
    "2026-01-01 新年第一篇 _𠮷_ & 䶮：CON_.html",
    "2026-03-02 学习制度 第2版.html",
    "2026-03-02 带附件的一篇.html",
    "2026-03-02 笑对种种不如意.html",
    "2026-03-02 转载的一篇.html",
    "附件",
  ]);
  expect(whole).toContain("䶮𠮷㛃的正文");
  expect(whole).toContain("改好的文字");
  expect(whole).toContain(LONG_TITLE);
  expect(read("撤回.html")).toMatch(/撤下的一篇.*内容有误/s);
  expect(read("答复.html")).toMatch(/多办几次集中学习。<\/p><p>第二段.*已经采纳 &lt;b&gt;。.*受理时间：.*干部组/s);
  expect(readdirSync(join(folder, "资料/附件"))).toEqual(["讲课提纲 𠮷#1 50%.txt"]);
  expect(read("资料/附件/讲课提纲 𠮷#1 50%.txt")).toBe("附件内容 䶮 讲课提纲 𠮷#1 50%.txt");
  expect(read("资料/2026-03-02 带附件的一篇.html")).toMatch(/不见了\.txt<span[^>]*>（文件已不在栏目中，未能归档）/);
  for (const gone of ["上一年的最后一篇", "初稿的错字", "不该公开的内容", "未经授权的全文", SECRET_NAME, SECRET_CONTACT, "某人"])
    expect(whole, gone).not.toContain(gone);
});

it("counts what it holds, month by month", () => {
  const figures = JSON.parse(read("data/statistics.json")) as { months: Record<string, unknown>[]; medianDays: number; withdrawn: number };
  expect(figures.months[0]).toEqual({ month: "2026-01", published: 4, views: 2, downloads: 1, answered: 0 });
  expect(figures.months[2]).toMatchObject({ published: 4, answered: 2 });
  expect([figures.medianDays, figures.withdrawn]).toEqual([3, 1]);
  expect(read("统计.html")).toContain("发布资料 8 篇，附件 2 个；撤回 1 篇；公开答复 2 件，从收到到答复的天数中位数为 3 天");
});

it("states the sum of each file, as sha256sum reads them", () => {
  const lines = read("sha256sums.txt").trim().split("\n");
  const { "sha256sums.txt": _, ...tree } = treeOf(folder);
  expect(Object.fromEntries(lines.map((line) => [line.slice(66), line.slice(0, 64)]))).toEqual(tree);
  if (tool)
    expect(String(execFileSync("sha256sum", ["-c", "sha256sums.txt"], { cwd: folder })).match(/: OK$/gm)).toHaveLength(lines.length);
  const { files } = JSON.parse(read("manifest.json")) as { files: { path: string; sha256: string }[] };
  const { "manifest.json": __, ...rest } = tree;
  expect(Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]))).toEqual(rest);
});

it("has names that Windows and every tool take", () => {
  for (const path of Object.keys(treeOf(folder)))
    for (const name of path.split("/")) {
      expect(Buffer.byteLength(name), name).toBeLessThanOrEqual(100);
      expect(name).not.toMatch(/[<>:"\\|?*\u0000-\u001f]|[. ]$|^(con|nul|aux|prn)(\.|$)/i);
    }
});

it("asks nobody for anything: no script, no address but its own and those of originals", () => {
  for (const path of Object.keys(treeOf(folder)).filter((each) => each.endsWith(".html"))) {
    const html = read(path);
    expect(html).not.toMatch(/<script|<iframe|<link |javascript:| on\w+=/i);
    for (const [, target = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(target, path).toMatch(/^(https:\/\/example\.gov\.cn\/a\?b=1&amp;c=2|[^:]*)$/);
  }
});

it("gives the same bytes for the same data, whenever it is made, and others when they change", () => {
  expect(treeOf(later)).toEqual(treeOf(folder));
  expect(treeOf(changed)["index.html"]).not.toBe(treeOf(folder)["index.html"]);
});

it("of a year without anything opens all the same", () => {
  expect(readFileSync(join(empty, "index.html"), "utf8")).toContain("本年度没有发布资料");
});

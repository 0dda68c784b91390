import {
  appendFileSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkBackup } from "../../functions/backup/check-backup.ts";
import { chinese, english } from "../../functions/backup/problems.ts";
import { zipOf } from "../../functions/files/zip-writer.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { command, newFolder, newInstallation, SECRET, treeOf } from "./support.ts";

let whole: string;
let installation: string;
beforeAll(async () => {
  installation = await newInstallation("one");
  writeFileSync(join(installation, "secret"), `${SECRET}\n`);
  whole = join(newFolder(), "backup");
  expect(await command("backup", [whole], { DATA_DIR: installation })).toMatchObject({ code: 0 });
}, 30_000);

const edit = (file: string, change: (text: string) => string) => (folder: string) =>
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
const manifest = (change: (value: { tables: object }) => object) =>
  edit("manifest.json", (text) => JSON.stringify(change(JSON.parse(text) as { tables: object })));
const line = (number: number, text: string) =>
  edit("tables/notes.jsonl", (all) =>
    all
      .split("\n")
      .map((old, at) => (at === number - 1 ? text : old))
      .join("\n"),
  );
const item = (more: object) => JSON.stringify({ pk: "note#A", sk: "A", version: 1, ...more });

const damages: [string, (folder: string) => void, string[]][] = [
  ["no manifest", (folder) => rmSync(join(folder, "manifest.json")), ["cannot be read (ENOENT)"]],
  ["a manifest that is no JSON", edit("manifest.json", (text) => text.slice(0, -9)), ["manifest.json is not JSON."]],
  ["another format", manifest((value) => ({ ...value, format: "zip" })), ["does not say that this is a gxjt-backup"]],
  ["a later version", manifest((value) => ({ ...value, version: 2 })), ["format version 2; this program reads version 1"]],
  [
    "a malformed manifest",
    manifest((value) => ({ ...value, files: [{ key: "../x", bytes: 1, sha256: "0".repeat(64) }] })),
    ["manifest.json is malformed at files.0.key."],
  ],
  [
    "an unknown table",
    manifest((value) => ({ ...value, tables: { ...value.tables, later: { items: 0, sha256: "0".repeat(64) } } })),
    ["tables/later.jsonl is missing.", "Table later is unknown to this program."],
  ],
  ["a missing table", (folder) => rmSync(join(folder, "tables/notes.jsonl")), ["tables/notes.jsonl is missing."]],
  ["a missing file", (folder) => rmSync(join(folder, "files/ab/one")), ["files/ab/one is missing."]],
  ["a missing secret", (folder) => rmSync(join(folder, "secret")), ["secret is missing."]],
  ["an altered secret", edit("secret", () => "another\n"), ["secret was altered."]],
  ["an extra file", (folder) => writeFileSync(join(folder, "files/ab/two"), "x"), ["files/ab/two does not belong to the backup."]],
  ["a link", (folder) => symlinkSync("/etc/passwd", join(folder, "files/ab/two")), ["files/ab/two is neither a file nor a folder."]],
  ["an altered file", edit("files/ab/one", (text) => text.replace("o", "0")), ["files/ab/one was altered."]],
  ["a longer file", (folder) => appendFileSync(join(folder, "files/ab/one"), "x"), ["files/ab/one was altered."]],
  ["a bad line", line(2, "{"), ["tables/notes.jsonl line 2 is not JSON in UTF-8.", "tables/notes.jsonl was altered."]],
  ["a line that is no item", line(1, "[]"), ["tables/notes.jsonl line 1 is no item."]],
  ["a value changed", edit("tables/notes.jsonl", (text) => text.replace('"one"', '"two"')), ["tables/notes.jsonl was altered."]],
  ["an item without a key", line(1, '{"version":1}'), ["line 1 breaks a limit: pk is not a text."]],
  ["an item without a version", line(1, item({ version: 0 })), ["line 1 breaks a limit: 0 is no version."]],
  ["an item that is too large", line(1, item({ text: "x".repeat(420_000) })), ["line 1 breaks a limit: an item of"]],
  ["names out of order", line(1, item({ label: "one" })), ["line 1 is not written as a backup writes it."]],
  [
    "lines out of order",
    edit("tables/notes.jsonl", (text) => `${text.trim().split("\n").toReversed().join("\n")}\n`),
    ["line 2 stands out of order"],
  ],
  ["a line too few", edit("tables/notes.jsonl", (text) => text.slice(text.indexOf("\n") + 1)), ["has 4 lines instead of 5."]],
  [
    "a session",
    edit("tables/people.jsonl", (text) => `${text}{"pk":"session#1","sk":"session","version":1}\n`),
    ["tables/people.jsonl line 2 is a session or a one-time link"],
  ],
];

describe("a damaged backup", () => {
  it.each(damages)("is refused and named: %s", async (_, damage, sentences) => {
    const folder = join(newFolder(), "backup");
    cpSync(whole, folder, { recursive: true });
    damage(folder);
    const { problems } = await checkBackup(folder, tables, () => {});
    const told = problems.map(english);
    for (const sentence of sentences) expect(told.join("\n")).toContain(sentence);
    expect(told.every((problem) => problem.endsWith("."))).toBe(true);
    // The workbench says the same in Chinese, one sentence for each.
    const inChinese = problems.map(chinese);
    expect(inChinese.every((problem) => /[\u4e00-\u9fff].*。$/s.test(problem) && !problem.includes("undefined"))).toBe(true);
  });

  it("as a zip is refused too, and nothing of it stays in the folder for temporary files", async () => {
    const [TMPDIR, DATA_DIR] = [newFolder(), join(newFolder(), "data")];
    const parts: Uint8Array[] = [];
    const files = Object.keys(treeOf(whole));
    async function* entries() {
      for (const name of files) yield { name, chunks: createReadStream(join(whole, name)) };
    }
    for await (const part of zipOf(entries())) parts.push(part);
    const zip = Buffer.concat(parts);
    const path = join(newFolder(), "backup.zip");
    const altered = Buffer.from(zip);
    altered[zip.indexOf("PK\u0007\b") - 3]! ^= 1;
    const cases: [Buffer, string][] = [
      [altered, "The zip cannot be used: "],
      [zip.subarray(0, -30), "The zip cannot be used: the file is no zip, or its end is missing."],
      [Buffer.from("no zip"), "The zip cannot be used: the file is no zip, or its end is missing."],
    ];
    for (const [bytes, sentence] of cases) {
      writeFileSync(path, bytes);
      const { code, out, error } = await command("restore", [path], { DATA_DIR, TMPDIR });
      expect([code, out]).toEqual([1, ""]);
      expect(error).toContain(sentence);
      expect([existsSync(DATA_DIR), readdirSync(TMPDIR)]).toEqual([false, []]);
    }
    writeFileSync(path, zip);
    expect(await command("restore", [path, "--dry-run"], { DATA_DIR, TMPDIR })).toMatchObject({ code: 0 });
    expect(readdirSync(TMPDIR)).toEqual([]);
  }, 30_000);

  it("leaves nothing behind, in a dry run or without one", async () => {
    const folder = join(newFolder(), "backup");
    cpSync(whole, folder, { recursive: true });
    rmSync(join(folder, "files/ab/one"));
    writeFileSync(join(folder, "more"), "x");
    const DATA_DIR = join(newFolder(), "data");
    for (const more of [["--dry-run"], [], ["--replace"]]) {
      const { code, out, error } = await command("restore", [folder, ...more], { DATA_DIR });
      expect([code, out]).toEqual([1, ""]);
      expect(error).toContain("files/ab/one is missing.\nmore does not belong to the backup.\n");
      expect(existsSync(DATA_DIR)).toBe(false);
    }
  }, 30_000);
});

describe("the commands refuse in one sentence", () => {
  it("to restore into a full installation unless told to, and change nothing", async () => {
    const before = treeOf(installation);
    for (const more of [[], ["--dry-run"]]) {
      const { code, error } = await command("restore", [whole, ...more], { DATA_DIR: installation });
      expect([code, error.trim().split("\n").at(-1)]).toEqual([
        1,
        "The installation is not empty; --replace puts the backup in the place of all that it holds.",
      ]);
    }
    expect({ ...treeOf(installation), "lock.sqlite": "" }).toEqual({ ...before, "lock.sqlite": "" });
    const { code } = await command("restore", [whole, "--dry-run", "--replace"], { DATA_DIR: installation });
    expect(code).toBe(0);
  }, 30_000);

  it("while the server has the folder", async () => {
    const store = await openSqliteStore({ folder: installation, tables, cursorKey: SECRET });
    const target = join(newFolder(), "backup");
    const sentence = `${installation} is in use by process ${process.pid}: only one process at a time may open it\n`;
    expect(await command("backup", [target], { DATA_DIR: installation })).toEqual({ code: 1, out: "", error: sentence });
    for (const more of [["--replace"], []])
      expect((await command("restore", [whole, ...more], { DATA_DIR: installation })).error).toContain(sentence);
    await store.close();
    expect(existsSync(target)).toBe(false);
  }, 30_000);

  it("wrong calls and places", async () => {
    const DATA_DIR = installation;
    expect(await command("backup", [], { DATA_DIR })).toMatchObject({ code: 1, error: "Usage: npm run backup -- <new folder>\n" });
    expect(await command("restore", [whole, "--now"], { DATA_DIR })).toMatchObject({
      code: 1,
      error: "Usage: npm run restore -- <backup folder or .zip> [--dry-run] [--replace]\n",
    });
    expect((await command("backup", [whole], { DATA_DIR })).error).toContain(`${whole} exists already`);
    expect((await command("backup", [join(DATA_DIR, "files/x")], { DATA_DIR })).error).toContain("lies in the data folder");
    expect((await command("backup", [join(newFolder(), "x")], { DATA_DIR: newFolder() })).error).toContain("holds no installation");
    const bare = await newInstallation("bare");
    expect((await command("backup", [join(newFolder(), "x")], { DATA_DIR: bare })).error).toContain("set SECRET as the server has it");
    expect(
      (await command("restore", [whole, "--dry-run"], { DATA_DIR: join(newFolder(), "new"), SECRET: "x".repeat(32) })).error,
    ).toContain("warning: the backup was made under another SECRET");
    mkdirSync(join(bare, ".restore/new"), { recursive: true });
    expect((await command("restore", [whole, "--dry-run"], { DATA_DIR: bare })).error).toContain("was broken off");
  }, 30_000);
});

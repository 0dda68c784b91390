import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { afterAll, expect, it } from "vitest";
import { BadZip, unzipTo } from "../../functions/files/zip-reader.ts";
import { zipOf } from "../../functions/files/zip-writer.ts";

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-zip-"));
  made.push(folder);
  return folder;
}

async function* pieces(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 70_001) yield bytes.subarray(start, start + 70_001);
}

async function* entriesOf(files: Record<string, Uint8Array>) {
  for (const [name, bytes] of Object.entries(files)) yield { name, chunks: pieces(bytes) };
}

async function zipped(files: Record<string, Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(entriesOf(files))) parts.push(part);
  return Buffer.concat(parts);
}

const text = (value: string) => new TextEncoder().encode(value);
const files = {
  "manifest.json": text("{}"),
  "tables/notes.jsonl": text("讲堂 𠮷\n".repeat(100_000)),
  "files/ab/empty": new Uint8Array(),
  "附件/𠮷 第1课.docx": crypto.getRandomValues(new Uint8Array(60_000)),
};

it("is read back by our reader, by another library and by the system's unzip, byte for byte", async () => {
  const folder = newFolder();
  const zip = await zipped(files);
  writeFileSync(join(folder, "a.zip"), zip);
  await unzipTo(join(folder, "a.zip"), join(folder, "ours"));
  const theirs = unzipSync(zip);
  execFileSync("python3", [
    "-c",
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])",
    join(folder, "a.zip"),
    join(folder, "theirs"),
  ]);
  for (const [name, bytes] of Object.entries(files)) {
    expect(Buffer.compare(readFileSync(join(folder, "ours", name)), bytes), name).toBe(0);
    expect(Buffer.compare(readFileSync(join(folder, "theirs", name)), bytes), name).toBe(0);
    expect(Buffer.compare(theirs[name]!, bytes), name).toBe(0);
  }
  expect(zip.equals(await zipped(files))).toBe(true);
});

it("holds more files than the old format can count", async () => {
  const folder = newFolder();
  const many: Record<string, Uint8Array> = {};
  for (let n = 0; n < 66_000; n++) many[`f/${n}`] = new Uint8Array();
  async function* stored() {
    for (const name of Object.keys(many)) yield { name, chunks: pieces(text("")) };
  }
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(stored())) parts.push(part);
  writeFileSync(join(folder, "many.zip"), Buffer.concat(parts));
  const counted = execFileSync("python3", [
    "-c",
    "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))",
    join(folder, "many.zip"),
  ]);
  expect(Number(String(counted))).toBe(66_000);
}, 60_000);

it("a source that fails fails the zip, and a reader that stops leaves nothing waiting", async () => {
  async function* failing() {
    yield text("half".repeat(100_000));
    throw new Error("the scan is gone");
  }
  const read = async () => {
    for await (const _ of zipOf(
      (async function* () {
        yield { name: "a", chunks: failing() };
      })(),
    ));
  };
  await expect(read()).rejects.toThrow("the scan is gone");
  for await (const _ of zipOf(entriesOf(files))) break;
});

it("whatever byte is altered or missing, nothing false comes out", async () => {
  const zip = await zipped({ "a/b": text("讲堂".repeat(50)), "a/c": crypto.getRandomValues(new Uint8Array(200)) });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, by, cut) => {
      const folder = newFolder();
      const damaged = cut ? zip.subarray(0, at) : Buffer.from(zip);
      if (!cut) damaged[at]! ^= by;
      writeFileSync(join(folder, "a.zip"), damaged);
      try {
        await unzipTo(join(folder, "a.zip"), join(folder, "out"));
      } catch (error) {
        refused += 1;
        expect(error).toBeInstanceOf(BadZip);
        return;
      }
      // Dates, flags and names are not summed up; what is unpacked under its own name is whole.
      for (const name of ["a/b", "a/c"]) {
        const path = join(folder, "out", name);
        const bytes = (() => {
          try {
            return readFileSync(path);
          } catch {
            return undefined;
          }
        })();
        if (bytes) expect([String(bytes).startsWith("讲堂讲堂"), bytes.length === 200]).toContain(true);
      }
    }),
    { numRuns: 300 },
  );
  expect(refused).toBeGreaterThan(100);
}, 60_000);

it.each(["../up", "/etc/x", "a/../../x", "a\\b", "C:/x", "a//b", "./a"])("refuses the name %s", async (name) => {
  const folder = newFolder();
  writeFileSync(join(folder, "a.zip"), await zipped({ [name]: text("x") }));
  await expect(unzipTo(join(folder, "a.zip"), join(folder, "out"))).rejects.toThrow(BadZip);
});

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { open } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { afterAll, expect, it } from "vitest";
import { BadZip, unzipTo } from "../../functions/files/zip-reader.ts";
import { zipOf } from "../../functions/files/zip-writer.ts";
import { notRun } from "../support/not-run.ts";

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) notRun("reading our zips with another program", "python3 is not installed");

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

it("is read back by our reader, by another library and by another program, byte for byte", async () => {
  const folder = newFolder();
  const zip = await zipped(files);
  writeFileSync(join(folder, "a.zip"), zip);
  await unzipTo(join(folder, "a.zip"), join(folder, "ours"));
  const theirs = unzipSync(zip);
  if (python) {
    const script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])";
    execFileSync("python3", ["-c", script, join(folder, "a.zip"), join(folder, "theirs")]);
  }
  for (const [name, bytes] of Object.entries(files)) {
    expect(Buffer.compare(readFileSync(join(folder, "ours", name)), bytes), name).toBe(0);
    if (python) expect(Buffer.compare(readFileSync(join(folder, "theirs", name)), bytes), name).toBe(0);
    expect(Buffer.compare(theirs[name]!, bytes), name).toBe(0);
  }
  expect(zip.equals(await zipped(files))).toBe(true);
});

it("holds more files, and reaches further, than the old format can count", async () => {
  const folder = newFolder();
  async function* many() {
    for (let n = 0; n < 65_600; n++) yield { name: `f/${n}`, chunks: pieces(text("")) };
  }
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(many())) parts.push(part);
  expect(Object.keys(unzipSync(Buffer.concat(parts)))).toHaveLength(65_600);

  // A hole of 5 GB stands for the files before these: it takes no room on the disk.
  const far = 5 * 2 ** 30;
  const path = join(folder, "far.zip");
  const file = await open(path, "w");
  let at = far;
  for await (const part of zipOf(entriesOf(files), far)) {
    await file.write(part, 0, part.length, at);
    at += part.length;
  }
  await file.close();
  await unzipTo(path, join(folder, "out"));
  for (const [name, bytes] of Object.entries(files)) expect(Buffer.compare(readFileSync(join(folder, "out", name)), bytes), name).toBe(0);
  if (python)
    expect(String(execFileSync("python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())", path])).trim()).toBe(
      "None",
    );
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

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { Store } from "../../functions/store/store.ts";
import { cursorKey, testTables } from "../support/store-engines.ts";

const writer = join(import.meta.dirname, "../support/store-writer.ts");
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-crash-"));
  folders.push(folder);
  return folder;
}

/** Runs a command and kills it a moment after it has printed so many lines. @returns the complete lines it printed */
async function linesUntilKilled(command: string, args: string[], lines: number): Promise<string[]> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > lines) setTimeout(() => child.kill("SIGKILL"), lines % 4);
  });
  await new Promise((resolve) => child.once("close", resolve));
  return output.split("\n").slice(0, -1);
}

async function allItems(store: Store, table: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  let cursor: string | undefined;
  do {
    const page = await store.query({ table, pk: "pairs", limit: 1000, cursor });
    for (const { sk, number } of page.items) found.set(sk, number);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** Every acknowledged pair is there, and nothing is there by half. @returns how many pairs there are */
async function expectWhole(folder: string, acknowledged: Iterable<string>): Promise<number> {
  const store = await openSqliteStore({ folder, tables: testTables, cursorKey });
  const [left, right] = [await allItems(store, "entries"), await allItems(store, "side-entries")];
  const count = await store.get("entries", { pk: "count", sk: "pairs" });
  await store.close();
  expect([...acknowledged].filter((number) => !left.has(number))).toEqual([]);
  expect(left).toEqual(right);
  expect(count?.["n"] ?? 0).toBe(left.size);
  return left.size;
}

it("keeps every acknowledged write and no half transaction through 20 kills in the middle of writing", async () => {
  const folder = newFolder();
  const acknowledged = new Set<string>();
  for (let round = 0; round < 20; round++) {
    // Each round numbers from its own thousand, and dies at another moment.
    const lines = await linesUntilKilled(process.execPath, [writer, folder, `${round * 100_000}`], 10 + 9 * round);
    for (const line of lines) acknowledged.add(line);
    expect(await expectWhole(folder, acknowledged)).toBeGreaterThanOrEqual(acknowledged.size);
  }
  expect(acknowledged.size).toBeGreaterThan(20 * 50);
}, 60_000);

it("refuses writes when the disk is full, still reads, and loses nothing that it acknowledged", async () => {
  const folder = newFolder();
  // A limit on file sizes stands for the full disk: SQLite's write fails in the same way.
  const lines = await linesUntilKilled(
    "/bin/sh",
    ["-c", `ulimit -f 20000; exec "$0" "$1" "$2"`, process.execPath, writer, folder],
    Number.POSITIVE_INFINITY,
  );
  const last = lines.pop()!;
  expect(last).toBe(`full ${lines.length}`);
  expect(lines.length).toBeGreaterThan(100);
  expect(await expectWhole(folder, lines)).toBe(lines.length);
}, 30_000);

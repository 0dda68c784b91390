import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { openDiskBlobs } from "../../functions/blobs/disk.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { WholeStore } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";

export const SECRET = "a secret of this installation, long enough";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-backup-"));
  made.push(folder);
  return folder;
}

export interface Command {
  code: number | null;
  out: string;
  error: string;
}

export function startCommand(name: "backup" | "restore" | "archive", args: string[], env: Record<string, string>) {
  const script = resolve(import.meta.dirname, `../../infra/local/${name}.ts`);
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (error += chunk));
  const ended = new Promise<Command>((done) => child.once("close", (code) => done({ code, out, error })));
  return { child, ended };
}

export const command = (...given: Parameters<typeof startCommand>) => startCommand(...given).ended;

/** Every file below a folder with the sum of its bytes, so that two folders compare in one step. */
export function treeOf(folder: string, prefix = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) Object.assign(found, treeOf(folder, `${path}/`));
    else
      found[path] = createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex");
  }
  return found;
}

export const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Texts and values at the edges of what the port holds. */
export async function fillStore(store: WholeStore, label: string, many = 0): Promise<void> {
  const far = Math.floor(Date.now() / 1000) + 100_000;
  await store.put(
    "materials",
    {
      pk: "material#1",
      sk: "current",
      text: `${label} 讲稿 𠮷 \u2028 "\\`,
      n: 0.1,
      big: 1e21,
      small: 1.5e-7,
      list: [null, true, { z: 1, a: [] }],
      ["__proto__"]: { ["__proto__"]: 1 },
      byStatePk: "published",
      byStateSk: "1",
    },
    { ifAbsent: true },
  );
  await store.put("materials", { pk: "material#1", sk: "current", text: label, "10": 1, "9": 2, 名称: "x" }, { ifVersion: 1 });
  for (const sk of ["😀", "\uFFFD", "a", "A", "a#1"]) await store.put("notes", { pk: `note#${sk}`, sk, label }, { ifAbsent: true });
  await store.put("feedback", { pk: "feedback#1", sk: "contact", name: "甲", expiresAt: far }, { ifAbsent: true });
  await store.add({ table: "feedback", key: { pk: "limit#form#x#1", sk: "count" }, amounts: { count: 3 }, expiresAt: far });
  await store.put("feedback", { pk: "form#x", sk: "used", expiresAt: far }, { ifAbsent: true });
  await store.put("people", { pk: "person#1", sk: "account", label }, { ifAbsent: true });
  await store.put("people", { pk: "session#1", sk: "session", expiresAt: far }, { ifAbsent: true });
  await store.put("people", { pk: "link#1", sk: "link", expiresAt: far }, { ifAbsent: true });
  await store.put("people", { pk: "failures#1", sk: "failures", expiresAt: 1 }, { ifAbsent: true });
  await store.transact([{ put: { table: "audit", item: { pk: "day#1", sk: "1" }, condition: { ifAbsent: true } } }], "a token");
  await store.putBack(
    "activities",
    Array.from({ length: many }, (_, n) => ({
      pk: `many#${n % 50}`,
      sk: String(n),
      version: 1,
      text: `${label} ${"讲".repeat(900)}`,
      byDayPk: "2026",
      byDaySk: String(n),
    })),
  );
}

/** An installation of one machine that holds something of everything, closed again. */
export async function newInstallation(label: string, many = 0): Promise<string> {
  const folder = join(newFolder(), "data");
  mkdirSync(folder);
  const store = await openSqliteStore({ folder, tables, cursorKey: SECRET });
  await fillStore(store, label, many);
  await store.close();
  const blobs = openDiskBlobs({ folder: join(folder, "files"), signingKey: SECRET, baseUrl: () => "", now: Date.now });
  for (const key of ["ab/one", "ab-c/one", "empty"])
    await blobs.put(key, key === "empty" ? new Uint8Array() : Buffer.from(label), "text/plain");
  for (let n = 0; n < many / 50; n++) await blobs.put(`many/${n}`, randomBytes(50_000), "text/plain");
  return folder;
}

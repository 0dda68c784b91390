import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { finishSwap } from "../../functions/backup/swap.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { command, newFolder, newInstallation, SECRET, startCommand, treeOf } from "./support.ts";

let [old, fresh] = ["", ""];
let trees: { old: Record<string, string>; fresh: Record<string, string> };
let backupOfFresh: string;

async function contents(DATA_DIR: string): Promise<Record<string, string>> {
  const folder = join(newFolder(), "backup");
  expect(await command("backup", [folder], { DATA_DIR, SECRET })).toMatchObject({ code: 0 });
  return treeOf(folder);
}

beforeAll(async () => {
  [old, fresh] = [await newInstallation("old", 500), await newInstallation("fresh", 3000)];
  trees = { old: await contents(old), fresh: await contents(fresh) };
  backupOfFresh = join(newFolder(), "backup");
  await command("backup", [backupOfFresh], { DATA_DIR: fresh, SECRET });
}, 60_000);

it("a restore that is killed at any moment leaves the old data or the new, whole, and can be repeated", async () => {
  const seen = { old: 0, fresh: 0 };
  // Each from the line that announces a stage, some milliseconds on; the last ones fall beside the swap.
  const moments: [RegExp, number][] = [
    [/files: \d/, 0],
    [/files: \d/, 40],
    [/feedback: \d/, 0],
    [/work-items: \d/, 0],
    [/audit: \d/, 0],
    [/audit: \d/, 2],
    [/audit: \d/, 6],
    [/audit: \d/, 15],
  ];
  for (const [line, wait] of moments) {
    const DATA_DIR = join(newFolder(), "data");
    cpSync(old, DATA_DIR, { recursive: true });
    const { child, ended } = startCommand("restore", [backupOfFresh, "--replace"], { DATA_DIR, SECRET });
    let told = "";
    await new Promise<void>((reached) => child.stderr.on("data", (chunk) => line.test((told += String(chunk))) && reached()));
    await sleep(wait);
    child.kill("SIGKILL");
    await ended;
    const left = await contents(DATA_DIR);
    const which = left["manifest.json"] === trees.old["manifest.json"] ? "old" : "fresh";
    expect(left, `${line} ${wait}`).toEqual(trees[which]);
    seen[which] += 1;
    expect(existsSync(join(DATA_DIR, ".restore"))).toBe(false);
    if (wait > 0) continue;
    expect(await command("restore", [backupOfFresh, "--replace"], { DATA_DIR, SECRET })).toMatchObject({ code: 0 });
    expect(await contents(DATA_DIR)).toEqual(trees.fresh);
  }
  expect(seen.old).toBeGreaterThan(2);
}, 120_000);

it("a swap that was broken off after any of its steps is finished", async () => {
  const steps: ((from: string, to: string) => void)[] = [
    () => {},
    (_, to) => renameSync(join(to, "files"), join(to, ".restore/old-files")),
    (from, to) => renameSync(join(from, "files"), join(to, "files")),
    (from, to) => renameSync(join(from, "secret"), join(to, "secret")),
    (_, to) => rmSync(join(to, "store.sqlite-wal")),
    (_, to) => ["store.sqlite-shm", "demo-password"].forEach((name) => rmSync(join(to, name))),
    (from, to) => renameSync(join(from, "store.sqlite"), join(to, "store.sqlite")),
    (_, to) => rmSync(join(to, ".restore/old-files"), { recursive: true }),
  ];
  // What an earlier process left in its journal must not be played into the new database.
  const killed = join(newFolder(), "data");
  const running = join(newFolder(), "data");
  cpSync(old, running, { recursive: true });
  const store = await openSqliteStore({ folder: running, tables, cursorKey: SECRET });
  for (let n = 0; n < 50; n++) await store.put("notes", { pk: `late#${n}`, sk: "1", text: "讲".repeat(2000) }, { ifAbsent: true });
  cpSync(running, killed, { recursive: true });
  await store.close();
  expect(statSync(join(killed, "store.sqlite-wal")).size).toBeGreaterThan(100_000);
  for (let done = 1; done <= steps.length; done++) {
    const DATA_DIR = join(newFolder(), "data");
    cpSync(killed, DATA_DIR, { recursive: true });
    writeFileSync(join(DATA_DIR, "demo-password"), "x");
    const ready = join(DATA_DIR, ".restore/ready");
    mkdirSync(ready, { recursive: true });
    for (const name of ["files", "store.sqlite"]) cpSync(join(fresh, name), join(ready, name), { recursive: true });
    writeFileSync(join(ready, "secret"), "the new secret");
    for (const step of steps.slice(0, done)) step(ready, DATA_DIR);
    await finishSwap(DATA_DIR);
    expect(
      readdirSync(DATA_DIR)
        .filter((name) => !name.startsWith("lock."))
        .toSorted(),
      `step ${done}`,
    ).toEqual(["files", "secret", "store.sqlite"]);
    expect(readFileSync(join(DATA_DIR, "secret"), "utf8")).toBe("the new secret");
    expect(await contents(DATA_DIR), `step ${done}`).toEqual(trees.fresh);
  }
}, 60_000);

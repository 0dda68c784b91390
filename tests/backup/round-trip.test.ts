import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { sortedLines } from "../../functions/backup/sorted-items.ts";
import { tables } from "../../functions/tables.ts";
import { emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { s3Engines } from "../support/s3-engines.ts";
import { command, modeOf, newFolder, newInstallation, SECRET, startCommand, treeOf } from "./support.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("a backup through DynamoDB", missing);

async function backup(env: Record<string, string>): Promise<string> {
  const folder = join(newFolder(), "backup");
  expect(await command("backup", [folder], env)).toMatchObject({ code: 0, out: `backup ${folder}\n` });
  return folder;
}

describe("backup, wipe, restore, backup", () => {
  it("gives the same bytes on SQLite, with the installation's own secret", async () => {
    const DATA_DIR = await newInstallation("one");
    writeFileSync(join(DATA_DIR, "secret"), `${SECRET}\n`, { mode: 0o600 });
    const first = await backup({ DATA_DIR });
    expect([modeOf(first), modeOf(join(first, "secret")), modeOf(join(first, "tables/people.jsonl"))]).toEqual(["700", "600", "600"]);
    const fresh = join(newFolder(), "data");
    expect(await command("restore", [first, "--dry-run"], { DATA_DIR: fresh })).toMatchObject({ code: 0 });
    expect(await command("restore", [first], { DATA_DIR: fresh })).toMatchObject({ code: 0, out: "restored\n" });
    expect([readFileSync(join(fresh, "secret"), "utf8"), modeOf(join(fresh, "secret"))]).toEqual([`${SECRET}\n`, "600"]);
    expect(treeOf(await backup({ DATA_DIR: fresh }))).toEqual(treeOf(first));
    expect(Object.keys(treeOf(first))).toContain("files/ab/one");
  }, 30_000);

  it("leaves sessions, one-time links and what has expired behind, and keeps contacts, counters and used tokens", async () => {
    const folder = await backup({ DATA_DIR: await newInstallation("one"), SECRET });
    const keys = (table: string) =>
      readFileSync(join(folder, `tables/${table}.jsonl`), "utf8")
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { pk: string }).pk);
    expect(keys("people")).toEqual(["person#1"]);
    expect(keys("feedback")).toEqual(["feedback#1", "form#x", "limit#form#x#1"]);
    expect(keys("notes")).toEqual(["note#A", "note#a", "note#a#1", "note#\uFFFD", "note#😀"]);
    expect(Object.keys(treeOf(folder))).not.toContain("secret");
  });

  it.skipIf(missing)(
    "gives the same bytes from SQLite over DynamoDB and S3 back to SQLite",
    async () => {
      const [emulator, s3] = [await startEmulator("dynoxide"), await s3Engines()[0]!.start()];
      try {
        const first = await backup({ DATA_DIR: await newInstallation("one", 120), SECRET });
        const { accessKeyId, secretAccessKey } = emulator.credentials;
        const cloud = {
          STORE: "dynamodb",
          DYNAMODB_ENDPOINT: emulator.endpoint,
          SECRET,
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          DATA_DIR: join(newFolder(), "cloud"),
        };
        expect(await command("restore", [first, "--dry-run"], cloud)).toMatchObject({ code: 0 });
        expect(await command("restore", [first], cloud)).toMatchObject({ code: 0 });
        const second = await backup(cloud);
        expect(treeOf(second)).toEqual(treeOf(first));
        expect(await command("restore", [first], cloud)).toMatchObject({
          code: 1,
          error: expect.stringContaining("is not empty") as string,
        });
        const other = await backup({ DATA_DIR: await newInstallation("two"), SECRET });
        // Broken off between two tables, it is finished by running it again.
        const { child, ended } = startCommand("restore", [other, "--replace"], cloud);
        let told = "";
        child.stderr.on("data", (chunk) => /^feedback: \d/m.test((told += String(chunk))) && child.kill("SIGKILL"));
        expect(await ended).toMatchObject({ code: null });
        expect(await command("restore", [other], cloud)).toMatchObject({
          code: 1,
          error: expect.stringContaining("is not empty") as string,
        });
        expect(await command("restore", [other, "--replace"], cloud)).toMatchObject({ code: 0 });
        expect(treeOf(await backup(cloud))).toEqual(treeOf(other));

        // s3rver checks lists wrongly, so its unchecked server stands for the bucket.
        const endpoint = s3.download(`${s3.options.endpoint}/`).slice(0, -1);
        const bucket = {
          DATA_DIR: join(newFolder(), "data"),
          SECRET,
          BLOBS: "s3",
          S3_ENDPOINT: endpoint,
          S3_BUCKET: "column",
          AWS_ACCESS_KEY_ID: "S3RVER",
          AWS_SECRET_ACCESS_KEY: "S3RVER",
          AWS_REGION: "us-east-1",
        };
        expect(await command("restore", [other], bucket)).toMatchObject({ code: 0 });
        expect(await command("restore", [second, "--replace"], bucket)).toMatchObject({ code: 0 });
        expect(treeOf(await backup(bucket))).toEqual(treeOf(first));
      } finally {
        await emulator.stop();
        await s3.stop();
      }
    },
    90_000,
  );

  it("sorts a table in runs as it sorts it at once", async () => {
    const store = await openSqliteStore({ folder: await newInstallation("one", 300), tables, cursorKey: SECRET });
    // Scans in an order of its own, as DynamoDB does, and meets an item twice.
    const shuffled = { ...store, scan: async () => ({ items: [...items.toReversed(), items[5]!] }) };
    const { items } = await store.scan("activities", { limit: 1000 });
    const work = join(newFolder(), "sorting");
    const lines = async (size: number) => {
      const found: string[] = [];
      for await (const line of sortedLines(shuffled, "activities", work, size)) found.push(line);
      return found;
    };
    const sorted = await lines(100_000);
    expect(sorted.map((line) => (JSON.parse(line) as { sk: string }).sk)).toEqual(items.map(({ sk }) => sk));
    expect(await lines(1)).toEqual(sorted);
    await store.close();
  });
});

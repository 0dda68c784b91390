import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openS3Blobs } from "../../functions/blobs/s3.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { s3Engines } from "../support/s3-engines.ts";
import type { Bundle, BundleList, Run } from "../../functions/backup/contract.ts";
import { zipKey } from "../../functions/backup/bundles.ts";
import { unzipTo } from "../../functions/files/zip-reader.ts";
import { jobs } from "../../functions/jobs.ts";
import { MINUTE } from "../../functions/platform/clock.ts";
import { type Column, newColumn } from "../support/column.ts";
import { command, newFolder, treeOf } from "./support.ts";

const run = (column: Column) => jobs["make-bundles"]!(column.deps);
const ask = (column: Column, cookie: string, headers = {}) => column.call<Run>("POST", "/api/staff/backups", { cookie, body: {}, headers });
const list = async (column: Column, cookie: string) => (await column.call<BundleList>("GET", "/api/staff/backups", { cookie })).body;

async function fetched(column: Column, cookie: string, { id }: Pick<Bundle, "id">): Promise<{ folder: string; zip: string }> {
  const { body } = await column.call<{ url: string }>("POST", `/api/staff/backups/${id}/download`, { cookie, body: {} });
  const answer = await column.call("GET", body.url);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; .*\.zip$/);
  const folder = newFolder();
  writeFileSync(join(folder, "backup.zip"), answer.bytes);
  await unzipTo(join(folder, "backup.zip"), join(folder, "unpacked"));
  return { folder: join(folder, "unpacked"), zip: join(folder, "backup.zip") };
}

async function columnWithFile(): Promise<{ column: Column; admin: string }> {
  const column = await newColumn({ ownSecret: true, secret: "a secret of this installation, long enough" });
  await column.publish({ title: "䶮𠮷㛃的讲稿" });
  await column.deps.blobs.put("files/abcd", new Uint8Array([1, 2, 3]), "application/pdf");
  return { column, admin: await column.signIn(["admin"], { name: "管理员" }) };
}

describe("a backup by button", () => {
  it("unpacked and restored into an empty folder gives the same bytes in its next backup", async () => {
    const { column, admin } = await columnWithFile();
    expect((await ask(column, admin)).body).toMatchObject({ what: "backup", state: "waiting", name: "管理员" });
    expect(await run(column)).toBe(1);
    // A second one holds nothing of the first.
    await ask(column, admin);
    expect(await run(column)).toBe(1);
    const { items, run: last, keep } = await list(column, admin);
    expect([items.length, last?.state, keep]).toEqual([2, "done", 7]);
    const { folder, zip } = await fetched(column, admin, items[0]!);
    expect(items[0]!.fileName).toBe("干训讲堂备份-20261123-0900.zip");
    expect(Object.keys(treeOf(folder)).toSorted()).toEqual([
      "files/files/abcd",
      "manifest.json",
      "secret",
      ...["activities", "audit", "feedback", "materials", "notes", "people", "work-items"].map((table) => `tables/${table}.jsonl`),
    ]);
    for (const backup of [folder, zip]) {
      const DATA_DIR = join(newFolder(), "data");
      expect(await command("restore", [backup, "--dry-run"], { DATA_DIR })).toMatchObject({ code: 0 });
      expect(await command("restore", [backup], { DATA_DIR })).toMatchObject({ code: 0, out: "restored\n" });
      const again = join(newFolder(), "again");
      expect(await command("backup", [again], { DATA_DIR })).toMatchObject({ code: 0 });
      expect(treeOf(again)).toEqual(treeOf(folder));
    }
  }, 60_000);

  it("is as things were at one moment, whatever is written meanwhile", async () => {
    const { column, admin } = await columnWithFile();
    await ask(column, admin);
    const whole = column.store as unknown as { snapshot: () => Promise<{ scan: unknown; close: () => Promise<void> }> };
    const snapshot = whole.snapshot;
    whole.snapshot = async () => {
      const still = await snapshot();
      await column.publish({ title: "迟到的一篇" });
      return still;
    };
    await run(column);
    const { folder } = await fetched(column, admin, (await list(column, admin)).items[0]!);
    const DATA_DIR = join(newFolder(), "data");
    await command("restore", [folder], { DATA_DIR });
    const again = join(newFolder(), "again");
    await command("backup", [again], { DATA_DIR });
    expect(treeOf(again)).toEqual(treeOf(folder));
    const texts = readFileSync(join(folder, "tables/materials.jsonl"), "utf8");
    expect(texts).toContain("䶮𠮷㛃");
    expect(texts).not.toContain("迟到的一篇");
  }, 30_000);

  it("is never made twice at once, by whomever and however often it is asked for", async () => {
    const { column, admin } = await columnWithFile();
    const other = await column.signIn(["admin"]);
    const key = { "idempotency-key": "0123456789abcdef" };
    const first = await ask(column, admin, key);
    expect(first.status).toBe(201);
    expect(await ask(column, admin, key)).toMatchObject({ status: 201, body: first.body });
    expect(await ask(column, other)).toMatchObject({ status: 409, body: { code: "busy", current: { state: "waiting" } } });
    expect(await column.call("POST", "/api/staff/archives", { cookie: other, body: { year: 2026 } })).toMatchObject({ status: 409 });
    expect((await Promise.all([run(column), run(column), run(column)])).toSorted()).toEqual([0, 0, 1]);
    expect((await list(column, admin)).items).toHaveLength(1);
    const asked = await Promise.all([ask(column, admin), ask(column, other)]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it("that breaks off is told as failed, leaves nothing, and can be asked for again", async () => {
    const { column, admin } = await columnWithFile();
    await ask(column, admin);
    const { pour } = column.deps.blobs;
    // The process ends in the middle: half a zip lies there, and nobody says that it failed.
    column.deps.blobs.pour = async (key) => {
      await column.deps.blobs.put(key, new Uint8Array(100), "application/zip");
      return new Promise(() => {});
    };
    void run(column);
    await new Promise((done) => setTimeout(done, 300));
    column.deps.blobs.pour = pour;
    expect((await list(column, admin)).run?.state).toBe("running");
    expect(await run(column)).toBe(0);
    column.time.now += 6 * MINUTE;
    expect(await run(column)).toBe(1);
    const after = await list(column, admin);
    expect([after.items, after.run]).toMatchObject([[], { state: "failed", problem: "broken-off" }]);
    await ask(column, admin);
    expect(await run(column)).toBe(1);
    const { items } = await list(column, admin);
    expect(items).toHaveLength(1);
    const left: string[] = [];
    for await (const { key } of column.deps.blobs.list("bundles/")) left.push(key);
    expect(left.toSorted()).toEqual([`bundles/${items[0]!.id}/about`, `bundles/${items[0]!.id}/zip`]);
  });

  it("that fails says why in a word, and writes it down", async () => {
    const { column, admin } = await columnWithFile();
    const { pour } = column.deps.blobs;
    const { BlobsUnavailable } = await import("../../functions/blobs/blobs.ts");
    const failures: [Error, string][] = [
      [new BlobsUnavailable("the blob folder failed: ENOSPC"), "disk-full"],
      [new BlobsUnavailable("the blob store is away"), "away"],
      [new Error("secret detail"), "internal"],
    ];
    for (const [error, problem] of failures) {
      await ask(column, admin);
      column.deps.blobs.pour = async () => {
        throw error;
      };
      await run(column);
      const { run: last } = await list(column, admin);
      expect(last).toMatchObject({ state: "failed", problem });
      expect(JSON.stringify(last)).not.toContain("secret detail");
    }
    column.deps.blobs.pour = pour;
    expect(column.rows("audit").filter(({ data }) => data.includes('"backup.make"') && data.includes('"failed"'))).toHaveLength(3);
  });

  it("keeps the newest seven, and lets older ones be deleted", async () => {
    const { column, admin } = await columnWithFile();
    for (let n = 0; n < 9; n++) {
      await ask(column, admin);
      await run(column);
      column.time.now += MINUTE;
    }
    const { items } = await list(column, admin);
    expect(items).toHaveLength(7);
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect((await column.call("DELETE", `/api/staff/backups/${items[0]!.id}`, { cookie: admin })).status).toBe(204);
    expect((await list(column, admin)).items).toEqual(items.slice(1));
    expect(await column.deps.blobs.head(zipKey(items[0]!.id))).toBeUndefined();
    expect((await column.call("DELETE", `/api/staff/backups/${items[0]!.id}`, { cookie: admin })).status).toBe(404);
  });

  it("can be checked where it lies: whole, altered, cut, and gone", async () => {
    const { column, admin } = await columnWithFile();
    await ask(column, admin);
    await run(column);
    const [{ id, checked }] = (await list(column, admin)).items as [Bundle];
    expect(checked).toBeUndefined();
    const check = async () => {
      expect((await column.call("POST", `/api/staff/backups/${id}/check`, { cookie: admin, body: {} })).status).toBe(201);
      expect(await run(column)).toBe(1);
      return (await list(column, admin)).items[0]?.checked;
    };
    expect(await check()).toMatchObject({ problems: [], more: 0 });
    const zip = (await column.deps.blobs.get(zipKey(id)))!;
    const altered = Uint8Array.from(zip);
    altered[200]! ^= 1;
    await column.deps.blobs.put(zipKey(id), altered, "application/zip");
    expect((await check())?.problems.join()).toMatch(/已损坏/);
    await column.deps.blobs.put(zipKey(id), zip.subarray(0, zip.length - 50), "application/zip");
    expect((await check())?.problems).toEqual([expect.stringContaining("不一致"), "压缩包已损坏，无法打开。"]);
    await column.deps.blobs.delete(zipKey(id));
    await check();
    expect((await list(column, admin)).run).toMatchObject({ state: "failed", problem: "gone" });
  });

  it("is for administrators; its download is written down; archives are no way to it", async () => {
    const { column, admin } = await columnWithFile();
    await ask(column, admin);
    await run(column);
    const [{ id }] = (await list(column, admin)).items as [Bundle];
    const director = await column.signIn(["director"]);
    expect((await column.call("POST", `/api/staff/backups/${id}/download`, { cookie: director, body: {} })).status).toBe(403);
    expect((await column.call("POST", `/api/staff/archives/${id}/download`, { cookie: director, body: {} })).status).toBe(404);
    expect((await column.call("DELETE", `/api/staff/archives/${id}`, { cookie: director })).status).toBe(404);
    await fetched(column, admin, { id });
    const actions = column.rows("audit").map(({ data }) => (JSON.parse(data) as { action: string }).action);
    expect(actions.filter((action) => action.startsWith("backup.")).toSorted()).toEqual([
      "backup.download",
      "backup.make",
      "backup.request",
    ]);
    const { body } = await column.call<{ url: string }>("POST", `/api/staff/backups/${id}/download`, { cookie: admin, body: {} });
    column.time.now += 6 * MINUTE;
    expect((await column.call("GET", body.url)).status).toBe(403);
  });

  const missing = emulatorMissing("dynoxide");
  if (missing) notRun("a backup by button from DynamoDB into S3", missing);
  it.skipIf(missing)(
    "goes from DynamoDB into S3 in parts, and is found whole there",
    async () => {
      const [emulator, s3] = [await startEmulator("dynoxide"), await s3Engines()[0]!.start()];
      try {
        const column = await newColumn({}, (now) =>
          openDynamoStore({ ...emulator, tablePrefix: "b-", tables, cursorKey: "a key of cursors for tests", createTables: true, now }),
        );
        // s3rver checks lists wrongly, so its unchecked server stands for them.
        const lister = openS3Blobs({ ...s3.options, endpoint: s3.download(`${s3.options.endpoint}/`).slice(0, -1) });
        column.deps.blobs = { ...openS3Blobs(s3.options), list: lister.list };
        const admin = await column.signIn(["admin"]);
        await column.publish();
        await column.deps.blobs.put("files/large", randomBytes(20_000_000), "video/mp4");
        await ask(column, admin);
        expect(await run(column)).toBe(1);
        const { items } = await list(column, admin);
        expect(items[0]!.bytes).toBeGreaterThan(20_000_000);
        await column.call("POST", `/api/staff/backups/${items[0]!.id}/check`, { cookie: admin, body: {} });
        expect(await run(column)).toBe(1);
        expect((await list(column, admin)).items[0]!.checked).toMatchObject({ problems: [], more: 0 });
        const { body } = await column.call<{ url: string }>("POST", `/api/staff/backups/${items[0]!.id}/download`, {
          cookie: admin,
          body: {},
        });
        expect(body.url).toMatch(/^https?:\/\/.*response-content-disposition=attachment/);
        expect((await column.call("DELETE", `/api/staff/backups/${items[0]!.id}`, { cookie: admin })).status).toBe(204);
        expect((await list(column, admin)).items).toEqual([]);
      } finally {
        await emulator.stop();
        await s3.stop();
      }
    },
    60_000,
  );
});

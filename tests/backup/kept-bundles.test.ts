import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { deleteBroken, findBundle, listBundles, newBundleId, putAbout, zipKey } from "../../functions/backup/bundles.ts";
import { restoreBackup } from "../../functions/backup/restore-backup.ts";
import { readManifest } from "../../functions/backup/manifest.ts";
import { openDiskBlobs } from "../../functions/blobs/disk.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { command, newFolder, newInstallation, SECRET, treeOf } from "./support.ts";

const blobsOf = (dataDir: string) =>
  openDiskBlobs({ folder: join(dataDir, "files"), signingKey: SECRET, baseUrl: () => "", now: Date.now });

async function storedBundle(dataDir: string): Promise<string> {
  const blobs = blobsOf(dataDir);
  const id = newBundleId(Date.now());
  await blobs.put(zipKey(id), Buffer.from("a zip"), "application/zip");
  await putAbout(blobs, {
    id,
    kind: "backup",
    fileName: "备份.zip",
    at: "2026-11-23T00:00:00.000Z",
    name: "甲",
    bytes: 5,
    sha256: "0".repeat(64),
  });
  return id;
}

it("a restore takes the place of everything but of the backups that lie there", async () => {
  const [old, fresh] = [await newInstallation("old"), await newInstallation("fresh")];
  const backup = join(newFolder(), "backup");
  await command("backup", [backup], { DATA_DIR: fresh, SECRET });
  const id = await storedBundle(old);
  expect(await command("restore", [backup, "--replace"], { DATA_DIR: old, SECRET })).toMatchObject({ code: 0 });
  expect(await findBundle(blobsOf(old), id)).toMatchObject({ id, name: "甲" });
  const again = join(newFolder(), "again");
  await command("backup", [again], { DATA_DIR: old, SECRET });
  expect(treeOf(again)).toEqual(treeOf(backup));
});

it("an installation that holds nothing but stored backups is empty", async () => {
  const backup = join(newFolder(), "backup");
  await command("backup", [backup], { DATA_DIR: await newInstallation("one"), SECRET });
  const bare = join(newFolder(), "data");
  const id = await storedBundle(bare);
  expect(await command("restore", [backup], { DATA_DIR: bare, SECRET })).toMatchObject({ code: 0 });
  expect(await findBundle(blobsOf(bare), id)).toMatchObject({ id });
});

it("in live tables and files too", async () => {
  const [old, fresh] = [await newInstallation("old"), await newInstallation("fresh")];
  const backup = join(newFolder(), "backup");
  await command("backup", [backup], { DATA_DIR: fresh, SECRET });
  const id = await storedBundle(old);
  const read = readManifest(readFileSync(join(backup, "manifest.json"), "utf8"));
  if (!("manifest" in read)) throw new Error("no manifest");
  const store = await openSqliteStore({ folder: old, tables, cursorKey: SECRET });
  const blobs = blobsOf(old);
  await restoreBackup(
    backup,
    read.manifest,
    tables,
    { store, blobs, liveStore: true, liveBlobs: true, commit: () => store.close() },
    () => {},
  );
  expect((await listBundles(blobs, "backup")).map((each) => each.id)).toEqual([id]);
});

it("what lacks its description is no bundle, and is cleared away", async () => {
  const blobs = blobsOf(await newInstallation("one"));
  await blobs.put(zipKey("20260101t000000-half"), Buffer.from("half"), "application/zip");
  await blobs.put("bundles/20260101t000001-odd/about", Buffer.from("{"), "application/json");
  expect(await listBundles(blobs, "backup")).toEqual([]);
  await deleteBroken(blobs);
  expect(await blobs.head(zipKey("20260101t000000-half"))).toBeUndefined();
  for (const id of ["../x", "", "a/b", "A"]) expect(await findBundle(blobs, id)).toBeUndefined();
});

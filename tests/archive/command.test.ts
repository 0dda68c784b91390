import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { unzipTo } from "../../functions/files/zip-reader.ts";
import { command, newInstallation, SECRET, treeOf } from "../backup/support.ts";
import { newFolder } from "./support.ts";

it("writes the archive of a year into a folder or a zip, the same in both, and refuses the rest in one sentence", async () => {
  // Its one material is no real one, so the year is empty; what counts here is the command.
  const DATA_DIR = await newInstallation("one");
  const folder = newFolder();
  const archive = (...args: string[]) => command("archive", args, { DATA_DIR, SECRET });
  expect(await archive("2003", join(folder, "a"))).toEqual({ code: 0, out: `archive ${join(folder, "a")}\n`, error: "" });
  expect(await archive("2003", join(folder, "a.zip"))).toMatchObject({ code: 0 });
  await unzipTo(join(folder, "a.zip"), join(folder, "unpacked"));
  expect(treeOf(join(folder, "unpacked"))).toEqual(treeOf(join(folder, "a")));
  expect(Object.keys(treeOf(join(folder, "a")))).toContain("index.html");
  for (const target of ["a", "a.zip"])
    expect((await archive("2003", join(folder, target))).error).toBe(
      `${join(folder, target)} exists already; an archive is written under a new name.\n`,
    );
  for (const args of [[], ["2026"], ["26", "x"], ["2026", "x", "y"], ["2026", "x", "--now"]])
    expect(await archive(...args)).toMatchObject({ code: 1, error: "Usage: npm run archive -- <year> <new folder or .zip>\n" });
  expect((await command("archive", ["2026", join(folder, "b")], { DATA_DIR: newFolder(), SECRET })).error).toContain(
    "holds no installation",
  );
  expect(readdirSync(folder).toSorted()).toEqual(["a", "a.zip", "unpacked"]);
  expect(existsSync(join(folder, "b"))).toBe(false);
}, 60_000);

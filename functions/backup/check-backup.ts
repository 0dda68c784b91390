import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoreTables } from "../store/limits.ts";
import type { Tell } from "./contents.ts";
import { sumOf } from "./hashed-file.ts";
import { fingerprintOf, MANIFEST, type Manifest, readManifest, SECRET, tableFile } from "./manifest.ts";
import { readTable } from "./read-backup.ts";

/** Bad lines that are named of one table; the rest is counted. */
const NAMED = 1000;

/** Reads a whole backup and changes nothing. @returns its manifest and every problem, one sentence each */
export async function checkBackup(folder: string, tables: StoreTables, tell: Tell): Promise<{ manifest?: Manifest; problems: string[] }> {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") return { problems: [`${join(folder, MANIFEST)} cannot be read (${text.code}): this is no backup.`] };
  const manifest = readManifest(text);
  if (typeof manifest === "string") return { problems: [manifest] };

  const { present, problems } = await filesUnder(folder);
  const expected = [
    MANIFEST,
    ...(manifest.secret.included ? [SECRET] : []),
    ...Object.keys(manifest.tables).map(tableFile),
    ...manifest.files.map(({ key }) => `files/${key}`),
  ];
  problems.push(...expected.filter((path) => !present.has(path)).map((path) => `${path} is missing.`));
  for (const path of expected) present.delete(path);
  problems.push(...[...present].map((path) => `${path} does not belong to the backup.`));
  const missing = new Set(problems);
  const isThere = (path: string) => !missing.has(`${path} is missing.`);

  if (manifest.secret.included && isThere(SECRET)) {
    const secret = (await readFile(join(folder, SECRET), "utf8")).trim();
    if (fingerprintOf(secret) !== manifest.secret.fingerprint) problems.push(`${SECRET} was altered.`);
  }
  for (const [table, { items, sha256 }] of Object.entries(manifest.tables)) {
    if (!Object.hasOwn(tables, table)) problems.push(`Table ${table} is unknown to this program.`);
    else if (isThere(tableFile(table))) {
      tell(`checking ${table}`);
      problems.push(...(await tableProblems(folder, table, tables, items, sha256)));
    }
  }
  tell("checking files");
  for (const { key, bytes, sha256 } of manifest.files) {
    if (!isThere(`files/${key}`)) continue;
    const sum = await sumOf(join(folder, "files", ...key.split("/")));
    if (sum.bytes !== bytes || sum.sha256 !== sha256) problems.push(`files/${key} was altered.`);
  }
  return { manifest, problems };
}

async function tableProblems(folder: string, table: string, tables: StoreTables, items: number, sha256: string): Promise<string[]> {
  const { lines, sum } = readTable(folder, table, tables);
  const found: string[] = [];
  let [count, bad] = [0, 0];
  for await (const line of lines) {
    count += 1;
    if ("item" in line) continue;
    bad += 1;
    if (bad <= NAMED) found.push(`${tableFile(table)} line ${line.number} ${line.problem}.`);
  }
  if (bad > NAMED) found.push(`${tableFile(table)} has ${bad - NAMED} more bad lines.`);
  if (count !== items) found.push(`${tableFile(table)} has ${count} lines instead of ${items}.`);
  if (sum().sha256 !== sha256) found.push(`${tableFile(table)} was altered.`);
  return found;
}

/** Every file of the backup by its path; links and other things that are no files are problems, and are not followed. */
async function filesUnder(folder: string): Promise<{ present: Set<string>; problems: string[] }> {
  const present = new Set<string>();
  const problems: string[] = [];
  const walk = async (prefix: string): Promise<void> => {
    for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) await walk(`${path}/`);
      else if (entry.isFile()) present.add(path);
      else problems.push(`${path} is neither a file nor a folder.`);
    }
  };
  await walk("");
  return { present, problems };
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoreTables } from "../store/limits.ts";
import type { Tell } from "./contents.ts";
import { sumOf } from "./hashed-file.ts";
import { fingerprintOf, MANIFEST, type Manifest, readManifest, SECRET, tableFile } from "./manifest.ts";
import type { BackupProblem } from "./problems.ts";
import { readTable } from "./read-backup.ts";

/** Bad lines that are named of one table; the rest is counted. */
const NAMED = 1000;

/** Reads a whole backup and changes nothing. @returns its manifest and every problem */
export async function checkBackup(
  folder: string,
  tables: StoreTables,
  tell: Tell,
): Promise<{ manifest?: Manifest; problems: BackupProblem[] }> {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string")
    return { problems: [{ what: "unreadable", path: join(folder, MANIFEST), code: text.code ?? "unreadable" }] };
  const read = readManifest(text);
  if ("problem" in read) return { problems: [read.problem] };
  const { manifest } = read;

  const { present, problems } = await filesUnder(folder);
  const expected = [
    MANIFEST,
    ...(manifest.secret.included ? [SECRET] : []),
    ...Object.keys(manifest.tables).map(tableFile),
    ...manifest.files.map(({ key }) => `files/${key}`),
  ];
  const missing = new Set(expected.filter((path) => !present.has(path)));
  const isThere = (path: string) => !missing.has(path);
  for (const path of missing) problems.push({ what: "missing", path });
  for (const path of expected) present.delete(path);
  for (const path of present) problems.push({ what: "foreign", path });

  if (manifest.secret.included && isThere(SECRET)) {
    const secret = (await readFile(join(folder, SECRET), "utf8")).trim();
    if (fingerprintOf(secret) !== manifest.secret.fingerprint) problems.push({ what: "altered", path: SECRET });
  }
  for (const [table, { items, sha256 }] of Object.entries(manifest.tables)) {
    if (!Object.hasOwn(tables, table)) problems.push({ what: "unknown-table", table });
    else if (isThere(tableFile(table))) {
      tell(`checking ${table}`);
      problems.push(...(await tableProblems(folder, table, tables, items, sha256)));
    }
  }
  tell("checking files");
  for (const { key, bytes, sha256 } of manifest.files) {
    if (!isThere(`files/${key}`)) continue;
    const sum = await sumOf(join(folder, "files", ...key.split("/")));
    if (sum.bytes !== bytes || sum.sha256 !== sha256) problems.push({ what: "altered", path: `files/${key}` });
  }
  return { manifest, problems };
}

async function tableProblems(folder: string, table: string, tables: StoreTables, items: number, sha256: string): Promise<BackupProblem[]> {
  const path = tableFile(table);
  const { lines, sum } = readTable(folder, table, tables);
  const found: BackupProblem[] = [];
  let [count, bad] = [0, 0];
  for await (const line of lines) {
    count += 1;
    if ("item" in line) continue;
    bad += 1;
    if (bad <= NAMED) found.push({ what: "line", path, number: line.number, problem: line.problem });
  }
  if (bad > NAMED) found.push({ what: "more-lines", path, count: bad - NAMED, expected: 0 });
  if (count !== items) found.push({ what: "line-count", path, count, expected: items });
  if (sum().sha256 !== sha256) found.push({ what: "altered", path });
  return found;
}

/** Every file of the backup by its path; links and other things that are no files are problems, and are not followed. */
async function filesUnder(folder: string): Promise<{ present: Set<string>; problems: BackupProblem[] }> {
  const present = new Set<string>();
  const problems: BackupProblem[] = [];
  const walk = async (prefix: string): Promise<void> => {
    for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) await walk(`${path}/`);
      else if (entry.isFile()) present.add(path);
      else problems.push({ what: "not-a-file", path });
    }
  };
  await walk("");
  return { present, problems };
}

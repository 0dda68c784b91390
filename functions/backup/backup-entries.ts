import type { Blobs } from "../blobs/blobs.ts";
import type { ZipEntry } from "../files/zip-writer.ts";
import type { WholeStore } from "../store/store.ts";
import { type Tell, isHeld } from "./contents.ts";
import { summing } from "./hashed-file.ts";
import { linesToChunks } from "./lines.ts";
import { FORMAT, fingerprintOf, MANIFEST, type Manifest, manifestText, SECRET, tableFile, VERSION } from "./manifest.ts";
import { sortedLines } from "./sorted-items.ts";

export interface BackupSource {
  store: Pick<WholeStore, "scan">;
  blobs: Pick<Blobs, "list" | "read">;
  /** Names of the data map's tables. */
  tables: string[];
  /** `included`: the installation keeps its secret itself, so the backup has to carry it. */
  secret: { value: string; included: boolean };
}

async function* once(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * The files of a backup one after another, whether they go into a folder or into a zip; each is read before the next is asked for. Tables
 * come before files, so that every file that an item names has been there when the files are listed; the manifest comes last.
 * @param work a folder of one's own for sorting, made when needed and gone at the end
 */
export async function* backupEntries(
  { store, blobs, tables, secret }: BackupSource,
  work: string,
  tell: Tell,
  runSize?: number,
): AsyncGenerator<ZipEntry> {
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    secret: { included: secret.included, fingerprint: fingerprintOf(secret.value) },
    tables: {},
    files: [],
  };
  if (secret.included) yield { name: SECRET, chunks: once(`${secret.value}\n`) };
  for (const table of tables.toSorted()) {
    let items = 0;
    async function* counted() {
      for await (const line of sortedLines(store, table, work, runSize)) {
        items += 1;
        yield line;
      }
    }
    const { chunks, sum } = summing(linesToChunks(counted()));
    yield { name: tableFile(table), chunks };
    manifest.tables[table] = { items, sha256: sum().sha256 };
    tell(`${table}: ${items} items`);
  }
  for await (const { key } of blobs.list()) {
    const source = isHeld(key) ? await blobs.read(key) : undefined;
    // Deleted between being listed and being read.
    if (!source) continue;
    const { chunks, sum } = summing(source);
    yield { name: `files/${key}`, chunks };
    manifest.files.push({ key, ...sum() });
  }
  tell(`files: ${manifest.files.length}`);
  manifest.files.sort((a, b) => (a.key < b.key ? -1 : 1));
  yield { name: MANIFEST, chunks: once(manifestText(manifest)) };
}

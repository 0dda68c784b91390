import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../store/json-values.ts";
import type { Item, Key, WholeStore } from "../store/store.ts";
import { belongsInBackup, PAGE } from "./contents.ts";
import { writeSummed } from "./hashed-file.ts";
import { linesOf, linesToChunks } from "./lines.ts";

interface Line {
  key: Buffer;
  text: string;
}

/** Keys hold no NUL, so the joined bytes sort as pk and then sk. */
export const sortKey = ({ pk, sk }: Key) => Buffer.from(`${pk}\0${sk}`);

/** Letters (16 bits each) that are sorted in memory at a time. */
const RUN = 4 * 1024 * 1024;

/**
 * A table's items as lines, sorted by the bytes of their keys whatever order the engine scans in. A table larger than one run is
 * sorted in runs, which wait in the folder `work` and are then merged: memory holds one run, later one line of each.
 */
export async function* sortedLines(store: Pick<WholeStore, "scan">, table: string, work: string, runSize = RUN): AsyncIterable<string> {
  const runs: string[] = [];
  let lines: Line[] = [];
  let size = 0;
  const inOrder = () => lines.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ text }) => text);
  try {
    for await (const item of itemsOf(store, table)) {
      const text = canonicalJson(item);
      lines.push({ key: sortKey(item), text });
      size += text.length;
      if (size < runSize) continue;
      const file = join(work, `run-${runs.length}`);
      await mkdir(work, { recursive: true, mode: 0o700 });
      await writeSummed(file, linesToChunks(inOrder()));
      runs.push(file);
      [lines, size] = [[], 0];
    }
    if (runs.length === 0) yield* inOrder();
    else yield* merged([...runs.map(linesOfRun), fromMemory(inOrder())]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function* itemsOf(store: Pick<WholeStore, "scan">, table: string): AsyncIterable<Item> {
  let cursor: string | undefined;
  do {
    const page = await store.scan(table, { limit: PAGE, cursor });
    for (const item of page.items) if (belongsInBackup(table, item)) yield item;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function* fromMemory(texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

async function* linesOfRun(file: string): AsyncGenerator<string> {
  for await (const text of linesOf(createReadStream(file))) yield text!;
}

async function* merged(runs: AsyncGenerator<string>[]): AsyncIterable<string> {
  const next = async (run: AsyncGenerator<string>) => {
    const { done, value } = await run.next();
    return done ? undefined : { run, text: value, key: sortKey(JSON.parse(value) as Item) };
  };
  let heads = (await Promise.all(runs.map(next))).filter((head) => head !== undefined);
  let last: Buffer | undefined;
  while (heads.length > 0) {
    const first = heads.reduce((least, head) => (Buffer.compare(head.key, least.key) < 0 ? head : least));
    // On a database that is written to, a scan may meet an item twice.
    if (!last?.equals(first.key)) yield first.text;
    last = first.key;
    const after = await next(first.run);
    heads = heads.flatMap((head) => (head === first ? (after ? [after] : []) : [head]));
  }
}

import { createReadStream } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../store/json-values.ts";
import type { StoreTables } from "../store/limits.ts";
import { preparePutBack } from "../store/prepare.ts";
import { type Item, StoreLimit } from "../store/store.ts";
import { belongsInBackup } from "./contents.ts";
import { type Summed, summing } from "./hashed-file.ts";
import { linesOf } from "./lines.ts";
import { tableFile } from "./manifest.ts";
import type { LineProblem } from "./problems.ts";
import { sortKey } from "./sorted-items.ts";

/** One line of a table: its item, or what is wrong with it. */
export type TableLine = { number: number } & ({ item: Item } | { problem: LineProblem });

/** Reads a table's lines one by one; `sum` is complete once they have ended. */
export function readTable(folder: string, table: string, tables: StoreTables): { lines: AsyncIterable<TableLine>; sum: () => Summed } {
  const { chunks, sum } = summing(createReadStream(join(folder, tableFile(table))));
  async function* lines(): AsyncIterable<TableLine> {
    let number = 0;
    let last = Buffer.alloc(0);
    for await (const text of linesOf(chunks)) {
      number += 1;
      const item = itemOf(text, table, tables);
      if ("what" in item) {
        yield { number, problem: item };
        continue;
      }
      const key = sortKey(item.item);
      if (Buffer.compare(last, key) >= 0) yield { number, problem: { what: "out-of-order" } };
      else yield { number, item: item.item };
      last = key;
    }
  }
  return { lines: lines(), sum };
}

function itemOf(text: string | undefined, table: string, tables: StoreTables): { item: Item } | LineProblem {
  let item: Item;
  try {
    item = JSON.parse(text ?? "") as Item;
  } catch {
    return { what: "not-json" };
  }
  if (typeof item !== "object" || item === null || Array.isArray(item)) return { what: "no-item" };
  try {
    preparePutBack(tables, table, item);
  } catch (error) {
    if (error instanceof StoreLimit) return { what: "limit", limit: error.message };
    throw error;
  }
  if (!belongsInBackup(table, item)) return { what: "excluded" };
  return canonicalJson(item) === text ? { item } : { what: "not-canonical" };
}

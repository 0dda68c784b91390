import type { DatabaseSync } from "node:sqlite";
import { type Cursors, scanPosition, scanQuery, scanStart } from "./cursor.ts";
import { sqlName } from "./sqlite-schema.ts";
import type { Item, Page, Scan } from "./store.ts";

/** One page of a table in the order of its keys, straight from their index. */
export function scanTable(db: DatabaseSync, cursors: Cursors, table: string, scan: Scan, seconds: number): Page {
  const query = scanQuery(table, scan);
  // No key is empty, so the first page begins after two empty texts.
  const { pk, sk } = scanStart(cursors.read(query)) ?? { pk: "", sk: "" };
  const rows = db
    .prepare(`SELECT data FROM ${sqlName(table)} WHERE (pk, sk) > (?, ?) AND (expiresAt IS NULL OR expiresAt > ?) ORDER BY pk, sk LIMIT ?`)
    .all(pk, sk, seconds, scan.limit + 1) as { data: string }[];
  const items = rows.slice(0, scan.limit).map(({ data }) => JSON.parse(data) as Item);
  const last = items.at(-1);
  return rows.length > scan.limit && last ? { items, cursor: cursors.issue(query, scanPosition(last)) } : { items };
}

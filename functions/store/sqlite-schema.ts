import type { DatabaseSync } from "node:sqlite";
import type { StoreTables } from "./limits.ts";

/** An SQL name in quotes; the data map's names may hold hyphens. */
export const sqlName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The column that repeats an index attribute; the prefix keeps it apart from the table's own columns. */
export const indexColumn = (attribute: string) => sqlName(`index_${attribute}`);

/** The attributes of all indexes of a table, each once. */
export function indexAttributes(definition: StoreTables[string]): string[] {
  return [...new Set(Object.values(definition.indexes).flatMap(({ pk, sk }) => [pk, sk]))];
}

/**
 * Small caches keep the process small; the operating system's own file cache does the rest. FULL makes every commit wait
 * for the disk, in WAL by one fsync. A checkpoint each 32 MB instead of each 4 MB writes a page that many commits touch once: a
 * fifth more commits a second. What is deleted is overwritten, so that withdrawn personal data is not left in free pages.
 */
const settings = `
  PRAGMA page_size = 4096;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -8192;
  PRAGMA temp_store = MEMORY;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA foreign_keys = OFF;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 8000;
`;

/** Texts compare by their UTF-8 bytes: SQLite's own BINARY order in a UTF-8 database. */
function createTable(db: DatabaseSync, table: string, definition: StoreTables[string]): void {
  // Rows keep a rowid: items reach 400 KB, and secondary indexes then point by a small integer.
  db.exec(`CREATE TABLE IF NOT EXISTS ${sqlName(table)} (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, expiresAt INTEGER, data TEXT NOT NULL,
    UNIQUE (pk, sk)
  )`);
  const present = new Set(
    db
      .prepare(`PRAGMA table_info(${sqlName(table)})`)
      .all()
      .map((column) => String(column["name"])),
  );
  for (const attribute of indexAttributes(definition)) {
    const column = indexColumn(attribute);
    if (present.has(`index_${attribute}`)) continue;
    // An index that joined the map later: fill it from the items that are there.
    db.exec(`ALTER TABLE ${sqlName(table)} ADD COLUMN ${column} TEXT`);
    db.prepare(`UPDATE ${sqlName(table)} SET ${column} = data ->> ?`).run(`$.${JSON.stringify(attribute)}`);
  }
  for (const [index, { pk, sk }] of Object.entries(definition.indexes)) {
    db.exec(`CREATE INDEX IF NOT EXISTS ${sqlName(`${table}.${index}(${pk},${sk})`)}
      ON ${sqlName(table)} (${indexColumn(pk)}, ${indexColumn(sk)}, pk, sk)
      WHERE ${indexColumn(pk)} IS NOT NULL AND ${indexColumn(sk)} IS NOT NULL`);
  }
  db.exec(`CREATE INDEX IF NOT EXISTS ${sqlName(`${table}.expiresAt`)}
    ON ${sqlName(table)} (expiresAt) WHERE expiresAt IS NOT NULL`);
}

/** Brings the database to the data map; does nothing when it is there already. */
export function applySchema(db: DatabaseSync, tables: StoreTables): void {
  db.exec(settings);
  db.exec("BEGIN IMMEDIATE");
  for (const [table, definition] of Object.entries(tables)) createTable(db, table, definition);
  db.exec(`CREATE TABLE IF NOT EXISTS "$tokens" (
    token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, expiresAt INTEGER NOT NULL
  ) WITHOUT ROWID`);
  db.exec(`CREATE INDEX IF NOT EXISTS "$tokens.expiresAt" ON "$tokens" (expiresAt)`);
  db.exec("COMMIT");
}

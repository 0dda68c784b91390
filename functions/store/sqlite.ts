import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { createCursors, type CursorKey, type Cursors } from "./cursor.ts";
import { checkQuery, checkScan, type StoreTables } from "./limits.ts";
import {
  fingerprint,
  type Prepared,
  prepareAdd,
  prepareDelete,
  prepareKeys,
  preparePut,
  preparePutBack,
  prepareTransaction,
  TOKEN_SECONDS,
} from "./prepare.ts";
import { lockFolder } from "./sqlite-lock.ts";
import { SqliteQueries } from "./sqlite-query.ts";
import { scanTable } from "./sqlite-scan.ts";
import { applySchema } from "./sqlite-schema.ts";
import { SqliteTable } from "./sqlite-tables.ts";
import { applyAll } from "./sqlite-transaction.ts";
import { SqliteWriter, type WriterStats } from "./sqlite-writer.ts";
import { type Item, type Snapshot, type Store, StoreUnavailable, TokenReused, type WholeStore } from "./store.ts";

export { FolderInUse } from "./sqlite-lock.ts";

export interface SqliteStoreOptions {
  /** Made when missing; one process at a time. */
  folder: string;
  tables: StoreTables;
  cursorKey: CursorKey;
  /** Milliseconds since 1970; the tests' own clock. */
  now?: () => number;
}

export interface SqliteStore extends WholeStore {
  readonly stats: Readonly<WriterStats>;
  /** Removes up to `limit` expired items of each table. @returns how many went; call again while that is not 0 */
  sweepExpired(limit?: number): Promise<number>;
}

const SWEEP = 500;

/** How long to wait for an outside reader of the file, such as a backup. */
const BUSY_MS = 5000;

/** Opens the store of one machine. @throws FolderInUse */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  mkdirSync(options.folder, { recursive: true });
  const unlock = lockFolder(options.folder);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(options.folder, "store.sqlite"), { timeout: BUSY_MS });
    applySchema(db, options.tables);
    return new OpenStore(db, options, unlock);
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

class OpenStore implements SqliteStore {
  readonly stats: WriterStats;
  #db: DatabaseSync;
  #folder: string;
  #tables: StoreTables;
  #statements: Map<string, SqliteTable>;
  #cursors: Cursors;
  #queries: SqliteQueries;
  #writer: SqliteWriter;
  #tokens: { find: StatementSync; save: StatementSync; sweep: StatementSync };
  #now: () => number;
  #unlock: () => void;

  constructor(db: DatabaseSync, { folder, tables, cursorKey, now = Date.now }: SqliteStoreOptions, unlock: () => void) {
    this.#db = db;
    this.#folder = folder;
    this.#tables = tables;
    this.#statements = new Map(Object.entries(tables).map(([name, definition]) => [name, new SqliteTable(db, name, definition)]));
    this.#cursors = createCursors(cursorKey);
    this.#queries = new SqliteQueries(db, tables, this.#cursors);
    this.#writer = new SqliteWriter(db);
    this.stats = this.#writer.stats;
    this.#tokens = {
      find: db.prepare('SELECT fingerprint FROM "$tokens" WHERE token = ? AND expiresAt > ?'),
      save: db.prepare('INSERT OR REPLACE INTO "$tokens" (token, fingerprint, expiresAt) VALUES (?, ?, ?)'),
      sweep: db.prepare('DELETE FROM "$tokens" WHERE token IN (SELECT token FROM "$tokens" WHERE expiresAt <= ? LIMIT ?)'),
    };
    this.#now = now;
    this.#unlock = unlock;
  }

  get: Store["get"] = async (table, key) => {
    const [prepared] = prepareKeys(this.#tables, table, [key]);
    return this.#read(() => this.#find(table, prepared!));
  };

  getMany: Store["getMany"] = async (table, keys) => {
    const prepared = prepareKeys(this.#tables, table, keys);
    return this.#read(() => prepared.map((key) => this.#find(table, key)));
  };

  put: Store["put"] = async (table, item, condition) => {
    const prepared = preparePut(this.#tables, table, item, condition);
    await this.#apply([prepared]);
    return prepared.item.version;
  };

  add: Store["add"] = async (add) => {
    const [item] = await this.#apply([prepareAdd(this.#tables, add)]);
    return item!;
  };

  delete: Store["delete"] = async (table, key, condition) => {
    await this.#apply([prepareDelete(this.#tables, table, key, condition?.ifVersion)]);
  };

  query: Store["query"] = async (query) => {
    checkQuery(this.#tables, query);
    return this.#read(() => this.#queries.run(query, this.#seconds()));
  };

  scan: WholeStore["scan"] = async (table, scan) => {
    checkScan(this.#tables, table, scan);
    return this.#read(() => scanTable(this.#db, this.#cursors, table, scan, this.#seconds()));
  };

  snapshot = async (): Promise<Snapshot> => {
    this.#checkOpen();
    // A reader of its own: until its transaction ends it sees the database as it was at its first read.
    const reader = new DatabaseSync(join(this.#folder, "store.sqlite"), { readOnly: true, timeout: BUSY_MS });
    reader.exec("BEGIN");
    reader.prepare('SELECT count(*) FROM "$tokens"').get();
    const seconds = this.#seconds();
    return {
      scan: async (table, scan) => {
        checkScan(this.#tables, table, scan);
        return scanTable(reader, this.#cursors, table, scan, seconds);
      },
      close: async () => reader.close(),
    };
  };

  putBack: WholeStore["putBack"] = async (table, items) => {
    const prepared = items.map((item) => preparePutBack(this.#tables, table, item));
    await this.#write(() => prepared.forEach(({ item, json }) => this.#table(table).save(item, json)));
  };

  transact: Store["transact"] = async (operations, token) => {
    const prepared = prepareTransaction(this.#tables, operations, token);
    if (prepared.length > 0) await this.#apply(prepared, token);
  };

  sweepExpired: SqliteStore["sweepExpired"] = async (limit = SWEEP) =>
    this.#write(() => {
      this.#tokens.sweep.run(this.#seconds(), limit);
      return [...this.#statements.values()].reduce((swept, table) => swept + table.sweep(this.#seconds(), limit), 0);
    });

  close: Store["close"] = async () => {
    if (!this.#db.isOpen) return;
    this.#writer.flush();
    this.#db.close();
    this.#unlock();
  };

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  #find(table: string, key: { pk: string; sk: string }): Item | undefined {
    const row = this.#table(table).find(key, this.#seconds());
    return row && (JSON.parse(row.data) as Item);
  }

  #table = (name: string): SqliteTable => this.#statements.get(name)!;

  /** Runs a read; what SQLite itself refuses is no fault of the caller. */
  #read<Result>(read: () => Result): Result {
    this.#checkOpen();
    try {
      return read();
    } catch (error) {
      if ((error as { code?: string }).code !== "ERR_SQLITE_ERROR") throw error;
      throw new StoreUnavailable("the database could not be read", { cause: error });
    }
  }

  #write<Result>(apply: () => Result): Promise<Result> {
    this.#checkOpen();
    return this.#writer.write(apply);
  }

  #apply(operations: Prepared[], token?: string): Promise<(Item | undefined)[]> {
    return this.#write(() => {
      if (token === undefined) return applyAll(operations, this.#table, this.#seconds());
      return this.#once(token, operations);
    });
  }

  /** Applies a transaction unless its token has been seen; token and operations share one commit. */
  #once(token: string, operations: Prepared[]): (Item | undefined)[] {
    const [id, print, seconds] = [createHash("sha256").update(token).digest("base64url"), fingerprint(operations), this.#seconds()];
    const seen = this.#tokens.find.get(id, seconds);
    if (seen && seen["fingerprint"] !== print) throw new TokenReused("the token came with other operations before");
    if (seen) return [];
    const items = applyAll(operations, this.#table, seconds);
    this.#tokens.save.run(id, print, seconds + TOKEN_SECONDS);
    return items;
  }

  #checkOpen(): void {
    if (!this.#db.isOpen) throw new StoreUnavailable("the store is closed");
  }
}

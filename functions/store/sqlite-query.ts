import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Cursors, Position } from "./cursor.ts";
import { indexOf, type StoreTables } from "./limits.ts";
import { indexColumn, sqlName } from "./sqlite-schema.ts";
import type { Item, Page, Query } from "./store.ts";

/**
 * The first text after all that begin with `prefix`: in UTF-8 no text begins with the byte 0xFF, and SQLite compares
 * texts and this blob-made text byte by byte.
 */
const afterPrefix = (column: string) => `${column} < CAST(? || CAST(x'FF' AS TEXT) AS TEXT)`;

type Condition = [sql: string, ...values: SQLInputValue[]];

/** SQL conditions on the sort key: the end at which a page begins, and all others. */
function rangeSql(sk: Query["sk"], column: string): { lower: Condition[]; upper: Condition[]; exact: Condition[] } {
  const none = { lower: [], upper: [], exact: [] };
  if (!sk) return none;
  if ("equals" in sk) return { ...none, exact: [[`${column} = ?`, sk.equals]] };
  if ("prefix" in sk) {
    return sk.prefix === "" ? none : { ...none, lower: [[`${column} >= ?`, sk.prefix]], upper: [[afterPrefix(column), sk.prefix]] };
  }
  const lower: Condition[] = sk.from === undefined ? [] : [[`${column} >= ?`, sk.from]];
  const upper: Condition[] = sk.to === undefined ? [] : [[`${column} <= ?`, sk.to]];
  return { ...none, lower, upper };
}

/**
 * Where the page begins. A cursor lies within its query's range and so replaces the bound at that end: beside it, SQLite
 * might seek to the bound and walk over all earlier pages.
 */
function startSql(bound: Condition[], order: string[], comparison: "<" | ">", after: Position | undefined): Condition[] {
  if (!after) return bound;
  const [first = "", ...ties] = order;
  if (ties.length === 0) return [[`${first} ${comparison} ?`, ...after]];
  const holes = order.map(() => "?").join(", ");
  // The first condition is for seeking, the second for items that the index sorts alike.
  return [
    [`${first} ${comparison}= ?`, after[0]!],
    [`(${order.join(", ")}) ${comparison} (${holes})`, ...after],
  ];
}

/** Answers queries; statements are kept by their text, of which there are a handful per index. */
export class SqliteQueries {
  #db: DatabaseSync;
  #tables: StoreTables;
  #cursors: Cursors;
  #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, tables: StoreTables, cursors: Cursors) {
    this.#db = db;
    this.#tables = tables;
    this.#cursors = cursors;
  }

  run(query: Query, seconds: number): Page {
    const index = query.index === undefined ? undefined : indexOf(this.#tables, query.table, query.index);
    const [sql, values] = this.#select(query, index && [indexColumn(index.pk), indexColumn(index.sk)], this.#cursors.read(query), seconds);
    // One row more than asked for tells whether a next page exists.
    const rows = this.#prepared(sql).all(...values, query.limit + 1) as { data: string }[];
    const items = rows.slice(0, query.limit).map(({ data }) => JSON.parse(data) as Item);
    const last = items.at(-1);
    if (rows.length <= query.limit || !last) return { items };
    return { items, cursor: this.#cursors.issue(query, index ? [last[index.sk] as string, last.pk, last.sk] : [last.sk]) };
  }

  #select(query: Query, columns: [string, string] | undefined, after: Position | undefined, seconds: number): [string, SQLInputValue[]] {
    const [pk, sk] = columns ?? ["pk", "sk"];
    const order = columns ? [sk, "pk", "sk"] : ["sk"];
    const descending = query.order === "descending";
    const { lower, upper, exact } = rangeSql(query.sk, sk);
    const range = [
      ...exact,
      ...(descending ? lower : startSql(lower, order, ">", after)),
      ...(descending ? startSql(upper, order, "<", after) : upper),
    ];
    // Without a range SQLite has to be told that the partial index holds all that is asked for.
    if (columns && range.length === 0) range.push([`${sk} IS NOT NULL`]);
    const conditions: Condition[] = [[`${pk} = ?`, query.pk], ...range, ["(expiresAt IS NULL OR expiresAt > ?)", seconds]];
    const where = conditions.map(([condition]) => condition).join(" AND ");
    const by = order.map((column) => `${column} ${descending ? "DESC" : "ASC"}`).join(", ");
    const sql = `SELECT data FROM ${sqlName(query.table)} WHERE ${where} ORDER BY ${by} LIMIT ?`;
    return [sql, conditions.flatMap(([, ...values]) => values)];
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

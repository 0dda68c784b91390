import type { Prepared } from "./prepare.ts";
import { added, holds, type Row, type SqliteTable } from "./sqlite-tables.ts";
import { ConditionFailed, type Item } from "./store.ts";

/** What one operation will write, decided before anything is written. */
type Change = (() => Item | undefined) | undefined;

function plan(operation: Prepared, row: Row | undefined, table: SqliteTable): Change {
  switch (operation.kind) {
    case "put":
      return () => (table.save(operation.item, operation.json), operation.item);
    case "add": {
      const { item, json } = added(operation, row);
      return () => (table.save(item, json), item);
    }
    case "delete":
      return () => (table.remove(operation.key), undefined);
    case "check":
      return undefined;
  }
}

/**
 * Applies all operations or none, inside an open transaction: every check comes before the first write, so a refusal
 * needs no savepoint.
 * @returns the items as they are afterwards
 * @throws ConditionFailed, StoreLimit
 */
export function applyAll(operations: Prepared[], table: (name: string) => SqliteTable, seconds: number): (Item | undefined)[] {
  const rows = operations.map((operation) => table(operation.table).find(operation.key, seconds));
  const refused = operations.flatMap((operation, position) => (holds(operation, rows[position]) ? [] : [position]));
  if (refused.length > 0) throw new ConditionFailed(refused);
  const changes = operations.map((operation, position) => plan(operation, rows[position], table(operation.table)));
  return changes.map((change) => change?.());
}

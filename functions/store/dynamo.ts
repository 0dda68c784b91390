import { createCursors } from "./cursor.ts";
import { connect, type DynamoStoreOptions } from "./dynamo-client.ts";
import { translate } from "./dynamo-errors.ts";
import { getItem, getItems, queryItems } from "./dynamo-reads.ts";
import { transactItems } from "./dynamo-transact.ts";
import { addToItem, deleteItem, putItem } from "./dynamo-writes.ts";
import { checkQuery, checkScan } from "./limits.ts";
import { prepareAdd, prepareDelete, prepareKeys, preparePut, preparePutBack, prepareTransaction } from "./prepare.ts";
import { StoreUnavailable, type WholeStore } from "./store.ts";

export type { DynamoStoreOptions } from "./dynamo-client.ts";

/** What only backup and restore need, which no request waits for. */
const whole = () => import("./dynamo-scan.ts");

/** Opens a store on DynamoDB or any server that speaks its API. */
export async function openDynamoStore(options: DynamoStoreOptions): Promise<WholeStore> {
  const connection = connect(options);
  const cursors = createCursors(options.cursorKey);
  const { tables } = options;
  let open = true;

  /** Runs one call of the port and gives its errors the port's names. */
  async function answer<Result>(call: () => Promise<Result>): Promise<Result> {
    if (!open) throw new StoreUnavailable("the store is closed");
    try {
      return await call();
    } catch (error) {
      throw translate(error);
    }
  }

  if (options.createTables) await answer(async () => (await import("./dynamo-tables.ts")).createMissingTables(connection));

  return {
    get: async (table, key) => {
      const [prepared] = prepareKeys(tables, table, [key]);
      return answer(() => getItem(connection, table, prepared!));
    },
    getMany: async (table, keys) => {
      const prepared = prepareKeys(tables, table, keys);
      return answer(() => getItems(connection, table, prepared));
    },
    put: async (table, item, condition) => {
      const prepared = preparePut(tables, table, item, condition);
      return answer(() => putItem(connection, prepared));
    },
    add: async (add) => {
      const prepared = prepareAdd(tables, add);
      return answer(() => addToItem(connection, prepared));
    },
    delete: async (table, key, condition) => {
      const prepared = prepareDelete(tables, table, key, condition?.ifVersion);
      return answer(() => deleteItem(connection, prepared));
    },
    query: async (query) => {
      checkQuery(tables, query);
      return answer(() => queryItems(connection, cursors, query));
    },
    scan: async (table, scan) => {
      checkScan(tables, table, scan);
      return answer(async () => (await whole()).scanItems(connection, cursors, table, scan));
    },
    putBack: async (table, items) => {
      const prepared = items.map((item) => preparePutBack(tables, table, item));
      return answer(async () => (await whole()).putBackItems(connection, table, prepared));
    },
    transact: async (operations, token) => {
      const prepared = prepareTransaction(tables, operations, token);
      if (prepared.length > 0) await answer(() => transactItems(connection, prepared, token));
    },
    close: async () => {
      open = false;
      connection.client.destroy();
    },
  };
}

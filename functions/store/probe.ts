import { ConditionFailed, type Store } from "./store.ts";

/** Names of the errors with which engines refuse an operation that they do not know. */
const unknown = new Set(["UnknownOperationException", "UnknownOperation", "NotImplemented", "InvalidAction"]);

/**
 * Whether the engine keeps its word of all or none: a transaction of a put that could be and a check that cannot hold has to be
 * refused, and the put must not be there. Leaves nothing behind where it is so.
 */
export async function hasTransactions(store: Store): Promise<boolean> {
  const table = "people";
  const [key, absent] = [
    { pk: "start", sk: "transaction" },
    { pk: "start", sk: "absent" },
  ];
  try {
    await store.transact([
      { put: { table, item: { ...key, expiresAt: Math.floor(Date.now() / 1000) + 60 }, condition: { ifAbsent: true } } },
      { check: { table, key: absent, condition: { ifVersion: 1 } } },
    ]);
    return false;
  } catch (error) {
    if (unknown.has((error as Error).name)) return false;
    if (!(error instanceof ConditionFailed) || error.operations.join() !== "1") throw error;
    return (await store.get(table, key)) === undefined;
  }
}

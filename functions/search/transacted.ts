import { ConditionFailed, type Store, type TransactOperation } from "../store/store.ts";

/** Runs a transaction. @returns whether it was made; false when something was not as expected, and nothing was written */
export async function transacted(store: Store, operations: TransactOperation[]): Promise<boolean> {
  try {
    await store.transact(operations);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

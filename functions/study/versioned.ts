import { Problem } from "../http/problem.ts";
import { ConditionFailed, type Store, type TransactOperation } from "../store/store.ts";

/**
 * Carries out a change of a record that has a version.
 * @param current the record as it is now, for whoever came second
 * @throws Problem conflict when it was changed since it was read
 */
export async function carryOut(store: Store, operations: TransactOperation[], current: () => Promise<unknown>): Promise<void> {
  try {
    await store.transact(operations);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("conflict", { current: await current() });
  }
}

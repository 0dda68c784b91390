import { setImmediate } from "node:timers/promises";
import type { Store, WholeStore } from "../store/store.ts";

/** The engine behind the apps' store, which can read whole tables; a backup by button is the one request that needs it. */
function wholeOf(store: Store): WholeStore {
  if (!("scan" in store)) throw new Error("this store cannot be read whole");
  return store as WholeStore;
}

/** Reads all tables as they are now, where the engine can hold a moment; else what is written meanwhile may be in it half. */
export async function withTables<T>(store: Store, read: (tables: Pick<WholeStore, "scan">) => Promise<T>): Promise<T> {
  const whole = wholeOf(store);
  const snapshot = await whole.snapshot?.();
  try {
    const { scan } = snapshot ?? whole;
    return await read({
      scan: async (table, page) => {
        // Requests come in between two pages: the engine of one machine answers without letting go.
        await setImmediate();
        return scan(table, page);
      },
    });
  } finally {
    await snapshot?.close();
  }
}

import type { Deps } from "../deps.ts";
import { ConditionFailed } from "../store/store.ts";
import { materialStates } from "./contract.ts";
import { editionKey, listByState } from "./table.ts";

const TABLE = "materials";
const OLD = "history#";

async function copyOf({ store }: Deps, id: string): Promise<number> {
  const { items } = await store.query({ table: TABLE, pk: `material#${id}`, sk: { prefix: OLD }, limit: 1000 });
  let copied = 0;
  for (const { sk, page } of items) {
    const item = { ...editionKey(id, Number(sk.slice(OLD.length))), page };
    try {
      await store.put(TABLE, item, { ifAbsent: true });
      copied += 1;
    } catch (error) {
      // An earlier run, or another machine.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return copied;
}

/**
 * Copies earlier editions from under their working records to where the public may read them. The old ones stay for machines of the
 * version before; a later step takes them away.
 * @returns how many were copied
 */
export async function copyOldEditions(deps: Deps): Promise<number> {
  let copied = 0;
  for (const state of materialStates) {
    let cursor: string | undefined;
    do {
      const page = await listByState(deps.store, state, { limit: 100, cursor });
      for (const { id } of page.items) copied += await copyOf(deps, id);
      ({ cursor } = page);
    } while (cursor);
  }
  return copied;
}

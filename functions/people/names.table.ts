import type { Store } from "../store/store.ts";

/** Names of people by id, at most 100; whoever is unknown is left out. */
export async function namesOf(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  const keys = [...new Set(ids)].map((id) => ({ pk: `person#${id}`, sk: "account" }));
  const items = keys.length === 0 ? [] : await store.getMany("people", keys);
  const names = items.map((item) => item?.["account"] as { id: string; name: string } | undefined);
  return new Map(names.filter((account) => account !== undefined).map(({ id, name }) => [id, name]));
}

import type { Deps } from "../deps.ts";
import { materialStates } from "../materials/contract.ts";
import { countsKey, listByState } from "../materials/table.ts";
import { ConditionFailed, type Item, type Store, type TransactOperation } from "../store/store.ts";
import { listUnits } from "../units/table.ts";
import { countCategory, countUnit, type Count, filedName } from "./counters.table.ts";

const TABLE = "materials";
const kinds: Count[] = ["views", "downloads"];

/**
 * Carries what was counted before there were figures over into them. What is left and what is carried are one transaction that
 * counts only while nobody else has filed anything, so it is exact beside running counts and beside another run.
 * @returns how many views or downloads were carried
 */
async function fileRest(store: Store, item: Item, what: Count, file: (amount: number) => TransactOperation): Promise<number> {
  const filed = Number(item[filedName(what)] ?? 0);
  const rest = Number(item[what] ?? 0) - filed;
  if (rest <= 0) return 0;
  const mark: TransactOperation = {
    add: {
      table: TABLE,
      key: { pk: item.pk, sk: item.sk },
      amounts: { [filedName(what)]: rest },
      onlyWhile: { attribute: filedName(what), below: filed + 1 },
    },
  };
  try {
    await store.transact([mark, file(rest)]);
    return rest;
  } catch (error) {
    // Somebody read it, or another run was here, in this moment: the next run does what is left.
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

async function* itemsOf(store: Store, pk: string, prefix: string): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await store.query({ table: TABLE, pk, sk: { prefix }, limit: 200, cursor });
    yield* page.items;
    ({ cursor } = page);
  } while (cursor);
}

const monthIn = (sk: string) => sk.slice("month#".length, "month#YYYY-MM".length);

/** The job: brings the figures to what was counted for each material and unit. Safe to run twice, late or side by side. */
export async function repairFigures({ store }: Deps): Promise<number> {
  let carried = 0;
  for (const state of materialStates) {
    let cursor: string | undefined;
    do {
      const page = await listByState(store, state, { limit: 200, cursor });
      for (const { id, category } of page.items)
        for await (const item of itemsOf(store, countsKey(id).pk, "month#"))
          for (const what of kinds)
            carried += await fileRest(store, item, what, (rest) => countCategory(monthIn(item.sk), category, what, id, rest));
      ({ cursor } = page);
    } while (cursor);
  }
  for (const { id } of await listUnits(store))
    for await (const item of itemsOf(store, `unit-counts#${id}`, "month#"))
      for (const what of kinds) carried += await fileRest(store, item, what, (rest) => countUnit(monthIn(item.sk), id, what, rest));
  return carried;
}

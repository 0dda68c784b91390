import type { CategoryUses } from "../settings/category.contract.ts";
import type { Store } from "../store/store.ts";
import type { MaterialState } from "./contract.ts";
import { listByState, listShelf, type StoredLine } from "./table.ts";

/** Up to here materials are counted; beyond, "1,000 or more" is all that anybody needs. */
const MOST_COUNTED = 1_000;
const inWork: MaterialState[] = ["draft", "to-review", "to-sign"];
const everyState: MaterialState[] = [...inWork, "published", "withdrawn"];

async function* linesOf(store: Store, states: readonly MaterialState[]): AsyncGenerator<StoredLine> {
  for (const state of states) {
    let cursor: string | undefined;
    do {
      const page = await listByState(store, state, { limit: 500, cursor });
      yield* page.items;
      ({ cursor } = page);
    } while (cursor);
  }
}

/** How much each category holds: one query a category, and the lines of what is in work, at most 1,000 a state. */
export async function countByCategory(store: Store, categories: readonly string[]): Promise<CategoryUses["items"]> {
  const [shelves, lines] = await Promise.all([
    Promise.all(categories.map((category) => listShelf(store, { category, limit: MOST_COUNTED }))),
    Promise.all(inWork.map((state) => listByState(store, state, { limit: MOST_COUNTED }))),
  ]);
  const drafts = lines.flatMap(({ items }) => items);
  return categories.map((name, place) => ({
    name,
    published: shelves[place]!.cards.length,
    inWork: drafts.filter(({ category }) => category === name).length,
  }));
}

/** Whether anything stands or will stand under this category; what is withdrawn for good does not count. */
export async function categoryInUse(store: Store, category: string): Promise<boolean> {
  const { cards } = await listShelf(store, { category, limit: 1 });
  if (cards.length > 0) return true;
  for await (const line of linesOf(store, inWork)) if (line.category === category) return true;
  return false;
}

/** Ids of all working records of a category, whatever their state; reads every line, so it is for jobs. */
export async function* recordsOfCategory(store: Store, category: string): AsyncGenerator<string> {
  for await (const line of linesOf(store, everyState)) if (line.category === category) yield line.id;
}

import { Problem } from "../http/problem.ts";
import { findPublishedTitle } from "../materials/table.ts";
import type { Store } from "../store/store.ts";

/** A material under the title that it had when it was chosen, so that a record still says what was read. */
export interface ChosenMaterial {
  id: string;
  title: string;
}

/**
 * The chosen materials with their titles, each once and in the given order. What was chosen before stays, even where it was withdrawn since.
 * @throws Problem unknown-material for a new one that is not published
 */
export async function chosenMaterials(
  store: Store,
  ids: readonly string[],
  before: readonly ChosenMaterial[] = [],
): Promise<ChosenMaterial[]> {
  const known = new Map(before.map(({ id, title }) => [id, title]));
  return Promise.all(
    [...new Set(ids)].map(async (id) => {
      const title = (await findPublishedTitle(store, id)) ?? known.get(id);
      if (title === undefined) throw new Problem("unknown-material", { errors: [{ field: "materials", code: "unknown" }] });
      return { id, title };
    }),
  );
}

import type { Deps } from "../deps.ts";
import { repairSearch } from "../search/repair.ts";
import { plainText } from "../word/plain-text.ts";
import { allPublished, findWorking, unchanged } from "./table.ts";

/** Brings the search index to what is published, from nothing if need be. @returns the number of materials looked at */
export async function repairSearchIndex(deps: Deps): Promise<number> {
  let seen = 0;
  async function* published() {
    for await (const { card, body } of allPublished(deps.store)) {
      const working = await findWorking(deps.store, card.id);
      if (working?.ordinal === undefined) continue;
      seen += 1;
      // What is withdrawn at this very moment is not brought back.
      yield { ordinal: working.ordinal, card, text: plainText(body), guard: [unchanged(working)] };
    }
  }
  await repairSearch(deps.store, published());
  return seen;
}

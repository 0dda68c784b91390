import type { Deps } from "../deps.ts";
import { repairSearch } from "../search/repair.ts";
import { plainText } from "../word/plain-text.ts";
import { allPublished, findWorking } from "./table.ts";

/** Brings the search index to what is published, from nothing if need be. @returns the number of materials looked at */
export async function repairSearchIndex(deps: Deps): Promise<number> {
  let seen = 0;
  async function* published() {
    for await (const { card, body } of allPublished(deps.store)) {
      const ordinal = (await findWorking(deps.store, card.id))?.ordinal;
      if (ordinal === undefined) continue;
      seen += 1;
      yield { ordinal, card, text: plainText(body) };
    }
  }
  await repairSearch(deps.store, published());
  return seen;
}

import type { Deps } from "../deps.ts";
import { findPublishedTitle } from "../materials/table.ts";
import type { PublicFeedbackList } from "./contract.ts";
import { answeredCards } from "./table.ts";

/**
 * Answered feedback, newest answer first, 20 a page: of one material, or of the whole column. Titles are those of today; a material
 * that was withdrawn since is not named any more.
 */
export async function answeredFeedback(
  { store }: Pick<Deps, "store">,
  { material, cursor }: { material?: string | undefined; cursor?: string | undefined } = {},
): Promise<PublicFeedbackList> {
  const page = await answeredCards(store, material, cursor);
  const named = [...new Set(page.cards.flatMap((card) => card.material ?? []))];
  const titles = new Map(await Promise.all(named.map(async (id) => [id, await findPublishedTitle(store, id)] as const)));
  const items = page.cards.map(({ material: about, ...card }) => {
    const title = about && titles.get(about);
    return about && title ? { ...card, material: about, materialTitle: title } : card;
  });
  return { items, ...(page.cursor ? { cursor: page.cursor } : {}) };
}

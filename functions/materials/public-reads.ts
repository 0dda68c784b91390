import type { Deps } from "../deps.ts";
import { keysFor } from "../platform/ids.ts";
import { lazily } from "../platform/lazily.ts";
import { remembered } from "../platform/memory.ts";
import type { MaterialCard, MaterialList, MaterialPage } from "./contract.ts";
import { currentName } from "../settings/category.rules.ts";
import { readStored } from "../settings/table.ts";
import { countsOf, findEdition, findPublished, listEditions, listShelf, type Published, type StoredAttachment } from "./table.ts";

/** Only these categories keep their history in public: what was in force is part of what is in force. */
const REGULATIONS = "制度规范";
const RELATED = 5;
const searching = lazily(() => import("../search/search.ts"));

export interface ListQuery {
  category?: string | undefined;
  tag?: (typeof import("../settings/contract.ts").threeTies)[number] | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The public list: by category, tie and search, newest first (search: title hits first), with counts. */
export async function listMaterials(deps: Deps, query: ListQuery): Promise<MaterialList> {
  const { store } = deps;
  const q = query.q?.trim();
  const listed = async (category: string | undefined) => {
    const filter = { category, tie: query.tag, cursor: query.cursor, limit: query.limit };
    if (q) {
      return (await searching()).search(store, { ...filter, q, cursorKey: keysFor(deps.config, "search") });
    }
    const { cards, cursor } = await listShelf(store, filter);
    return { items: cards, cursor };
  };
  const settled = remembered(store, "settings of the list", deps.clock(), deps.config.cacheMs, () => readStored(store));
  // Links and snippets that name a category as it was called before lead to what it is called now.
  const category = query.category === undefined ? undefined : currentName((await settled).renamed, query.category);
  const [{ settings }, found] = await Promise.all([settled, listed(category)]);
  const counts = await countsOf(
    store,
    found.items.map(({ id }) => id),
  );
  const items = found.items.map((card, place) => ({ ...card, counts: counts[place]! }));
  return { items, categories: settings.categories, ...(found.cursor ? { cursor: found.cursor } : {}) };
}

/** Where the public finds an attachment: a real address that ends in its name, so that WeChat and download managers can open it. */
export function attachmentUrl(id: string, { id: file, fileName }: Pick<StoredAttachment, "id" | "fileName">): string {
  return `/api/materials/${id}/files/${file}/${encodeURIComponent(fileName)}`;
}

/** Same category, most shared ties first, then newest. */
async function relatedTo({ store, clock, config }: Deps, { id, category, ties }: MaterialCard): Promise<MaterialCard[]> {
  // All materials of a category are shown beside the same newest ones.
  const { cards } = await remembered(store, `related ${category}`, clock(), config.cacheMs, () =>
    listShelf(store, { category, limit: 20 }),
  );
  const shared = (card: MaterialCard) => card.ties.filter((tie) => ties.includes(tie)).length;
  return cards
    .filter((card) => card.id !== id)
    .toSorted((a, b) => shared(b) - shared(a))
    .slice(0, RELATED);
}

/** One published material as the public sees it, or undefined. */
export async function readMaterial(deps: Deps, id: string): Promise<MaterialPage | undefined> {
  const live = await findPublished(deps.store, id);
  if (!live) return undefined;
  const [counts, related, earlier] = await Promise.all([
    countsOf(deps.store, [id]),
    relatedTo(deps, live.card),
    publicEditions(deps, live),
  ]);
  const editions = [live, ...earlier].map(({ edition, card }) => ({ edition, publishedAt: card.publishedAt, title: card.title }));
  const attachments = live.attachments.filter(({ inline }) => !inline);
  return {
    ...live.card,
    attachments: attachments.map((file) => ({ id: file.id, fileName: file.fileName, bytes: file.bytes, url: attachmentUrl(id, file) })),
    body: live.body,
    questions: live.questions,
    characters: live.characters,
    edition: live.edition,
    editions,
    packageUrl: `/api/materials/${id}/package.zip`,
    counts: counts[0]!,
    related,
  };
}

/** Earlier editions that the public may read: of regulations, and of these only while one is in force. */
async function publicEditions(deps: Deps, live: Published): Promise<Published[]> {
  if (live.card.category !== REGULATIONS) return [];
  return (await listEditions(deps.store, live.card.id)).filter(
    ({ card, edition }) => card.category === REGULATIONS && edition !== live.edition,
  );
}

export async function readEdition(deps: Deps, id: string, edition: number) {
  const live = await findPublished(deps.store, id);
  if (!live || live.card.category !== REGULATIONS) return undefined;
  const found = edition === live.edition ? live : await findEdition(deps.store, id, edition);
  if (!found || found.card.category !== REGULATIONS) return undefined;
  return { id, edition, publishedAt: found.card.publishedAt, title: found.card.title, body: found.body };
}

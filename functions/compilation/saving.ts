import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { MaterialCard } from "../materials/contract.ts";
import { findPublished } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { Store } from "../store/store.ts";
import { carryOut } from "../study/versioned.ts";
import type { Compilation, CompilationInput } from "./contract.ts";
import { findCompilation, putCompilation, type StoredCompilation } from "./table.ts";

/** Cards of the materials that are published now, by id; at most as many reads as a 专刊 has entries. */
async function cardsOf(store: Store, ids: readonly string[]): Promise<Map<string, MaterialCard>> {
  const pages = await Promise.all(ids.map((id) => findPublished(store, id)));
  return new Map(pages.flatMap((page) => (page ? [[page.card.id, page.card] as const] : [])));
}

export async function compilationView(deps: Deps, stored: StoredCompilation): Promise<Compilation> {
  const { createdAt: _, createdBy: __, ...shown } = stored;
  const cards = await cardsOf(
    deps.store,
    stored.entries.map(({ id }) => id),
  );
  const entries = stored.entries.map(({ id, title }) => {
    const card = cards.get(id);
    if (!card) return { id, title, category: "", author: "", published: false };
    return { id, title: card.title, category: card.category, author: card.author, published: true };
  });
  return { ...shown, entries };
}

/** What was chosen before may stay after it was withdrawn; what is new must be published. @throws Problem unknown-material */
async function entriesOf(deps: Deps, ids: readonly string[], before: StoredCompilation["entries"]): Promise<StoredCompilation["entries"]> {
  const cards = await cardsOf(deps.store, ids);
  return ids.map((id) => {
    const title = cards.get(id)?.title ?? before.find((entry) => entry.id === id)?.title;
    if (title === undefined) throw new Problem("unknown-material", { errors: [{ field: "entries", code: "unknown" }] });
    return { id, title };
  });
}

/** @throws Problem not-found */
export async function compilationAt(deps: Deps, id: string | undefined): Promise<StoredCompilation> {
  const found = await findCompilation(deps.store, id ?? "");
  if (!found) throw new Problem("not-found");
  return found;
}

/** Begins a 专刊, once per key. @throws Problem unknown-material */
export async function createCompilation(deps: Deps, who: WhoAmI, input: CompilationInput, key?: string): Promise<Compilation> {
  const now = deps.clock();
  const id = key ? derivedId("compilation", who.id, key) : newId();
  const stored: StoredCompilation = {
    ...input,
    id,
    entries: await entriesOf(deps, input.entries, []),
    createdAt: isoTime(now),
    createdBy: who.id,
    updatedAt: isoTime(now),
    updatedBy: who.name,
    version: 0,
  };
  const operations = [putCompilation(stored), auditLine(now, who, "compilation.create", `compilation#${id}`)];
  await createOnce(deps.store, "activities", who.id, key, input, { id }, operations, now);
  return compilationView(deps, await compilationAt(deps, id));
}

/** @throws Problem not-found, unknown-material, conflict with the 专刊 as it is now */
export async function changeCompilation(
  deps: Deps,
  who: WhoAmI,
  id: string | undefined,
  { version, ...input }: CompilationInput & { version: number },
): Promise<Compilation> {
  const before = await compilationAt(deps, id);
  if (before.version !== version) throw new Problem("conflict", { current: await compilationView(deps, before) });
  const now = deps.clock();
  const entries = await entriesOf(deps, input.entries, before.entries);
  const changed: StoredCompilation = { ...before, ...input, entries, updatedAt: isoTime(now), updatedBy: who.name };
  const current = async () => compilationView(deps, await compilationAt(deps, id));
  const line = auditLine(now, who, "compilation.change", `compilation#${before.id}`);
  await carryOut(deps.store, [putCompilation(changed), line], current);
  return compilationView(deps, { ...changed, version: version + 1 });
}

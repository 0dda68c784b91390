import type { Compilation } from "../../../functions/compilation/contract.ts";
import type { MaterialPage } from "../../../functions/materials/contract.ts";
import { api } from "../shell/api.ts";
import { contentOf, type Content } from "./content.ts";

/** The 专刊 with the texts of its materials, one material after the other: each may be long. */
export async function loadContent(compilation: Compilation, signal?: AbortSignal): Promise<Content> {
  const pages: MaterialPage[] = [];
  for (const { id, published } of compilation.entries)
    if (published) pages.push(await api<MaterialPage>("GET", `/api/materials/${id}`, undefined, { signal }));
  return contentOf(compilation, pages);
}

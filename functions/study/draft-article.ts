import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { check } from "../http/body.ts";
import { materialInput, type MaterialInput } from "../materials/contract.ts";
import { cleanInput, newMaterial } from "../materials/drafting.ts";
import { putWorking } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";

/**
 * An empty draft that goes the materials' three steps, as operations of the transaction that names it.
 * @throws Problem unknown-category when the settings have dropped the category
 */
export async function draftArticle(
  deps: Deps,
  who: WhoAmI,
  article: Pick<MaterialInput, "title" | "category" | "author"> & Partial<Pick<MaterialInput, "ties">>,
): Promise<{ id: string; operations: TransactOperation[] }> {
  const id = newId();
  const now = deps.clock();
  const draft = newMaterial(id, await cleanInput(deps, check(materialInput, article)), who, isoTime(now));
  return { id, operations: [...putWorking(draft, true), auditLine(now, who, "material.create", `material#${id}`)] };
}

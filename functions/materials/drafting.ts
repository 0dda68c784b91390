import type { Deps } from "../deps.ts";
import { recordRefusal } from "../audit/table.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { currentName } from "../settings/category.rules.ts";
import { readStored } from "../settings/table.ts";
import { cleanHtml } from "../word/clean-html.ts";
import { materialLimits, type Material, type MaterialInput } from "./contract.ts";
import { firstHead } from "./revisions.rules.ts";
import { mayEdit, maySee, maySeeHistory } from "./rules.ts";
import { findWorking, type Working } from "./table.ts";

/**
 * What may be stored of what a client sent: the body reduced to the closed list of tags whatever the client did, and a category
 * that the settings name. @throws Problem unknown-category, invalid-body
 */
export async function cleanInput(deps: Deps, input: MaterialInput): Promise<MaterialInput> {
  const { settings, renamed } = await readStored(deps.store);
  // A form that was open while its category got another name.
  const category = currentName(renamed, input.category);
  if (!settings.categories.includes(category)) throw new Problem("unknown-category", { errors: [{ field: "category", code: "unknown" }] });
  const body = await storedBody(input.body);
  // Escaping can lengthen a text that was within the limit.
  if (body.length > materialLimits.body * 1.2) throw new Problem("invalid-body", { errors: [{ field: "body", code: "max_length" }] });
  return { ...input, category, ties: [...new Set(input.ties)], body };
}

const PLACEHOLDER = /<img src="gxjt-image:[^"]*" alt="[^"]*" \/>/g;

/** The clean body; the placeholder of a picture that was never stored is no picture. */
async function storedBody(html: string): Promise<string> {
  const clean = await cleanHtml(html);
  return clean.includes("gxjt-image:") ? cleanHtml(clean.replace(PLACEHOLDER, "")) : clean;
}

export function newMaterial(id: string, input: MaterialInput, who: { id: string; name?: string }, at: string): Working {
  return {
    ...input,
    id,
    state: "draft",
    live: false,
    attachments: [],
    steps: [],
    createdAt: at,
    createdBy: who.id,
    updatedAt: at,
    edition: 0,
    version: 1,
    head: firstHead(who, at),
    titled: input.title,
    lineBehind: 0,
  };
}

/** The record as staff see it: without the places of its bytes. */
export function staffView({ ordinal: _, head: _head, titled: _titled, lineBehind: _lineBehind, ...material }: Working): Material {
  return { ...material, attachments: material.attachments.map(({ key: __, ...attachment }) => attachment) };
}

const permitted = { see: maySee, edit: mayEdit, history: maySeeHistory };

/** The working record, if this person may see or edit it, or read its earlier versions; others learn nothing of its existence. */
export async function materialFor(deps: Deps, id: string | undefined, who: WhoAmI, what: "see" | "edit" | "history"): Promise<Working> {
  const material = await findWorking(deps.store, id ?? "");
  if (!material) throw new Problem("not-found");
  if (permitted[what](material, who)) return material;
  await recordRefusal(deps, who, `material#${material.id}`, what);
  throw new Problem(maySee(material, who) ? "forbidden" : "not-found");
}

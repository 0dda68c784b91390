import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { cleanInput, newMaterial } from "../materials/drafting.ts";
import { refusals } from "../materials/publishing.ts";
import { takeStep } from "../materials/rules.ts";
import { putWorking } from "../materials/table.ts";
import { overruled } from "../materials/words.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId } from "../platform/ids.ts";
import { readSettings } from "../settings/table.ts";
import { noteView } from "./reading.ts";
import { paragraphsAsHtml } from "./rules.ts";
import { atVersion } from "./saving.ts";
import { putNote, type StoredNote } from "./table.ts";

interface Offer {
  version: number;
  category: string;
  overrule: string;
}

/**
 * 提供发表: a 心得 becomes a material of its author, provided in the same transaction, and goes the three steps from there. The material's
 * id follows from the note's and the note remembers it, so a second offer is impossible.
 * @throws Problem conflict, illegal-step (offered already, no 心得), invalid-body (no title, no text), unknown-category, words-found
 */
export async function offerNote(deps: Deps, who: WhoAmI, note: StoredNote, { version, category, overrule }: Offer): Promise<StoredNote> {
  if (note.offered !== null || note.kind !== "reflection") throw new Problem("illegal-step", { allowed: [] });
  if (note.version !== version) throw new Problem("conflict", { current: await noteView(deps, note) });
  for (const field of ["title", "text"] as const)
    if (note[field].trim() === "") throw new Problem("invalid-body", { errors: [{ field, code: "non_empty" }] });
  const now = deps.clock();
  const input = await cleanInput(deps, {
    title: note.title.trim(),
    category,
    ties: note.ties,
    summary: "",
    body: paragraphsAsHtml(note.text),
    author: who.name,
    source: who.office,
    origin: "own",
    authorisation: "",
    link: "",
    documentDate: note.day,
    requiredReading: false,
    questions: [],
  });
  const id = derivedId("note-offer", note.id);
  const draft = newMaterial(id, input, who, isoTime(now));
  const reason = await overruled(deps, draft, overrule);
  const settings = await readSettings(deps.store);
  const provided = refusals(() => takeStep(draft, "provide", who, now, settings, { overrule: reason }));
  await atVersion(deps, note, () =>
    deps.store.transact([
      ...putNote({ ...note, offered: id }, note),
      ...putWorking(provided, true),
      auditLine(now, who, "note.offer", `note#${note.id}`),
      auditLine(now, who, "material.create", `material#${id}`),
      auditLine(now, who, "material.provide", `material#${id}`, reason || undefined),
    ]),
  );
  return { ...note, offered: id, version: note.version + 1 };
}

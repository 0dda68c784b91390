import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "../../functions/deps.ts";
import type { NoteInput } from "../../functions/notes/contract.ts";
import { changeNote, createNote } from "../../functions/notes/saving.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";
import { findPublishedTitle } from "../../functions/materials/table.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoNote {
  by: string;
  kind: NoteInput["kind"];
  title: string;
  /** Slug of a demo material, or null. */
  material: string | null;
  ties: NoteInput["ties"];
  daysAgo: number;
  paragraphs: string[];
}

const MARK = "（演示数据）";

/** Notes of the demo's cadre and lead over this year, each begun and finished on its own day. */
export async function seedNotes(
  deps: Deps,
  folder: string,
  people: DemoPeople,
  materials: Map<string, string>,
  now: number,
): Promise<void> {
  const notes = JSON.parse(readFileSync(join(folder, "notes.json"), "utf8")) as DemoNote[];
  for (const { by, kind, title, material, ties, daysAgo, paragraphs } of notes) {
    const at = now - daysAgo * DAY;
    const id = material === null ? undefined : materials.get(material);
    const about = id ? { kind: "material" as const, id, title: (await findPublishedTitle(deps.store, id)) ?? "" } : null;
    const input = { kind, title, day: chinaDay(at), ties, about, device: "demodevice" };
    const begun = await createNote({ ...deps, clock: () => at - HOUR }, people(by), { ...input, text: paragraphs[0]! }, undefined);
    const text = [...paragraphs, MARK].join("\n");
    await changeNote({ ...deps, clock: () => at }, people(by), begun, { ...input, text, version: begun.version, keep: false });
  }
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "../../functions/deps.ts";
import { auditLine } from "../../functions/audit/table.ts";
import { fileTypeOf } from "../../functions/files/file-types.ts";
import { cleanInput, newMaterial } from "../../functions/materials/drafting.ts";
import type { MaterialInput } from "../../functions/materials/contract.ts";
import { stepMaterial } from "../../functions/materials/publishing.ts";
import { putWorking, type StoredAttachment } from "../../functions/materials/table.ts";
import { DAY, HOUR, isoTime } from "../../functions/platform/clock.ts";
import { derivedId, newId } from "../../functions/platform/ids.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoMaterial {
  slug: string;
  title: string;
  category: string;
  tags: MaterialInput["ties"];
  author: string;
  source: string;
  kind: "own" | "reprint";
  authorisation?: string;
  link?: string;
  documentDate: string;
  publishedDaysAgo: number;
  requiredReading: boolean;
  summary: string;
  questions: string[];
  attachments: string[];
}

const MARK = "<p><em>（演示数据：本文为展示干训讲堂而编写。）</em></p>";

async function storeFile(deps: Deps, folder: string, fileName: string): Promise<StoredAttachment> {
  const bytes = readFileSync(join(folder, "files", fileName));
  const { contentType } = fileTypeOf(fileName)!;
  const key = `demo/${newId()}`;
  await deps.blobs.put(key, bytes, contentType);
  return { id: newId(), fileName, contentType, bytes: bytes.length, inline: false, key };
}

/** Publishes the 24 demo materials through the real steps, each at its own time. @returns slug -> id */
export async function seedMaterials(deps: Deps, folder: string, people: DemoPeople, now: number): Promise<Map<string, string>> {
  const materials = JSON.parse(readFileSync(join(folder, "materials.json"), "utf8")) as DemoMaterial[];
  const ids = new Map<string, string>();
  for (const material of materials.toSorted((a, b) => b.publishedDaysAgo - a.publishedDaysAgo)) {
    const id = derivedId("demo", material.slug);
    ids.set(material.slug, id);
    const bodyFile = join(folder, "bodies", `${material.slug}.html`);
    const body = existsSync(bodyFile) ? readFileSync(bodyFile, "utf8") + MARK : "";
    const {
      title,
      category,
      tags: ties,
      author,
      source,
      kind: origin,
      authorisation = "",
      link = "",
      documentDate,
      requiredReading,
      summary,
      questions,
    } = material;
    const input = await cleanInput(deps, {
      title,
      category,
      ties,
      summary,
      body,
      author,
      source,
      origin,
      authorisation,
      link,
      documentDate,
      requiredReading,
      questions,
    });
    const signedAt = now - material.publishedDaysAgo * DAY;
    const at = (hoursBefore: number): Deps => ({ ...deps, clock: () => signedAt - hoursBefore * HOUR });
    const provider = people("cadre");
    const draft = newMaterial(id, input, provider, isoTime(signedAt - 30 * HOUR));
    draft.attachments = await Promise.all(material.attachments.map((name) => storeFile(deps, folder, name)));
    await deps.store.transact([...putWorking(draft, true), auditLine(signedAt - 30 * HOUR, provider, "material.create", `material#${id}`)]);
    const provided = await stepMaterial(at(26), provider, draft, "provide");
    const reviewed = await stepMaterial(at(4), people("editor"), provided, "review");
    await stepMaterial(at(0), people("director"), reviewed, "sign");
  }
  await foldFresh(deps.store, { maxDocuments: 100 });
  return ids;
}

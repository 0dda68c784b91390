import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { noStore } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { openUpload, refuseFile, storePicture, takeUpload, uploadUsed, withFiles } from "./attachments.ts";
import {
  attachInput,
  materialRecord,
  materialLimits,
  materialInput,
  uploadAnswer,
  uploadInput,
  versionInput,
  wordAnswer,
  wordInput,
} from "./contract.ts";
import { check } from "../http/body.ts";
import { cleanInput, materialFor, newMaterial } from "./drafting.ts";
import { pictureAnswer } from "./picture.ts";
import { recordView } from "./record.ts";
import { draftAt, saveChange } from "./saving.ts";
import { attachmentUrl } from "./public-reads.ts";
import { putWorking, type StoredAttachment } from "./table.ts";
import type { WordImport } from "../word/import.ts";

/** Word's own reader is loaded only here. @throws Problem file-refused */
async function readWord(content: Uint8Array): Promise<WordImport> {
  const { importWord, WordImportError } = await import("../word/import.ts");
  return importWord(content).catch((error: unknown) =>
    error instanceof WordImportError ? refuseFile(error.problem) : Promise.reject(error),
  );
}

/** Stores the pictures of a document, adding each to `files`. @returns its text with their addresses */
async function storePictures(deps: Deps, id: string, { html, images }: WordImport, files: StoredAttachment[]): Promise<string> {
  const stored = await Promise.allSettled(images.map((picture, place) => storePicture(deps, picture, place + 1)));
  for (const result of stored) if (result.status === "fulfilled") files.push(result.value);
  for (const result of stored) if (result.status === "rejected") throw result.reason;
  return images.reduce(
    (text, picture, place) => text.replaceAll(`"gxjt-image:${picture.id}"`, `"${attachmentUrl(id, files[place + 1]!)}"`),
    html,
  );
}

/** Cut between characters, never within one. */
function titleOf(text: string): string {
  return text
    .slice(0, materialLimits.title)
    .toWellFormed()
    .replace(/\ufffd$/, "");
}

export const attachmentStaffRoutes = [
  route(
    "POST",
    "/api/staff/uploads",
    { summary: "Open an upload: the answer is the form to post the file with", body: uploadInput, answer: uploadAnswer, status: 201 },
    ({ deps, body, person }) => openUpload(deps, person.id, body.fileName, body.bytes),
  ),

  route(
    "POST",
    "/api/staff/materials/:id/attachments",
    { summary: "Attach an uploaded file to a draft", body: attachInput, answer: materialRecord, status: 201 },
    async ({ deps, params, body, person }) => {
      const current = await draftAt(deps, person, await materialFor(deps, params["id"], person, "edit"), body.version);
      const alike = current.attachments.filter(({ inline }) => inline === body.inline).length;
      if (alike >= (body.inline ? materialLimits.pictures : materialLimits.attachments)) refuseFile("too-many");
      const { attachment: file, discard } = await takeUpload(deps, person.id, body.upload);
      const attachment = { ...file, inline: body.inline };
      const change = { attachments: [...current.attachments, attachment] };
      const more = [uploadUsed(body.upload)];
      const changed = await withFiles(deps, [attachment], async () => {
        if (body.inline && !/^image\/(png|jpeg)$/.test(attachment.contentType)) refuseFile("type-not-allowed");
        return saveChange(deps, person, current, change, { action: "material.attach", note: attachment.fileName, more });
      });
      await discard();
      return recordView(deps, person, changed);
    },
  ),

  route(
    "DELETE",
    "/api/staff/materials/:id/attachments/:file",
    { summary: "Take an attachment off a draft", body: versionInput, answer: materialRecord },
    async ({ deps, params, body, person }) => {
      const current = await draftAt(deps, person, await materialFor(deps, params["id"], person, "edit"), body.version);
      const attachment = current.attachments.find(({ id }) => id === params["file"]);
      if (!attachment) throw new Problem("not-found");
      // The bytes stay: an edition that is public, or was, may still name them.
      const change = { attachments: current.attachments.filter((file) => file !== attachment) };
      const about = { action: "material.detach", note: attachment.fileName };
      return recordView(deps, person, await saveChange(deps, person, current, change, about));
    },
  ),

  route(
    "GET",
    "/api/staff/materials/:id/files/:file",
    { summary: "An attachment of a working record" },
    async ({ deps, params, person }) => {
      const { attachments } = await materialFor(deps, params["id"], person, "see");
      const file = attachments.find(({ id }) => id === params["file"]);
      if (!file) throw new Problem("not-found");
      const picture = file.inline ? await deps.blobs.get(file.key) : undefined;
      // From our own address, which is all that the workbench's policy lets pictures come from.
      if (picture) return pictureAnswer(file, picture, noStore);
      const location = await deps.blobs.presignDownload({
        key: file.key,
        fileName: file.fileName,
        contentType: file.contentType,
        expiresInSeconds: 300,
      });
      return new Response(null, { status: 302, headers: { location, "cache-control": noStore } });
    },
  ),

  route(
    "POST",
    "/api/staff/materials/word",
    { summary: "Make a draft of an uploaded Word document", body: wordInput, answer: wordAnswer, status: 201 },
    async ({ deps, body, person, now }) => {
      const { attachment, content, discard } = await takeUpload(deps, person.id, body.upload);
      const files = [attachment];
      const { draft, dropped } = await withFiles(deps, files, async () => {
        if (!attachment.fileName.toLowerCase().endsWith(".docx")) refuseFile("type-not-allowed");
        const imported = await readWord(content);
        const id = newId();
        const html = await storePictures(deps, id, imported, files);
        if (html.length > materialLimits.body) refuseFile("too-large");
        const input = check(materialInput, {
          title: titleOf(imported.title || attachment.fileName.replace(/\.docx$/i, "")),
          category: body.category,
          body: html,
        });
        // Pictures first, as they stand in the text; the document itself follows.
        const attachments = [...files.slice(1), attachment];
        const made = { ...newMaterial(id, await cleanInput(deps, input), person, isoTime(now)), attachments };
        await deps.store.transact([
          ...putWorking(made, true),
          uploadUsed(body.upload),
          auditLine(now, person, "material.import", `material#${id}`, attachment.fileName),
        ]);
        return { draft: made, dropped: imported.messages };
      });
      await discard();
      return { material: await recordView(deps, person, draft), dropped };
    },
  ),
];

import { auditLine } from "../audit/table.ts";
import { checkFile } from "../files/file-types.ts";
import { noStore } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { openUpload, storePicture, takeUpload, uploadUsed } from "./attachments.ts";
import { attachInput, material, materialLimits, materialInput, uploadAnswer, uploadInput, versionInput, wordAnswer, wordInput } from "./contract.ts";
import { check } from "../http/body.ts";
import { cleanInput, materialFor, newMaterial, staffView } from "./drafting.ts";
import { attachmentUrl } from "./public-reads.ts";
import { putWorking, type Working } from "./table.ts";

function draftAt(current: Working, version: number): Working {
  if (current.version !== version) throw new Problem("conflict", { current: staffView(current) });
  if (current.state !== "draft") throw new Problem("illegal-step", { allowed: ["return", "revise"] });
  return current;
}

export const attachmentStaffRoutes = [
  route("POST", "/api/staff/uploads", { summary: "Open an upload: the answer is the form to post the file with", body: uploadInput, answer: uploadAnswer, status: 201 }, ({ deps, body, person }) =>
    openUpload(deps, person.id, body.fileName, body.bytes),
  ),

  route("POST", "/api/staff/materials/:id/attachments", { summary: "Attach an uploaded file to a draft", body: attachInput, answer: material, status: 201 }, async ({ deps, params, body, person, now }) => {
    const current = draftAt(await materialFor(deps, params["id"], person, "edit"), body.version);
    if (current.attachments.length >= materialLimits.attachments) throw new Problem("file-refused", { errors: [{ field: "file", code: "too-many" }] });
    const { attachment, discard } = await takeUpload(deps, person.id, body.upload);
    const changed = { ...current, attachments: [...current.attachments, attachment], updatedAt: isoTime(now) };
    await deps.store.transact([putWorking(changed), uploadUsed(body.upload), auditLine(now, person, "material.attach", `material#${current.id}`, attachment.fileName)]);
    await discard();
    return staffView({ ...changed, version: current.version + 1 });
  }),

  route("DELETE", "/api/staff/materials/:id/attachments/:file", { summary: "Take an attachment off a draft", body: versionInput, answer: material }, async ({ deps, params, body, person, now }) => {
    const current = draftAt(await materialFor(deps, params["id"], person, "edit"), body.version);
    const attachment = current.attachments.find(({ id }) => id === params["file"]);
    if (!attachment) throw new Problem("not-found");
    // The bytes stay: an edition that is public, or was, may still name them.
    const changed = { ...current, attachments: current.attachments.filter((file) => file !== attachment), updatedAt: isoTime(now) };
    await deps.store.transact([putWorking(changed), auditLine(now, person, "material.detach", `material#${current.id}`, attachment.fileName)]);
    return staffView({ ...changed, version: current.version + 1 });
  }),

  route("GET", "/api/staff/materials/:id/files/:file", { summary: "An attachment of a working record" }, async ({ deps, params, person }) => {
    const { attachments } = await materialFor(deps, params["id"], person, "see");
    const file = attachments.find(({ id }) => id === params["file"]);
    if (!file) throw new Problem("not-found");
    const location = await deps.blobs.presignDownload({ key: file.key, fileName: file.fileName, contentType: file.contentType, expiresInSeconds: 300 });
    return new Response(null, { status: 302, headers: { location, "cache-control": noStore } });
  }),

  route("POST", "/api/staff/materials/word", { summary: "Make a draft of an uploaded Word document", body: wordInput, answer: wordAnswer, status: 201 }, async ({ deps, body, person, now }) => {
    const { attachment, content, discard } = await takeUpload(deps, person.id, body.upload);
    if (!attachment.fileName.toLowerCase().endsWith(".docx")) throw new Problem("file-refused", { errors: [{ field: "file", code: "type-not-allowed" }] });
    const { importWord, WordImportError } = await import("../word/import.ts");
    const imported = await importWord(content).catch((error: unknown) => {
      throw error instanceof WordImportError ? new Problem("file-refused", { errors: [{ field: "file", code: error.problem }] }) : error;
    });
    const id = newId();
    const pictures = imported.images.filter((picture) => checkFile(picture.contentType === "image/png" ? "a.png" : "a.jpg", picture.bytes, picture.bytes.length) === "ok");
    const stored = await Promise.all(pictures.map((picture, place) => storePicture(deps, picture, place + 1)));
    // A picture that was not kept leaves its placeholder, which cleaning removes.
    const html = pictures.reduce((text, picture, place) => text.replaceAll(`"gxjt-image:${picture.id}"`, `"${attachmentUrl(id, stored[place]!)}"`), imported.html);
    const title = imported.title || attachment.fileName.replace(/\.docx$/i, "");
    const input = check(materialInput, { title: title.slice(0, materialLimits.title), category: body.category, body: html });
    const draft = { ...newMaterial(id, await cleanInput(deps, input), person, isoTime(now)), attachments: [...stored, attachment] };
    await deps.store.transact([putWorking(draft, true), uploadUsed(body.upload), auditLine(now, person, "material.import", `material#${id}`, attachment.fileName)]);
    await discard();
    return { material: staffView(draft), dropped: imported.messages };
  }),
];

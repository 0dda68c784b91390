import type { Deps } from "../deps.ts";
import { checkFile, fileTypeOf, type FileRefusal } from "../files/file-types.ts";
import { safeFileName } from "../files/safe-file-name.ts";
import { Problem } from "../http/problem.ts";
import { newId } from "../platform/ids.ts";
import { StoreUnavailable } from "../store/store.ts";
import type { WordProblem } from "../word/import.ts";
import type { StoredAttachment } from "./table.ts";

const UPLOAD_SECONDS = 3600;
const KEPT_SECONDS = 24 * 3600;
const uploadKey = (id: string) => ({ pk: `upload#${id}`, sk: "upload" });

/** @throws Problem file-refused, always */
export function refuseFile(refusal: FileRefusal | WordProblem | "too-many"): never {
  throw new Problem("file-refused", { errors: [{ field: "file", code: refusal }] });
}

/** Opens an upload for a file of this name and size: nothing else can be posted with the form. @throws Problem file-refused */
export async function openUpload(deps: Deps, by: string, fileName: string, bytes: number) {
  const name = safeFileName(fileName);
  const type = fileTypeOf(name);
  if (!type) return refuseFile("type-not-allowed");
  if (bytes > type.maxBytes) return refuseFile("too-large");
  const upload = newId();
  const key = `uploads/${newId()}`;
  const expiresAt = Math.floor(deps.clock() / 1000) + KEPT_SECONDS;
  await deps.store.put("materials", { ...uploadKey(upload), by, key, fileName: name, bytes, expiresAt }, { ifAbsent: true });
  const form = await deps.blobs.presignUpload({
    key,
    contentType: type.contentType,
    minBytes: bytes,
    maxBytes: bytes,
    expiresInSeconds: UPLOAD_SECONDS,
  });
  return { upload, ...form };
}

interface TakenUpload {
  attachment: StoredAttachment;
  content: Uint8Array;
  /** To be called when the attachment is recorded: until then the upload can be taken again. Never fails. */
  discard: () => Promise<void>;
}

/** What was uploaded, held against its name by its content. @throws Problem not-found (also for another person's upload), file-refused */
export async function takeUpload(deps: Deps, by: string, upload: string): Promise<TakenUpload> {
  const item = await deps.store.get("materials", uploadKey(upload));
  const content = item && item["by"] === by ? await deps.blobs.get(item["key"] as string) : undefined;
  if (!item || !content) throw new Problem("not-found");
  const fileName = item["fileName"] as string;
  const checked = checkFile(fileName, content, content.length);
  if (checked !== "ok") {
    await deps.blobs.delete(item["key"] as string);
    return refuseFile(checked);
  }
  const { contentType } = fileTypeOf(fileName)!;
  // Under a key that no form was ever given for: what was checked cannot be exchanged by posting the form again.
  const key = `files/${newId()}`;
  await deps.blobs.put(key, content, contentType);
  const attachment = { id: newId(), fileName, contentType, bytes: content.length, inline: false, key };
  const discard = () =>
    deps.blobs.delete(item["key"] as string).catch((error: unknown) => deps.log("upload-left", { reason: String(error) }));
  return { attachment, content, discard };
}

/**
 * Records what is to name these files. When that is refused nothing names them, and they go again; when the store did not
 * answer it may have recorded them all the same, so they stay.
 */
export async function withFiles<T>(deps: Deps, files: readonly { key: string }[], record: () => Promise<T>): Promise<T> {
  try {
    return await record();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) await Promise.allSettled(files.map(({ key }) => deps.blobs.delete(key)));
    throw error;
  }
}

/** An upload serves once. */
export function uploadUsed(upload: string) {
  return { delete: { table: "materials", key: uploadKey(upload), ifVersion: 1 } };
}

/** Stores a picture of an imported document as part of its text. */
export async function storePicture(
  deps: Deps,
  picture: { contentType: string; bytes: Uint8Array },
  place: number,
): Promise<StoredAttachment> {
  const key = `files/${newId()}`;
  await deps.blobs.put(key, picture.bytes, picture.contentType);
  const extension = picture.contentType === "image/png" ? "png" : "jpg";
  return {
    id: newId(),
    fileName: `image-${place}.${extension}`,
    contentType: picture.contentType,
    bytes: picture.bytes.length,
    inline: true,
    key,
  };
}

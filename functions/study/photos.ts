import type { Deps } from "../deps.ts";
import { noStore } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import { refuseFile, takeUpload, uploadUsed, withFiles } from "../materials/attachments.ts";
import { pictureAnswer } from "../materials/picture.ts";
import type { StoredAttachment } from "../materials/table.ts";
import type { TransactOperation } from "../store/store.ts";
import { MOST_PHOTOS, type Photo } from "./photos.contract.ts";

/** A photo with the place of its bytes, as records store it. */
export type StoredPhoto = StoredAttachment;

export const photoView = ({ id, fileName, bytes }: StoredPhoto): Photo => ({ id, fileName, bytes });

/**
 * Adds an uploaded photo to a record: `record` gets the longer list and the operations that belong into its transaction. Where the
 * transaction is refused the bytes go again.
 * @throws Problem file-refused (no JPEG or PNG, too many), not-found
 */
export async function addPhoto<T>(
  deps: Deps,
  by: string,
  photos: readonly StoredPhoto[],
  upload: string,
  record: (photos: StoredPhoto[], operations: TransactOperation[]) => Promise<T>,
): Promise<T> {
  if (photos.length >= MOST_PHOTOS) refuseFile("too-many");
  const { attachment, discard } = await takeUpload(deps, by, upload);
  const result = await withFiles(deps, [attachment], () => {
    if (!/^image\/(jpeg|png)$/.test(attachment.contentType)) refuseFile("type-not-allowed");
    return record([...photos, attachment], [uploadUsed(upload)]);
  });
  await discard();
  return result;
}

/** The bytes of one photo, from our own address. @throws Problem not-found */
export async function photoAnswer(deps: Deps, photos: readonly StoredPhoto[], id: string | undefined): Promise<Response> {
  const found = photos.find((photo) => photo.id === id);
  const bytes = found && (await deps.blobs.get(found.key));
  if (!found || !bytes) throw new Problem("not-found");
  return pictureAnswer(found, bytes, noStore);
}

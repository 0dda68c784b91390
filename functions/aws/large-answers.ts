import { createHash } from "node:crypto";
import { attachmentName } from "../blobs/download-headers.ts";
import type { Blobs } from "../blobs/blobs.ts";
import { noStore } from "../http/headers.ts";

/** Where answers that are too large for a function lie; the bucket deletes them after a day. */
export const LARGE_ANSWERS = "answers/";

const FIVE_MINUTES = 300;

/**
 * An answer that a function cannot give goes to the file store, once for the same bytes, and the caller is sent there for five
 * minutes. Everything of that size is a download or a picture; its name travels with it.
 * @param headers of the answer that was to be given
 */
export async function byFileStore(blobs: Blobs, headers: Headers, bytes: Buffer): Promise<Response> {
  const contentType = headers.get("content-type") ?? "application/octet-stream";
  const key = `${LARGE_ANSWERS}${createHash("sha256").update(bytes).digest("hex").slice(0, 40)}`;
  // Written each time: the day after which it is deleted begins anew.
  await blobs.put(key, bytes, contentType);
  const fileName = attachmentName(headers.get("content-disposition") ?? "") ?? "download";
  const location = await blobs.presignDownload({ key, fileName, contentType, expiresInSeconds: FIVE_MINUTES });
  return new Response(null, { status: 302, headers: { location, "cache-control": noStore } });
}

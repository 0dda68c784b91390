import { contentDisposition } from "../blobs/download-headers.ts";
import type { StoredAttachment } from "./table.ts";

/** A picture of a text: shown by `<img>`, and opened by its address saved under its own name, whatever name the address bore. */
export function pictureAnswer(
  { fileName, contentType }: StoredAttachment,
  bytes: Uint8Array,
  caching = "public, max-age=60, s-maxage=60",
): Response {
  const headers = {
    "content-type": contentType,
    "content-disposition": contentDisposition(fileName),
    "cache-control": caching,
  };
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

import { contentDisposition } from "../blobs/download-headers.ts";
import type { StoredAttachment } from "./table.ts";

/** A picture of a text: shown by `<img>`, and opened by its address saved under its own name, whatever name the address bore. */
export function pictureAnswer({ fileName, contentType }: StoredAttachment, bytes: Uint8Array): Response {
  const headers = {
    "content-type": contentType,
    "content-disposition": contentDisposition(fileName),
    "cache-control": "public, max-age=60, s-maxage=60",
  };
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

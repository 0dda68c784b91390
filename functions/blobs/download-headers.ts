import { fileHeaders } from "../files/file-headers.ts";
import { safeFileName, splitExtension } from "../files/safe-file-name.ts";

export interface Download {
  fileName: string;
  contentType: string;
  bytes?: number;
}

/** RFC 6266: the name in ASCII for old clients, then in full (RFC 5987). Both are made safe first. */
export function contentDisposition(fileName: string): string {
  const name = safeFileName(fileName);
  return `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${extendedValue(name)}`;
}

/** Headers with which a stored file never becomes a page of ours: saved, not sniffed, not run, not embedded elsewhere. */
export function downloadHeaders({ fileName, contentType, bytes }: Download): Record<string, string> {
  return {
    "content-type": withCharset(contentType),
    "content-disposition": contentDisposition(fileName),
    ...fileHeaders,
    ...(bytes === undefined ? {} : { "content-length": String(bytes) }),
  };
}

/** An unreadable type becomes bytes; text names its charset (ASVS 4.1.1). */
export function withCharset(contentType: string): string {
  const type = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+/i.exec(contentType)?.[0].toLowerCase() ?? "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

/** The full name that a `Content-Disposition` of ours holds. */
export function attachmentName(disposition: string): string | undefined {
  const value = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return value && decodeURIComponent(value);
}

function asciiName(name: string): string {
  const { stem, extension } = splitExtension(name);
  // "%" too: some clients decode it in the plain form.
  const plain = stem.replace(/[^\x20-\x7e]|%/gu, "_");
  return (/[A-Za-z0-9]/.test(plain) ? plain : "download") + extension;
}

function extendedValue(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

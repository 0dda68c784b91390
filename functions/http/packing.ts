import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** As named in Accept-Encoding and Content-Encoding, the smaller first. */
const encodings = ["br", "gzip"] as const;
export type Encoding = (typeof encodings)[number];

/** A body packed each way, made when first asked for. */
export type Packed = Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>;

/** The better way that a client understands; undefined for neither. @param accepted its Accept-Encoding */
export function encodingFor(accepted: string | null | undefined): Encoding | undefined {
  return encodings.find((encoding) => accepted?.includes(encoding));
}

/**
 * Packs a body.
 * @param quality of Brotli, 0 to 11. For what is packed once, 11. For an answer, 5: a tenth smaller than gzip for twice its 0.16 ms, where
 * 11 takes 13 ms (list of 20 materials, 12.8 kB).
 */
export function pack(body: string | Uint8Array, encoding: Encoding, quality: 5 | 11): Uint8Array<ArrayBuffer> {
  return encoding === "gzip" ? gzipSync(body) : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

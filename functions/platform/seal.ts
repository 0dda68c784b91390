import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const bytesOf = (key: string) => Buffer.from(key, "base64url");

/**
 * AES-256-GCM: neither read nor changed by whoever holds the text but not the key.
 * @param key from `keyFor`
 * @param place what the text belongs to; sealed for one place it opens at no other
 */
export function seal(key: string, text: string, place = ""): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", bytesOf(key), iv);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @returns undefined for what was not sealed with one of these keys for this place */
export function unseal(keys: readonly string[], sealed: string, place = ""): string | undefined {
  for (const key of keys) {
    const text = unsealWith(key, sealed, place);
    if (text !== undefined) return text;
  }
  return undefined;
}

function unsealWith(key: string, sealed: string, place: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < 29) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", bytesOf(key), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

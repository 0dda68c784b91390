import { createHash, createHmac, randomBytes } from "node:crypto";

// Crockford's base 32 without I, L, O, U: no look-alikes, so codes survive the telephone and handwriting.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}

/** A new object id: 16 base-32 letters, 80 random bits. */
export function newId(): string {
  return base32(randomBytes(16)).toLowerCase();
}

/** The same id for the same parts: a retried create finds what its first try has written. */
export function derivedId(...parts: string[]): string {
  return base32(createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16)).toLowerCase();
}

/** 32 random bytes as base64url: session tokens and one-time links (ASVS 7.2.3 asks for 128 bits). */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

export function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** 查询码: 12 letters in three groups, 58 bits. Digits 0 and 1 are left out too, since people write O and l for them. */
export function receiptCodeFrom(seed: string): string {
  const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bytes = createHash("sha512").update(seed).digest();
  // Rejection of 240..255 keeps every letter equally likely (30 letters, 8 × 30 = 240).
  const picked = Array.from(bytes).filter((byte) => byte < 240).slice(0, 12).map((byte) => letters[byte % 30]);
  return picked.join("").replace(/(.{4})(?=.)/g, "$1-");
}

import { createHmac, hash, randomBytes } from "node:crypto";

// Crockford's base 32 without I, L, O, U: no look-alikes, so codes survive the telephone and handwriting.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return text;
}

// One call of the generator serves many ids: asking it for each costs more than all else in an id. Secrets never come from here.
let pool = randomBytes(0);

function pooled(bytes: number): Uint8Array {
  if (pool.length < bytes) pool = randomBytes(4096);
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

/** A new object id: 16 base-32 letters, 80 random bits. */
export function newId(): string {
  return base32(pooled(16)).toLowerCase();
}

/** The same id for the same parts: a retried create finds what its first try has written. */
export function derivedId(...parts: string[]): string {
  return base32(hash("sha256", JSON.stringify(parts), "buffer").subarray(0, 16)).toLowerCase();
}

/** 32 random bytes as base64url: session tokens and one-time links (ASVS 7.2.3 asks for 128 bits). */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function sha256(text: string): string {
  return hash("sha256", text, "base64url");
}

export function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

const keys = new Map<string, string>();

/** The key for one use of an installation's secret, so that what one use gives away opens no other. */
export function keyFor(secret: string, use: string): string {
  const name = `${use}\n${secret}`;
  const known = keys.get(name);
  if (known) return known;
  // A few uses a day and installation; a test makes many.
  if (keys.size > 200) keys.clear();
  const key = hmac(secret, use);
  keys.set(name, key);
  return key;
}

/** What an installation signs and seals with, and after a change what it did so with before. */
export interface Secrets {
  secret: string;
  /** Goes on opening what it has signed or sealed; signs and seals nothing any more. */
  previousSecret?: string | undefined;
}

/** The keys that may have made something for this use, the present one first. */
export function keysFor({ secret, previousSecret }: Secrets, use: string): [string, ...string[]] {
  return [keyFor(secret, use), ...(previousSecret === undefined ? [] : [keyFor(previousSecret, use)])];
}

/** 查询码: 12 letters in three groups, 58 bits. Digits 0 and 1 are left out too, since people write O and l for them. */
export function receiptCodeFrom(seed: string): string {
  const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bytes = hash("sha512", seed, "buffer");
  // Rejection of 240..255 keeps every letter equally likely (30 letters, 8 × 30 = 240).
  const picked = Array.from(bytes)
    .filter((byte) => byte < 240)
    .slice(0, 12)
    .map((byte) => letters[byte % 30]);
  return picked.join("").replace(/(.{4})(?=.)/g, "$1-");
}

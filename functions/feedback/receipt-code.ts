import { hmac, keyFor, newSecret, receiptCodeFrom } from "../platform/ids.ts";

/**
 * The 查询码 of a new feedback. A repeated request (same key, same content) gives the same code without the code being stored
 * anywhere; without a key it is random.
 */
export function newReceiptCode(secret: string, idempotencyKey: string | undefined, digest: string): string {
  return receiptCodeFrom(idempotencyKey === undefined ? newSecret() : hmac(keyFor(secret, "receipt-code"), `${idempotencyKey}\n${digest}`));
}

/**
 * A code as people type it: any case, full-width, with or without hyphens and spaces.
 * @returns its one spelling, or undefined for what can be no code
 */
export function readReceiptCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  return /^[2-9A-HJKMNP-TV-Z]{12}$/.test(letters) ? letters.replace(/(.{4})(?=.)/g, "$1-") : undefined;
}

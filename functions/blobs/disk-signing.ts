import { createHmac, timingSafeEqual } from "node:crypto";
import { isBlobKey } from "./keys.ts";
import type { DownloadTerms, UploadTerms } from "./blobs.ts";

/** What a form permits; S3 calls this the policy. Times in ms since the epoch, sizes in bytes. */
export interface UploadPolicy {
  key: string;
  contentType: string;
  minBytes: number;
  maxBytes: number;
  expires: number;
}

export type Refusal = "AccessDenied" | "SignatureDoesNotMatch";

/** The form's fields, by S3's names where S3 has them, so that one client code posts to both. */
export function signUpload(signingKey: string, terms: UploadTerms, now: number): Record<string, string> {
  const { key, contentType, minBytes, maxBytes } = terms;
  const policy: UploadPolicy = { key, contentType, minBytes, maxBytes, expires: now + terms.expiresInSeconds * 1000 };
  const encoded = Buffer.from(JSON.stringify(policy)).toString("base64");
  return { key, "Content-Type": contentType, policy: encoded, signature: signature(signingKey, ["upload", encoded]) };
}

/** @returns the policy, once its signature, its expiry and every field of the form agree with it. */
export function checkUpload(signingKey: string, fields: Record<string, string>, now: number): UploadPolicy | Refusal {
  const { key, "Content-Type": contentType, policy: encoded, signature: given, ...others } = fields;
  if (!encoded || !given || !matches(given, signature(signingKey, ["upload", encoded]))) return "SignatureDoesNotMatch";
  // Signed by us, so it has the shape that signUpload gave it.
  const policy = JSON.parse(Buffer.from(encoded, "base64").toString()) as UploadPolicy;
  const agreed = key === policy.key && contentType === policy.contentType && Object.keys(others).length === 0;
  return agreed && now < policy.expires && isBlobKey(policy.key) ? policy : "AccessDenied";
}

/** Path and query of a download that works until its expiry, and with nothing in it changed. */
export function signDownload(signingKey: string, terms: DownloadTerms, now: number): string {
  const { key, fileName, contentType } = terms;
  const expires = String(now + terms.expiresInSeconds * 1000);
  const query = new URLSearchParams({ name: fileName, type: contentType, expires });
  query.set("signature", signature(signingKey, ["download", key, fileName.toWellFormed(), contentType, expires]));
  return `/files/${key}?${query}`;
}

/** A repeated or additional parameter is refused: it was not part of what was signed. */
export function checkDownload(
  signingKey: string,
  key: string,
  query: URLSearchParams,
  now: number,
): { fileName: string; contentType: string } | Refusal {
  const { name = "", type = "", expires = "", signature: given = "" } = Object.fromEntries(query);
  const repeated = [...query.keys()].sort().join() !== "expires,name,signature,type";
  if (repeated || !matches(given, signature(signingKey, ["download", key, name, type, expires]))) return "SignatureDoesNotMatch";
  return now < Number(expires) && isBlobKey(key) ? { fileName: name, contentType: type } : "AccessDenied";
}

function signature(signingKey: string, parts: string[]): string {
  return createHmac("sha256", signingKey).update(JSON.stringify(parts)).digest("base64url");
}

function matches(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

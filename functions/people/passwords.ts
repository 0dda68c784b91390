import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP's recommendation for scrypt, 128 MB for each verification; stored with every hash so that it can be raised later. */
const current = { N: 2 ** 17, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

// Each run needs 128 MB, so runs queue behind each other: a flood of sign-ins costs time, not memory.
let turn: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  const run = () =>
    new Promise<Buffer>((resolve, reject) =>
      scrypt(password, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key))),
    );
  const result = turn.then(run);
  turn = result.catch(() => undefined);
  return result;
}

/** @returns `scrypt$N$r$p$salt$key`, salt and key as base64url. The password is used exactly as given. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, current);
  return ["scrypt", current.N, current.r, current.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

// For names that do not exist: the same work, so that the answer time says nothing (ASVS 6.3.1).
const nobodysHash = `scrypt$${current.N}$${current.r}$${current.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Constant-time comparison; without a stored hash (no account, or no password chosen yet) the same work is done and the answer is no. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const known = stored?.startsWith("scrypt$") ? stored : undefined;
  const [, N, r, p, salt, key] = (known ?? nobodysHash).split("$");
  const expected = Buffer.from(key!, "base64url");
  const actual = await derive(password, Buffer.from(salt!, "base64url"), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(actual, expected) && known !== undefined;
}

/** Whether the password is among the 49,000 most used ones (ASVS 6.2.4 asks for the top 3,000) or is the sign-in name. */
export async function isCommonPassword(password: string, login: string): Promise<boolean> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const lower = password.toLowerCase();
  return lower === login.toLowerCase() || dictionary["passwords-common"].includes(lower);
}

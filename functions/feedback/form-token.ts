import { timingSafeEqual } from "node:crypto";
import type { Config } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { DAY, MINUTE, SECOND } from "../platform/clock.ts";
import { hmac, keyFor, keysFor, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";

const LONGEST = DAY;
/** Another machine's clock may be ahead by this much; a token from further in the future stems from a clock that was set back. */
const SKEW = MINUTE;

/** What a valid token says. */
export interface OpenedForm {
  id: string;
  issuedAt: number;
}

type Secrets = Pick<Config, "secret" | "previousSecret" | "formSeconds">;

const USE = "form-token";

/** A new token `<issued, base 36>.<id>.<signature>`: nothing is stored until it is used. */
export function newFormToken({ secret }: Secrets, now: number): string {
  const payload = `${now.toString(36)}.${newId()}`;
  return `${payload}.${hmac(keyFor(secret, USE), payload)}`;
}

/**
 * @returns the form, or the Problem that forbids sending it: form-token-invalid (not ours, or older than 24 h),
 * form-token-early (opened less than `formSeconds` ago, with `retryAfter`)
 */
export function openFormToken(secrets: Secrets, token: string, now: number): OpenedForm | Problem {
  const [issued = "", id = "", given = "", ...rest] = token.split(".");
  const actual = Buffer.from(given);
  const isOurs = keysFor(secrets, USE).some((key) => {
    const expected = Buffer.from(hmac(key, `${issued}.${id}`));
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
  if (rest.length > 0 || !isOurs) return new Problem("form-token-invalid");
  const issuedAt = Number.parseInt(issued, 36);
  const age = now - issuedAt;
  if (age > LONGEST || age < -SKEW) return new Problem("form-token-invalid");
  const wait = secrets.formSeconds * SECOND - age;
  return wait > 0 ? new Problem("form-token-early", { retryAfter: Math.ceil(wait / SECOND) }) : { id, issuedAt };
}

/** Uses the token up, as part of what is sent with it; kept until the token itself is too old. */
export function useForm({ id, issuedAt }: OpenedForm): TransactOperation {
  const expiresAt = Math.ceil((issuedAt + LONGEST + SKEW) / SECOND);
  // The time in front keeps forms of one moment side by side in SQLite's index, so that their commit dirties one page.
  return {
    put: {
      table: "feedback",
      item: { pk: `form#${issuedAt.toString(36).padStart(9, "0")}.${id}`, sk: "used", expiresAt },
      condition: { ifAbsent: true },
    },
  };
}

import type { Context } from "hono";
import type { Deps } from "../deps.ts";
import { HOUR, MINUTE } from "../platform/clock.ts";
import { newSecret, sha256 } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import { dropCookies, giveCookie, tokensOf } from "./session-cookies.ts";
import { noteSignIn } from "./last-sign-in.ts";
import type { Account } from "./table.ts";

export const IDLE = 30 * MINUTE;
export const ABSOLUTE = 12 * HOUR;
/** The idle clock is written at most once a minute, so reading costs no write. */
const TOUCH_EVERY = MINUTE;

const sessionKey = (token: string) => ({ pk: `session#${sha256(token)}`, sk: "session" });

export interface Session {
  person: string;
  epoch: number;
}

/** Starts a session under a new token; a session that this browser still had is ended. */
export async function startSession(deps: Deps, c: Context, account: Account): Promise<void> {
  await forgetSession(deps, c);
  const now = deps.clock();
  const token = newSecret();
  const item = {
    ...sessionKey(token),
    person: account.id,
    epoch: account.epoch,
    startedAt: now,
    seenAt: now,
    expiresAt: Math.floor((now + ABSOLUTE) / 1000),
  };
  await deps.store.put("people", item, { ifAbsent: true });
  await noteSignIn(deps, account.id);
  giveCookie(deps, c, token);
}

async function forgetSession(deps: Deps, c: Context): Promise<void> {
  for (const token of tokensOf(deps, c)) await deps.store.delete("people", sessionKey(token));
}

export async function endSession(deps: Deps, c: Context): Promise<void> {
  await forgetSession(deps, c);
  dropCookies(deps, c);
}

/** The session behind the request's cookies, if it is neither idle for 30 minutes nor older than 12 hours. */
export async function readSession(deps: Deps, c: Context): Promise<Session | undefined> {
  for (const token of tokensOf(deps, c)) {
    const session = await sessionOf(deps, token);
    if (session) return session;
  }
  return undefined;
}

async function sessionOf(deps: Deps, token: string): Promise<Session | undefined> {
  const now = deps.clock();
  const item = await deps.store.get("people", sessionKey(token));
  if (!item) return undefined;
  const { person, epoch, startedAt, seenAt } = item as unknown as Session & { startedAt: number; seenAt: number };
  if (now - seenAt > IDLE || now - startedAt > ABSOLUTE) return undefined;
  if (now - seenAt > TOUCH_EVERY) {
    const { version, ...rest } = item;
    // Another request of the same session may be first, or a sign-out: both are fine.
    await deps.store.put("people", { ...rest, seenAt: now }, { ifVersion: version }).catch((error: unknown) => {
      if (!(error instanceof ConditionFailed)) throw error;
    });
  }
  return { person, epoch };
}

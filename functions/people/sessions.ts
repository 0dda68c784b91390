import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Deps } from "../deps.ts";
import { HOUR, MINUTE } from "../platform/clock.ts";
import { newSecret, sha256 } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import type { Account } from "./table.ts";

export const IDLE = 30 * MINUTE;
export const ABSOLUTE = 12 * HOUR;
/** The idle clock is written at most once a minute, so reading costs no write. */
const TOUCH_EVERY = MINUTE;

/**
 * SameSite=Lax: the workbench is used on its own origin. Framed in a portal of another site it gets no cookie and offers to open
 * as a page of its own. `__Host-` binds the cookie to HTTPS and this host; a loopback HTTP server cannot use it.
 */
function cookie(deps: Deps): { name: string; options: { httpOnly: true; sameSite: "Lax"; path: "/"; secure: boolean } } {
  const secure = deps.config.publicOrigin.startsWith("https:");
  return { name: secure ? "__Host-sid" : "sid", options: { httpOnly: true, sameSite: "Lax", path: "/", secure } };
}

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
  const { name, options } = cookie(deps);
  setCookie(c, name, token, options);
}

async function forgetSession(deps: Deps, c: Context): Promise<void> {
  const token = getCookie(c, cookie(deps).name);
  if (token) await deps.store.delete("people", sessionKey(token));
}

export async function endSession(deps: Deps, c: Context): Promise<void> {
  await forgetSession(deps, c);
  const { name, options } = cookie(deps);
  deleteCookie(c, name, options);
}

/** The session behind the request's cookie, if it is neither idle for 30 minutes nor older than 12 hours. */
export async function readSession(deps: Deps, c: Context): Promise<Session | undefined> {
  const token = getCookie(c, cookie(deps).name);
  if (!token || token.length > 100) return undefined;
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

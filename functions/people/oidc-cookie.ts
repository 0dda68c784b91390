import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Deps } from "../deps.ts";
import { MINUTE } from "../platform/clock.ts";
import { keysFor } from "../platform/ids.ts";
import { seal, unseal } from "../platform/seal.ts";

/** A sign-in at the provider may take this long. */
export const OIDC_TIME = 10 * MINUTE;

/** What a sign-in that has begun must be finished with; the browser carries it sealed, no server remembers it. */
export interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
  until: number;
}

// Sealed, since the verifier in it is a secret until the code is redeemed.
const keysOf = (deps: Deps) => keysFor(deps.config, "oidc");

/** SameSite=Lax: the return from the provider is a navigation from another site. */
function cookie(deps: Deps) {
  const secure = deps.config.publicOrigin.startsWith("https:");
  const options = { httpOnly: true, sameSite: "Lax", path: "/", secure, maxAge: OIDC_TIME / 1000 } as const;
  return { name: secure ? "__Host-oidc" : "oidc", options };
}

export function keepBegun(deps: Deps, c: Context, begun: Begun): void {
  const { name, options } = cookie(deps);
  setCookie(c, name, seal(keysOf(deps)[0], JSON.stringify(begun)), options);
}

/** Takes the cookie away. @returns undefined without one, with one that we did not make, and after ten minutes */
export function takeBegun(deps: Deps, c: Context): Begun | undefined {
  const { name, options } = cookie(deps);
  const sealed = getCookie(c, name);
  if (!sealed || sealed.length > 4000) return undefined;
  deleteCookie(c, name, { path: options.path, secure: options.secure });
  const text = unseal(keysOf(deps), sealed);
  const begun = text === undefined ? undefined : (JSON.parse(text) as Begun);
  return begun && deps.clock() < begun.until ? begun : undefined;
}

import type { Context } from "hono";
import type { Config, Deps } from "../deps.ts";
import { securityHeaders } from "./headers.ts";

/** Our own origin: configured, or on a loopback server the one that was asked for. */
export function ownOrigin(c: Context, config: Config): string {
  return config.publicOrigin || new URL(c.req.url).origin;
}

/** Exact comparison against our own origin and the portals' list; suffixes, other ports, other schemes and `null` do not match. */
export async function originAllowed(origin: string, c: Context, deps: Pick<Deps, "config" | "portals">): Promise<boolean> {
  return origin === ownOrigin(c, deps.config) || (await deps.portals()).includes(origin);
}

/** The portals' list for `commonHeaders`; only a request that names an origin has to know it. */
export async function learnPortals(c: Context, deps: Pick<Deps, "portals">): Promise<void> {
  if (c.req.header("origin") !== undefined) c.set("portals", await deps.portals());
}

/**
 * Whether a change may come from this page (ASVS 3.5.1): its exact `Origin`, or where a browser sends none, `Sec-Fetch-Site`.
 * A caller that sends neither is no browser page and is refused too.
 */
export function fromOwnPages(c: Context, config: Config): boolean {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin === ownOrigin(c, config);
  return c.req.header("sec-fetch-site") === "same-origin";
}

/** Headers of every answer: security, request id, and for a portal that `learnPortals` found listed CORS, never with credentials. */
export function commonHeaders(c: Context): Record<string, string> {
  const headers: Record<string, string> = { ...securityHeaders, "x-request-id": c.get("requestId") as string };
  const origin = c.req.header("origin");
  if (origin === undefined || c.req.path.startsWith("/api/staff") || !(c.get("portals") as readonly string[] | undefined)?.includes(origin))
    return headers;
  return {
    ...headers,
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after, x-request-id",
    vary: "Origin",
  };
}

import type { Context } from "hono";
import type { Config } from "../deps.ts";
import { securityHeaders } from "./headers.ts";

/** Our own origin: configured, or on a loopback server the one that was asked for. */
export function ownOrigin(c: Context, config: Config): string {
  return config.publicOrigin || new URL(c.req.url).origin;
}

/** Exact comparison against our own origin and the portals' list; suffixes, other ports, other schemes and `null` do not match. */
export function originAllowed(origin: string, c: Context, config: Config): boolean {
  return origin === ownOrigin(c, config) || config.portalOrigins.includes(origin);
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

/** Headers of every answer: security, request id, and for a listed portal CORS, never with credentials. */
export function commonHeaders(c: Context, config: Config): Record<string, string> {
  const headers: Record<string, string> = { ...securityHeaders, "x-request-id": c.get("requestId") as string };
  const origin = c.req.header("origin");
  if (origin === undefined || c.req.path.startsWith("/api/staff") || !config.portalOrigins.includes(origin)) return headers;
  return {
    ...headers,
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after, x-request-id",
    vary: "Origin",
  };
}

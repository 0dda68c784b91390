import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Deps } from "../deps.ts";

/** The workbench inside a portal's page says so when it signs somebody in. Pages of other origins cannot send this header. */
const FRAMED = "gxjt-framed";

/**
 * Two cookies, decided per use (ASVS 3.3.2). The workbench as a page of its own: SameSite=Lax. Framed by a listed portal of another
 * site, where a Lax cookie is never sent: SameSite=None and Partitioned, so that it belongs to this portal's page alone; it is only
 * set for a page that says it is framed, and only believed from our own pages. `__Host-` binds both to HTTPS and this host; a
 * loopback HTTP server has neither the prefix nor the frame.
 */
function own(secure: boolean) {
  return { name: secure ? "__Host-sid" : "sid", options: { httpOnly: true, sameSite: "Lax", path: "/", secure } as const };
}
const framed = {
  name: "__Host-framed",
  options: { httpOnly: true, sameSite: "None", path: "/", secure: true, partitioned: true } as const,
};

const isSecure = (deps: Deps) => deps.config.publicOrigin.startsWith("https:");

/**
 * Where a browser ignores `Partitioned`, the framed cookie goes out with requests from any site. Changes are held to our exact origin
 * for every cookie; with this one reads are, too.
 */
const fromOurPage = (deps: Deps, c: Context) =>
  c.req.header("sec-fetch-site") === "same-origin" || c.req.header("origin") === deps.config.publicOrigin;

/** The session tokens that this request carries and may use, the page's own first. */
export function tokensOf(deps: Deps, c: Context): string[] {
  const secure = isSecure(deps);
  const tokens = [getCookie(c, own(secure).name), secure && fromOurPage(deps, c) ? getCookie(c, framed.name) : undefined];
  return tokens.filter((token) => token !== undefined && token !== "" && token.length <= 100) as string[];
}

export function giveCookie(deps: Deps, c: Context, token: string): void {
  const secure = isSecure(deps);
  const { name, options } = secure && c.req.header(FRAMED) === "1" ? framed : own(secure);
  setCookie(c, name, token, options);
}

/** Takes away what the browser holds. */
export function dropCookies(deps: Deps, c: Context): void {
  const secure = isSecure(deps);
  for (const { name, options } of secure ? [own(secure), framed] : [own(secure)]) deleteCookie(c, name, options);
}

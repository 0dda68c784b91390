import { Hono } from "hono";
import { securityHeaders } from "../../functions/http/headers.ts";
import { accountPage, type AccountPage } from "../../widgets/staff/pages.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** The account pages of staff: sign in, first set-up, choosing a password by a one-time link. */
export function staffPages(assets: (name: string, request: Request) => Response | undefined): Hono {
  const app = new Hono();
  app.get("/staff", (c) => c.redirect("/staff/", 301));
  const page = (kind: AccountPage) => () => {
    const headers = new Headers(securityHeaders);
    headers.set("content-type", "text/html; charset=utf-8");
    headers.set("content-security-policy", policy);
    headers.set("cache-control", "no-store");
    return new Response(accountPage(kind), { headers });
  };
  app.get("/staff/", page("account"));
  app.get("/staff/set-up", page("set-up"));
  app.get("/staff/password", page("password"));
  app.get("/staff/:asset", (c) => assets(c.req.param("asset"), c.req.raw) ?? c.notFound());
  return app;
}

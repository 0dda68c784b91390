import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { securityHeaders } from "../../functions/http/headers.ts";
import { accountPage, workbenchPage } from "../../widgets/staff/pages.ts";
import type { StaffManifest } from "../build-staff.ts";
import { assetsOf } from "./assets.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // Pictures that are being pasted or chosen are shown before they are stored.
  "img-src 'self' blob: data:",
  // The live preview is a page of our own.
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The pages of staff: the workbench, first set-up, choosing a password by a one-time link. @param folder what `infra/build-staff.ts` built */
export function staffPages(folder: string): Hono {
  const assets = assetsOf(folder);
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as StaffManifest;
  const filesOf = (entry: string) => {
    const files = manifest[entry];
    if (!files) throw new Error(`the build of the staff pages has no ${entry}`);
    return files;
  };
  const app = new Hono();
  app.get("/staff", (c) => c.redirect("/staff/", 301));
  const page = (html: string) => () => {
    const headers = new Headers(securityHeaders);
    headers.set("content-type", "text/html; charset=utf-8");
    headers.set("content-security-policy", policy);
    headers.set("cache-control", "no-store");
    return new Response(html, { headers });
  };
  app.get("/staff/", page(workbenchPage(filesOf("workbench"))));
  app.get("/staff/set-up", page(accountPage("set-up", filesOf("account"))));
  app.get("/staff/password", page(accountPage("password", filesOf("account"))));
  app.get("/staff/:asset", (c) => assets(c.req.param("asset"), c.req.raw) ?? c.notFound());
  return app;
}

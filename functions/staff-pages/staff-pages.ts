import { Hono } from "hono";
import { accountPage, type PageFiles, previewPage, workbenchPage } from "../../widgets/staff/pages.ts";
import { answerAsset, type AssetSource } from "../assets/assets.ts";
import type { Blobs } from "../blobs/blobs.ts";
import type { Deps } from "../deps.ts";
import { securityHeaders } from "../http/headers.ts";
import { newId } from "../platform/ids.ts";

/** What `infra/build-staff.ts` built: the files of each page by its entry, and the files themselves. */
export interface StaffBuild {
  manifest: Record<string, PageFiles>;
  assets: AssetSource;
}

/** @param files where uploads are posted to, when that is not this server */
const policyOf = (files: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${files}`,
    // Pictures that are being pasted or chosen are shown before they are stored.
    "img-src 'self' blob: data:",
    // The live preview is a page of our own.
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");

/**
 * The preview of a draft runs the public widgets, which set their own styles, and asks nobody anything: what it shows comes from the
 * editor's page alone.
 */
const previewPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'";

/** The listed portals' pages may frame the workbench by `<gxjt-admin>`, over HTTPS only; no other page of staff may be framed (ASVS 3.4.6). */
const framedPolicy = (portals: readonly string[], own: string) =>
  `${own}; frame-ancestors ${["'self'", ...portals.filter((origin) => origin.startsWith("https:"))].join(" ")}`;

/** ` https://files.example.com` for a content policy; empty when this server keeps the files itself. */
async function filesOrigin(blobs: Blobs): Promise<string> {
  const form = { key: `uploads/${newId()}`, contentType: "text/plain", minBytes: 1, maxBytes: 1, expiresInSeconds: 60 };
  const { url } = await blobs.presignUpload(form);
  return /^https?:/.test(url) ? ` ${new URL(url).origin}` : "";
}

/**
 * The pages of staff: the workbench, first set-up, choosing a password by a one-time link, the way back from an OpenID
 * provider.
 */
export function staffPages({ manifest, assets }: StaffBuild, { portals, blobs }: Pick<Deps, "portals" | "blobs">): Hono {
  const filesOf = (entry: string) => {
    const files = manifest[entry];
    if (!files) throw new Error(`the build of the staff pages has no ${entry}`);
    return files;
  };
  const app = new Hono();
  app.get("/staff", (c) => c.redirect("/staff/", 301));
  const answer = (html: string, security: string) => {
    const headers = new Headers(securityHeaders);
    headers.set("content-type", "text/html; charset=utf-8");
    headers.set("content-security-policy", security);
    headers.set("cache-control", "no-store");
    return new Response(html, { headers });
  };
  // The form of an upload says where the files are; asked for once, and again while nobody can say.
  let known: string | undefined;
  const files = async () => (known ??= await filesOrigin(blobs).catch(() => undefined)) ?? "";
  const page = (html: string) => async () => answer(html, `${policyOf(await files())}; frame-ancestors 'self'`);
  const workbench = workbenchPage(filesOf("workbench"));
  app.get("/staff/", async (c) =>
    c.req.query("framed") === "1" ? answer(workbench, framedPolicy(await portals(), policyOf(await files()))) : page(workbench)(),
  );
  app.get("/staff/set-up", page(accountPage("set-up", filesOf("account"))));
  app.get("/staff/password", page(accountPage("password", filesOf("account"))));
  app.get("/staff/oidc", page(accountPage("oidc", filesOf("callback"))));
  const preview = previewPage(filesOf("preview"));
  app.get("/staff/preview", async (c) =>
    answer(
      preview,
      c.req.query("framed") === "1" ? framedPolicy(await portals(), previewPolicy) : `${previewPolicy}; frame-ancestors 'self'`,
    ),
  );
  const asset = async (name: string, request: Request) => {
    const found = await assets(name);
    return found && answerAsset(found, request);
  };
  app.get("/staff/sw.js", async (c) => {
    const script = await asset("sw.js", c.req.raw);
    if (!script) return c.notFound();
    // The policy of a worker's own file is the worker's: it fetches the page and its files, nothing else.
    script.headers.set("content-security-policy", "default-src 'none'; connect-src 'self'");
    script.headers.set("cache-control", "no-cache");
    return script;
  });
  app.get("/staff/:asset", async (c) => (await asset(c.req.param("asset"), c.req.raw)) ?? c.notFound());
  return app;
}

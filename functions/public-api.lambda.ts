import { themedAssets } from "./assets/themed-assets.ts";
import { httpFunction } from "./aws/http-function.ts";
import { stderrLog } from "./platform/log.ts";
import { publicApiApp } from "./public-api-app.ts";
import { wireCloud } from "./wire-cloud.ts";

/** What everybody may call, the plain pages and the embedded files; HTTP API, format 2.0. */
export const handler = httpFunction(async () => {
  const { deps, edgeKey, assets } = await wireCloud();
  const api = publicApiApp(deps);
  const embed = themedAssets(assets("embed"), deps.accent);
  // The views are a sixth of the code, and the widgets never ask for a page.
  let pages: ReturnType<typeof loadPages> | undefined;
  const loadPages = async () => (await import("./column-app.ts")).columnApp(deps);
  return {
    deps,
    edgeKey,
    fetch: async (request, env) => {
      const { pathname } = new URL(request.url);
      // The column is all there is for visitors under this host.
      if (pathname === "/") return Response.redirect(`${deps.config.publicOrigin}/column/`, 302);
      if (/^\/(column|embed\/frame)(\/|$)/.test(pathname)) return (await (pages ??= loadPages())).fetch(request, env);
      const file = pathname.startsWith("/embed/") ? await embed(pathname.slice(7), request) : undefined;
      return file ?? api.fetch(request, env);
    },
  };
}, stderrLog);

import { built } from "./aws/built.ts";
import { httpFunction } from "./aws/http-function.ts";
import { stderrLog } from "./platform/log.ts";
import { staffApp } from "./staff-app.ts";
import { staffPages } from "./staff-pages/staff-pages.ts";
import { wireCloud } from "./wire-cloud.ts";

/** The staff API and the pages under /staff/; HTTP API, format 2.0. */
export const handler = httpFunction(async () => {
  const { deps, edgeKey, assets } = await wireCloud();
  const app = staffApp(deps);
  const pages = staffPages({ manifest: built.staff, assets: assets("staff") }, deps);
  return {
    deps,
    edgeKey,
    fetch: (request, env) => (new URL(request.url).pathname.startsWith("/api/") ? app : pages).fetch(request, env),
  };
}, stderrLog);

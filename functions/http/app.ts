import { Hono, type Context } from "hono";
import type { Deps } from "../deps.ts";
import { BlobsUnavailable } from "../blobs/blobs.ts";
import { BadCursor, ConditionFailed, StoreLimit, StoreUnavailable } from "../store/store.ts";
import { newId } from "../platform/ids.ts";
import { commonHeaders, learnPortals } from "./origin.ts";
import { Problem, problemResponse } from "./problem.ts";
import type { Route } from "./route.ts";
import { serve } from "./serve.ts";

export type AppEnv = { Variables: { requestId: string; complete?: boolean; portals?: readonly string[]; theme?: string } };

/** Paths may hold a 查询码 or a file name, so logs keep the route only. */
function logFailure(deps: Deps, c: Context<AppEnv>, error: unknown): void {
  const reason = error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : String(error);
  deps.log("request-failed", { requestId: c.get("requestId"), method: c.req.method, reason });
}

/** What an error means to the caller; undefined for faults of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof BadCursor) return new Problem("bad-cursor");
  // A name or id that no key can hold, or a text that no item can.
  if (error instanceof StoreLimit) return new Problem("invalid-body");
  if (error instanceof ConditionFailed) return new Problem("conflict");
  if (error instanceof StoreUnavailable || error instanceof BlobsUnavailable) return new Problem("unavailable", { retryAfter: 5 });
  return undefined;
}

/** A Hono app with what every audience shares: request id, security headers, CORS, problem details. */
export function newApp(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set("requestId", newId());
    await learnPortals(c, deps);
    await next();
    // Finished answers carry all of it from the start; touching their headers would make an object of what is written as it is.
    if (c.get("complete")) return;
    const { headers } = c.res;
    for (const [name, value] of Object.entries(commonHeaders(c))) if (!headers.has(name)) headers.set(name, value);
  });
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (!problem || problem.code === "unavailable") logFailure(deps, c, error);
    return problem ? problemResponse(problem.code, c.get("requestId"), problem.details) : problemResponse("internal", c.get("requestId"));
  });
  app.notFound((c) => problemResponse("not-found", c.get("requestId")));
  return app;
}

/** Mounts routes; a listed path with another method answers 405 with `Allow`, OPTIONS answers the CORS preflight. */
export function mount(app: Hono<AppEnv>, deps: Deps, routes: Route[]): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
    app.on(route.method === "GET" ? ["GET", "HEAD"] : [route.method], route.path, serve(deps, route));
  }
  // After all routes, so that a fixed path is never shadowed by a parameter's other methods.
  for (const [path, allowed] of methods) {
    const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, (c) => {
      if (c.req.method !== "OPTIONS") {
        const refused = problemResponse("method-not-allowed", c.get("requestId"));
        refused.headers.set("allow", allow);
        return refused;
      }
      const headers = new Headers({ allow, "access-control-max-age": "600", "access-control-allow-methods": allow });
      headers.set("access-control-allow-headers", "content-type, idempotency-key");
      return new Response(null, { status: 204, headers });
    });
  }
}

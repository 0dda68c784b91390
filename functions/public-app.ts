import type { Hono } from "hono";
import { columnRoutes } from "./column/public.routes.ts";
import { frameRoutes } from "./column/frame.routes.ts";
import type { Deps } from "./deps.ts";
import type { AppEnv } from "./http/app.ts";
import { publicApiApp } from "./public-api-app.ts";

export { publicRoutes } from "./public-api-app.ts";

/** What everybody may call: the API of the widgets, the plain pages, the feed and the API's description. */
export function publicApp(deps: Deps): Hono<AppEnv> {
  const app = publicApiApp(deps);
  columnRoutes(app, deps);
  frameRoutes(app, deps);
  return app;
}

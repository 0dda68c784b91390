import type { Hono } from "hono";
import { columnRoutes } from "./column/public.routes.ts";
import { frameRoutes } from "./column/frame.routes.ts";
import type { Deps } from "./deps.ts";
import { type AppEnv, newApp } from "./http/app.ts";

/** What people read without the widgets being in a portal's page: the plain pages, and those for frames. */
export function columnApp(deps: Deps): Hono<AppEnv> {
  const app = newApp(deps);
  columnRoutes(app, deps);
  frameRoutes(app, deps);
  return app;
}

import type { Hono } from "hono";
import { columnRoutes } from "./column/public.routes.ts";
import type { Deps } from "./deps.ts";
import { type AppEnv, newApp } from "./http/app.ts";

/** The plain pages alone. */
export function columnApp(deps: Deps): Hono<AppEnv> {
  const app = newApp(deps);
  columnRoutes(app, deps);
  return app;
}

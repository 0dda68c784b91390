import type { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { feedPublicRoutes } from "./feed/public.routes.ts";
import { feedbackPublicRoutes } from "./feedback/public.routes.ts";
import { mount, newApp, type AppEnv } from "./http/app.ts";
import { publicCache } from "./http/headers.ts";
import { materialsPublicRoutes } from "./materials/public.routes.ts";
import { progressPublicRoutes } from "./progress/public.routes.ts";
import { studyDayPublicRoutes } from "./study-days/public.routes.ts";
import { unitsPublicRoutes } from "./units/public.routes.ts";

export const publicRoutes = [
  ...materialsPublicRoutes,
  ...feedbackPublicRoutes,
  ...unitsPublicRoutes,
  ...feedPublicRoutes,
  ...studyDayPublicRoutes,
  ...progressPublicRoutes,
];

/** What the widgets and feed readers call, and the API's description. */
export function publicApiApp(deps: Deps): Hono<AppEnv> {
  const app = newApp(deps);
  app.get("/healthz", (c) => c.json({ ok: true }, 200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }));
  app.get("/openapi.json", async (c) => {
    const { openApi } = await import("./http/openapi.ts");
    return c.json(openApi("干训讲堂 public API", publicRoutes), 200, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": publicCache,
    });
  });
  mount(app, deps, publicRoutes);
  return app;
}

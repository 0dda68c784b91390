import type { Hono } from "hono";
import * as v from "valibot";
import type { Deps } from "../deps.ts";
import type { AppEnv } from "../http/app.ts";
import { check, readQuery } from "../http/body.ts";
import { framePolicy, publicCache } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import { listQuery } from "../materials/contract.ts";
import { isFramedPart, renderFrame } from "./framed.ts";

const frameQuery = v.strictObject({ category: listQuery.entries.category, limit: listQuery.entries.limit });

/** The widgets as pages for portals' frames. */
export function frameRoutes(app: Hono<AppEnv>, deps: Deps): void {
  app.get("/embed/frame/:part", async (c) => {
    const part = c.req.param("part");
    if (!isFramedPart(part)) throw new Problem("not-found");
    const { category = "", limit } = check(frameQuery, readQuery(new URL(c.req.url)), "invalid-query");
    const portals = await deps.portals();
    const page = renderFrame({ script: deps.config.frameScript, portals, choice: { part, category, limit } });
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "cache-control": publicCache,
      "content-security-policy": framePolicy(portals),
      // A beacon under no-referrer has `Origin: null`, which cannot be told from a foreign page.
      "referrer-policy": "same-origin",
    };
    return c.body(page, 200, headers);
  });
}

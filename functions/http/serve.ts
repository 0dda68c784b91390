import { createHash } from "node:crypto";
import type { Context } from "hono";
import * as v from "valibot";
import { recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { authenticate } from "../people/authenticate.ts";
import { AnswerCache } from "./answer-cache.ts";
import { check, DEFAULT_BODY_BYTES, readJson, readQuery } from "./body.ts";
import { noStore, publicCache } from "./headers.ts";
import { fromOwnPages, originAllowed } from "./origin.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";

const nobody: WhoAmI = { id: "", login: "", name: "", roles: [], office: "", unit: "" };

/** Who calls, and whether this route is theirs. Refusals of signed-in people go to the audit log. */
async function admit(deps: Deps, route: Route, c: Context): Promise<WhoAmI> {
  const changes = route.method !== "GET";
  const staff = route.path.startsWith("/api/staff");
  const origin = c.req.header("origin");
  if (staff && changes && !fromOwnPages(c, deps.config)) throw new Problem("forbidden");
  if (!staff && changes && origin !== undefined && !originAllowed(origin, c, deps.config)) throw new Problem("forbidden");
  if (route.access === "public") return nobody;
  const person = await authenticate(deps, c);
  if (!person) throw new Problem("unauthenticated");
  if (route.access === "signed-in" || person.roles.some((role) => route.access.includes(role))) return person;
  await recordRefusal(deps, person, `${route.method} ${route.path}`, "forbidden");
  throw new Problem("forbidden");
}

const JSON_TYPE = "application/json; charset=utf-8";

function cacheableAnswer(body: string, etag: string, known: boolean): Response {
  const headers = { "content-type": JSON_TYPE, "cache-control": publicCache, etag };
  return new Response(known ? null : body, { status: known ? 304 : 200, headers });
}

/** Through the context, which adds the cookies that a handler has set. */
function ownAnswer(c: Context, body: string, status: 200 | 201 | 204): Response {
  return c.newResponse(status === 204 ? null : body, status, { "content-type": JSON_TYPE, "cache-control": noStore });
}

/** Turns a route into a handler: admit, check, handle, answer. */
export function serve(deps: Deps, route: Route): (c: Context) => Promise<Response> {
  const answers = new AnswerCache();
  const known = (c: Context, etag: string) => c.req.header("if-none-match") === etag;

  return async (c) => {
    const now = deps.clock();
    if (route.cacheable && deps.config.cacheMs > 0) {
      const ready = answers.get(c.req.url, now);
      if (ready) return cacheableAnswer(ready.body, ready.etag, known(c, ready.etag));
    }
    const person = await admit(deps, route, c);
    const query = route.query ? check(route.query, readQuery(new URL(c.req.url)), "invalid-query") : undefined;
    const body = route.body ? check(route.body, await readJson(c.req.raw, route.maxBytes ?? DEFAULT_BODY_BYTES)) : undefined;
    const answer = await route.handle({ deps, c, params: c.req.param() as Record<string, string>, body, query, now, person });
    if (answer instanceof Response) return answer;
    if (route.answer && deps.config.checkAnswers) v.parse(route.answer, answer);
    const text = answer === undefined ? "" : JSON.stringify(answer);
    if (!route.cacheable) return ownAnswer(c, text, route.status ?? (answer === undefined ? 204 : 200));
    const etag = `"${createHash("sha1").update(text).digest("base64url")}"`;
    if (deps.config.cacheMs > 0) answers.set(c.req.url, { body: text, etag, until: now + deps.config.cacheMs });
    return cacheableAnswer(text, etag, known(c, etag));
  };
}

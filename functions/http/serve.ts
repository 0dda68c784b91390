import type { Context } from "hono";
import * as v from "valibot";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { AnswerCache, type FinishedAnswer } from "./answer-cache.ts";
import { check, DEFAULT_BODY_BYTES, readJson, readQuery } from "./body.ts";
import { noStore, publicCache } from "./headers.ts";
import { sha256 } from "../platform/ids.ts";
import { lazily } from "../platform/lazily.ts";
import { commonHeaders, fromOwnPages, originAllowed } from "./origin.ts";
import { encodingFor, pack } from "./packing.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";

/** Below this a packed body is hardly smaller than one network packet. */
const SMALLEST_PACKED = 1400;

const nobody: WhoAmI = { id: "", login: "", name: "", roles: [], office: "", unit: "" };

// Never asked for by the public function.
const sessions = lazily(() => import("../people/authenticate.ts"));

/** Who calls, and whether this route is theirs. Refusals of signed-in people go to the audit log. */
async function admit(deps: Deps, route: Route, c: Context): Promise<WhoAmI> {
  const changes = route.method !== "GET";
  const staff = route.path.startsWith("/api/staff");
  const origin = c.req.header("origin");
  if (staff && changes && !fromOwnPages(c, deps.config)) throw new Problem("forbidden");
  if (!staff && changes && origin !== undefined && !(await originAllowed(origin, c, deps))) throw new Problem("forbidden");
  if (route.access === "public") return nobody;
  const person = await (await sessions()).authenticate(deps, c);
  if (!person) throw new Problem("unauthenticated");
  if (route.access === "signed-in" || person.roles.some((role) => route.access.includes(role))) return person;
  const { recordRefusal } = await import("../audit/table.ts");
  await recordRefusal(deps, person, `${route.method} ${route.path}`, "forbidden");
  throw new Problem("forbidden");
}

const JSON_TYPE = "application/json; charset=utf-8";

/** Marks an answer as finished: nothing after the handler needs to touch its headers. */
function finished(c: Context, body: string | Uint8Array<ArrayBuffer> | null, status: number, headers: Record<string, string>): Response {
  c.set("complete", true);
  return new Response(body, { status, headers: { ...commonHeaders(c), ...headers } });
}

/**
 * A public read. It varies by origin even without one: a cache must not give an answer without CORS to a portal.
 * The tag is weak because the packed and the plain body share it.
 */
function publicAnswer(c: Context, answer: FinishedAnswer): Response {
  const headers: Record<string, string> = {
    "content-type": JSON_TYPE,
    "cache-control": publicCache,
    etag: answer.etag,
    vary: "Origin, Accept-Encoding",
  };
  if (c.req.header("if-none-match") === answer.etag) return finished(c, null, 304, headers);
  const encoding = encodingFor(c.req.header("accept-encoding"));
  if (answer.body.length < SMALLEST_PACKED || !encoding) return finished(c, answer.body, 200, headers);
  return finished(c, (answer.packed[encoding] ??= pack(answer.body, encoding, 5)), 200, { ...headers, "content-encoding": encoding });
}

/** What belongs to one caller; on staff routes through the context, which adds the cookies that a handler has set. */
function ownAnswer(c: Context, route: Route, body: string, status: 200 | 201 | 204): Response {
  const headers = { "content-type": JSON_TYPE, "cache-control": noStore };
  const content = status === 204 ? null : body;
  return route.path.startsWith("/api/staff") ? c.newResponse(content, status, headers) : finished(c, content, status, headers);
}

/** Turns a route into a handler: admit, check, handle, answer. */
export function serve(deps: Deps, route: Route): (c: Context) => Promise<Response> {
  const answers = new AnswerCache();
  const keeps = route.cacheable === true && deps.config.cacheMs > 0;

  return async (c) => {
    const now = deps.clock();
    const ready = keeps ? answers.get(c.req.url, now) : undefined;
    if (ready) return publicAnswer(c, ready);
    const person = await admit(deps, route, c);
    const query = route.query ? check(route.query, readQuery(new URL(c.req.url)), "invalid-query") : undefined;
    const body = route.body ? check(route.body, await readJson(c.req.raw, route.maxBytes ?? DEFAULT_BODY_BYTES)) : undefined;
    const answer = await route.handle({ deps, c, params: c.req.param(), body, query, now, person });
    if (answer instanceof Response) return answer;
    if (route.answer && deps.config.checkAnswers) v.parse(route.answer, answer);
    const text = answer === undefined ? "" : JSON.stringify(answer);
    if (!route.cacheable) return ownAnswer(c, route, text, route.status ?? (answer === undefined ? 204 : 200));
    const fresh = { body: text, etag: `W/"${sha256(text)}"`, until: now + deps.config.cacheMs, packed: {} };
    if (keeps) answers.set(c.req.url, fresh);
    return publicAnswer(c, fresh);
  };
}

import { BlobsUnavailable } from "../blobs/blobs.ts";
import type { Deps } from "../deps.ts";
import { securityHeaders } from "../http/headers.ts";
import { type ProblemCode, type ProblemDetails, problemResponse } from "../http/problem.ts";
import { newId } from "../platform/ids.ts";
import type { Log } from "../platform/log.ts";
import { cameByEdge } from "./edge.ts";
import { type HttpEvent, type HttpResult, MOST_ANSWER_BYTES, requestFrom, resultFrom } from "./http-event.ts";

/** What a function needs to answer HTTP. */
export interface HttpParts {
  deps: Pick<Deps, "config" | "blobs">;
  /** Undefined where nothing stands in front of the API. */
  edgeKey: string | undefined;
  fetch: (request: Request, env: { event: HttpEvent }) => Response | Promise<Response>;
}

function refusal(code: ProblemCode, details?: ProblemDetails): Response {
  const answer = problemResponse(code, newId(), details);
  for (const [name, value] of Object.entries(securityHeaders)) answer.headers.set(name, value);
  return answer;
}

async function answerTo(event: HttpEvent, { deps, edgeKey, fetch }: HttpParts): Promise<HttpResult> {
  if (!cameByEdge(event, edgeKey)) return resultFrom(refusal("forbidden"));
  let request: Request;
  try {
    request = requestFrom(event, deps.config.publicOrigin);
  } catch {
    return resultFrom(refusal("not-found"));
  }
  const answer = await fetch(request, { event });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length <= MOST_ANSWER_BYTES) return resultFrom(answer, bytes);
  const { byFileStore } = await import("./large-answers.ts");
  return resultFrom(await byFileStore(deps.blobs, answer.headers, bytes));
}

/**
 * A function behind an HTTP API. It opens its parts while its machine starts; a start that fails is tried again by the next request,
 * and this one is told to come back.
 */
export function httpFunction(open: () => Promise<HttpParts>, log: Log): (event: HttpEvent) => Promise<HttpResult> {
  const start = () => {
    const opening = open();
    opening.catch(() => (parts = undefined));
    return opening;
  };
  let parts: Promise<HttpParts> | undefined = start();
  return async (event) => {
    try {
      return await answerTo(event, await (parts ??= start()));
    } catch (error) {
      log("function-failed", { reason: error instanceof Error ? `${error.name}: ${error.stack}` : String(error) });
      const away = parts === undefined || error instanceof BlobsUnavailable;
      return resultFrom(away ? refusal("unavailable", { retryAfter: 5 }) : refusal("internal"));
    }
  };
}

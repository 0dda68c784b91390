import type { FieldError, ProblemCode } from "../../../functions/http/problem.ts";
import { framed } from "./framed.ts";
import { lineIsAway, lineIsBack } from "./online.ts";
import { me, sessionRound, signInAgain } from "./session.ts";

/** Slow village lines are waited for; longer than this nobody waits. */
const TIME_OUT = 30_000;

interface ProblemBody {
  code: ProblemCode | "offline";
  errors?: FieldError[];
  current?: unknown;
  allowed?: string[];
}

/** Why a call to our API failed. Branch on `code`; `problemText` has the sentence. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  /** One of the closed list of problem codes, or "offline" when no answer came. */
  code: ProblemCode | "offline";
  /** HTTP status; 0 when offline. */
  status: number;
  errors: FieldError[];
  /** For a conflict: the record as it is now. */
  current: unknown;
  /** For an illegal step: what is possible instead. */
  allowed: string[];
  /** Seconds, 0 when the server did not say. */
  retryAfter: number;
  /** The whole body, for the members that a single code adds. */
  body: Record<string, unknown>;
  constructor(body: ProblemBody, status = 0, retryAfter = 0) {
    super(body.code);
    this.code = body.code;
    this.status = status;
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.allowed = body.allowed ?? [];
    this.retryAfter = retryAfter;
    this.body = { ...body };
  }
}

/** A new idempotency key: made once per form, sent with every try of its create. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Idempotency key of a create. */
  key?: string | undefined;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function send(method: Method, path: string, body: object | undefined, { signal, key }: CallOptions): Promise<Response> {
  const abort = new AbortController();
  const timer = window.setTimeout(() => abort.abort(), TIME_OUT);
  const stop = () => abort.abort();
  signal?.addEventListener("abort", stop);
  const headers: Record<string, string> = {
    ...(body ? { "content-type": "application/json" } : {}),
    ...(key ? { "idempotency-key": key } : {}),
    ...(framed ? { "gxjt-framed": "1" } : {}),
  };
  try {
    const answer = await fetch(path, { method, headers, signal: abort.signal, ...(body ? { body: JSON.stringify(body) } : {}) });
    // The body may break off too.
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
  } catch (error) {
    if (signal?.aborted) throw error;
    lineIsAway();
    throw new ApiProblem({ code: "offline" });
  } finally {
    window.clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const wait = Number(answer.headers.get("retry-after")) || 0;
  // A captive portal or a proxy in between answers with pages of its own.
  const body = (await answer.json().catch(() => ({ code: "unavailable" }))) as ProblemBody;
  return new ApiProblem(body.code ? body : { code: "unavailable" }, answer.status, wait);
}

/**
 * One call to the staff API, answered in JSON. An ended session asks the person to sign in again over the open screen,
 * then the call is sent once more: what was typed is still there.
 * @throws ApiProblem; an abort of `signal` throws as fetch does
 */
export async function api<T>(method: Method, path: string, body?: object, options: CallOptions = {}): Promise<T> {
  const round = sessionRound();
  const answer = await send(method, path, body, options);
  if (answer.status === 401 && me.get()) {
    const problem = await problemOf(answer);
    // Sent before the person signed in again and refused after it: nobody is asked twice.
    const renewed = problem.code === "unauthenticated" && (round !== sessionRound() || (await signInAgain()));
    if (renewed) return api<T>(method, path, body, options);
    throw problem;
  }
  if (!answer.ok) throw await problemOf(answer);
  lineIsBack();
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch {
    throw new ApiProblem({ code: "unavailable" }, answer.status);
  }
}

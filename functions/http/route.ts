import type { Context } from "hono";
import type * as v from "valibot";
import { access, type Access } from "../access.ts";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";
type Schema = v.GenericSchema;
type Output<S> = S extends Schema ? v.InferOutput<S> : undefined;

/** What a handler gets: everything checked, nothing raw. */
export interface Call<B = unknown, Q = unknown> {
  deps: Deps;
  c: Context;
  params: Record<string, string>;
  body: B;
  query: Q;
  now: number;
  /** Who is signed in; on public routes an empty person. */
  person: WhoAmI;
}

interface Options<B, Q, A> {
  summary: string;
  body?: B;
  query?: Q;
  /** Closed schema of the JSON answer; absent when the handler builds its own Response. */
  answer?: A;
  status?: 200 | 201 | 204;
  /** Public reads that may be repeated for `config.cacheMs` here and a minute in caches. */
  cacheable?: boolean;
  maxBytes?: number;
}

export interface Route extends Options<Schema | undefined, Schema | undefined, Schema | undefined> {
  method: Method;
  path: string;
  access: Access;
  handle: (call: Call) => Promise<unknown>;
}

/**
 * Declares one route. Its roles come from `access.ts`, its request and answer from the domain's contract; the app mounts it and
 * the OpenAPI description is made from it.
 */
export function route<
  B extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  A extends Schema | undefined = undefined,
>(
  method: Method,
  path: string,
  options: Options<B, Q, A>,
  handle: (call: Call<Output<B>, Output<Q>>) => Promise<(A extends Schema ? v.InferOutput<A> : never) | Response | undefined>,
): Route {
  const allowed = access[`${method} ${path}`];
  if (!allowed) throw new Error(`access.ts does not list ${method} ${path}`);
  return { ...options, method, path, access: allowed, handle: handle as Route["handle"] };
}

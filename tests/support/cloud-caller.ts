import type { Tree } from "./cloud-assembly.ts";
import type { answerOf, Asked } from "./http-api.ts";

type Answer = Omit<ReturnType<typeof answerOf>, "headers"> & { headers: Headers };
/** Sends a request to the column in the cloud, wherever that is. */
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>;
export type Call = ReturnType<typeof callerOf>;

/**
 * As `ask`, for JSON from the column's own pages.
 * @param logOf what the function behind a path wrote, to be shown beside a 500
 */
export function callerOf(ask: Ask, origin: string, logOf: (path: string) => string = () => "") {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as in the other tests: the caller knows the contract
  return async function call<T = Record<string, Tree>>(method: string, path: string, body?: unknown, cookie?: string) {
    const answer = await ask(method, path, {
      headers: method === "GET" ? { "accept-encoding": "identity" } : { origin, "content-type": "application/json" },
      ...(cookie && { cookies: [cookie] }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}${answer.status >= 500 ? logOf(path) : ""}`);
    const plain = answer.headers.get("content-encoding") === null && answer.headers.get("content-type")?.includes("json");
    return { ...answer, body: (plain && answer.text ? JSON.parse(answer.text) : undefined) as T };
  };
}

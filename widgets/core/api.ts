import { json } from "./json.ts";

/** How a call to our API failed. `code` is one of the closed set of problem codes; a dead line reads as `unavailable`. */
export interface Problem {
  code: string;
  /** Which field is wrong, with the reason. */
  errors?: { field: string; code: string }[];
  /** Seconds to wait, from Retry-After; 0 when the server did not say. */
  wait: number;
}

/**
 * One request to our API; never sends cookies and gives up after 15 s. Gives the text, so that it can be kept as it came.
 * @param field what a good answer holds, "" where it is empty. Gateways and captive portals say 200, too, with words of their own.
 * @throws Problem
 */
export async function call(url: string, field: string, init?: RequestInit): Promise<string> {
  let problem: Problem = { code: "unavailable", wait: 0 };
  try {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 15_000);
    const answer = await fetch(url, { credentials: "omit", signal: abort.signal, ...init });
    const text = await answer.text();
    clearTimeout(timer);
    const body = json.parse(text || "0") as Problem & Record<string, unknown>;
    if (answer.ok && (field ? body[field] !== undefined : !text)) return text;
    if (!answer.ok) problem = { ...body, wait: Number(answer.headers.get("retry-after")) };
  } catch {
    // No network, no answer in time, or an answer that is not ours: the person can do the same about each.
  }
  throw problem;
}

/** Counts something without waiting for it; a page that is being left still sends it. */
export function beacon(url: string): void {
  if (!navigator.sendBeacon?.(url)) fetch(url, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}

/** Storage of the host's page, which may throw or be full: then there is simply nothing kept. */
export function recall(store: "localStorage" | "sessionStorage", key: string): string {
  try {
    return window[store].getItem("gxjt:" + key) || "";
  } catch {
    return "";
  }
}

/** Keeps a text; an empty one removes it. Never used for anything personal. */
export function remember(store: "localStorage" | "sessionStorage", key: string, text: string): void {
  try {
    if (text) window[store].setItem("gxjt:" + key, text);
    else window[store].removeItem("gxjt:" + key);
  } catch {
    // See recall.
  }
}

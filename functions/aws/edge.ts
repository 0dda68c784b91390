import { timingSafeEqual } from "node:crypto";
import { normalAddress } from "../http/address.ts";
import { EDGE_HEADER } from "../http/headers.ts";
import type { HttpEvent } from "./http-event.ts";

/**
 * Whether the request came the way it must: through the edge that knows the key, when there is an edge. Without this, whoever calls
 * the API's own address could name any client address.
 */
export function cameByEdge(event: HttpEvent, edgeKey: string | undefined): boolean {
  if (edgeKey === undefined) return true;
  const [given, known] = [Buffer.from(event.headers[EDGE_HEADER] ?? ""), Buffer.from(edgeKey)];
  return given.length === known.length && timingSafeEqual(given, known);
}

/**
 * The client's address from the trusted side only: what API Gateway saw; behind the edge, what the edge saw and appended. Anything
 * further left in `X-Forwarded-For` is the client's own claim (ASVS 4.1.3).
 */
export function clientAddressOf(event: HttpEvent, behindEdge: boolean): string {
  const seen = normalAddress(event.requestContext.http.sourceIp) ?? "unknown";
  if (!behindEdge) return seen;
  const hops = (event.headers["x-forwarded-for"] ?? "").split(",").map(normalAddress);
  // API Gateway appends the edge's own address behind what the edge sent.
  if (hops.at(-1) === seen) hops.pop();
  return hops.at(-1) ?? seen;
}

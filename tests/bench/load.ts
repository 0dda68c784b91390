import autocannon from "autocannon";
import type { Started } from "./processes.ts";

export interface Load {
  perSecond: number;
  /** CPU time of the server for one request, microseconds: unlike the rate, it does not depend on the load generator. */
  cpuMicros: number;
  p99: number;
  failed: number;
}

type Request = { path: string; method?: string; body?: string; headers?: Record<string, string> };

/** Loads a server with 20 connections for some seconds; `next` makes each request. */
export async function load(server: Started, seconds: number, next: () => Request): Promise<Load> {
  const run = (duration: number) =>
    autocannon({
      url: server.url,
      connections: 20,
      duration,
      requests: [{ setupRequest: (request: object) => ({ ...request, ...next() }) }],
    } as never) as PromiseLike<autocannon.Result>;
  await run(1);
  const cpu = server.cpuSeconds();
  const result = await run(seconds);
  const answered = result["2xx"];
  return {
    perSecond: answered / result.duration,
    cpuMicros: ((server.cpuSeconds() - cpu) / Math.max(result.requests.total, 1)) * 1e6,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

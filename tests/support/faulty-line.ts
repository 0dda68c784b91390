import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * What the line does to a request: passes it on; loses the answer after the server has worked; breaks off at once; sends half of the
 * answer; keeps everything waiting until it is let go; or says something of its own, as gateways and captive portals do.
 */
export type LineFault =
  | "pass"
  | "lose"
  | "away"
  | "half"
  | "hold"
  | { status: number; type?: string; body?: string; headers?: Record<string, string> };

export interface FaultyLine {
  origin: string;
  /** For all requests from now on whose method and path match. */
  fault: (pattern: RegExp, fault: LineFault) => void;
  /** Everything passes again, also what was kept waiting. */
  mend: () => void;
  /** `GET /api/…` of every request that came. */
  seen: string[];
  stop: () => Promise<void>;
}

/** HTTP on a free port of 127.0.0.1 in front of a column, for every browser alike. */
export async function startFaultyLine(target: string): Promise<FaultyLine> {
  const faults: [RegExp, LineFault][] = [];
  const seen: string[] = [];
  let held: (() => void)[] = [];

  async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const what = `${incoming.method} ${incoming.url}`;
    seen.push(what);
    const body = await buffer(incoming);
    // Asking first whether one may ask is no part of what goes wrong.
    const fault = incoming.method === "OPTIONS" ? "pass" : (faults.find(([pattern]) => pattern.test(what))?.[1] ?? "pass");
    if (fault === "hold") await new Promise<void>((go) => held.push(go));
    if (fault === "away") return void incoming.socket.destroy();
    if (typeof fault === "object") {
      const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after", "cache-control": "no-store" };
      answer.writeHead(fault.status, { ...cors, "content-type": fault.type ?? "text/html", ...fault.headers }).end(fault.body ?? "");
      return;
    }
    const { method, url, headers } = incoming;
    const reply = await new Promise<IncomingMessage>((done, failed) => {
      request(new URL(url ?? "/", target), { method, headers }, done)
        .on("error", failed)
        .end(body);
    });
    const bytes = await buffer(reply);
    if (fault === "lose") return void incoming.socket.destroy();
    // Not kept by the browser, or the next question would never come to the line.
    const cache = url?.startsWith("/api/") ? { "cache-control": "no-store" } : {};
    answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, ...cache, "content-length": bytes.length });
    if (fault !== "half" || bytes.length === 0) return void answer.end(bytes);
    answer.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => incoming.socket.destroy(), 20));
  }

  const server = createServer((incoming, answer) => void handle(incoming, answer).catch(() => incoming.socket.destroy()));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: (pattern, fault) => void faults.unshift([pattern, fault]),
    mend: () => {
      faults.length = 0;
      for (const go of held) go();
      held = [];
    },
    seen,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

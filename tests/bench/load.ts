import { connect, type Socket } from "node:net";
import type { Started } from "./processes.ts";

export interface Load {
  perSecond: number;
  /** CPU time of the server for one request, microseconds: unlike the rate, it does not depend on the load generator. */
  cpuMicros: number;
  p99: number;
  failed: number;
}

export interface LoadRequest {
  path: string;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

const CONNECTIONS = 20;

/** The request as bytes; made before the clock runs, since on two cores the generator's work would be taken from the server. */
export function prepare(host: string, { path, method = "GET", body = "", headers = {} }: LoadRequest): Buffer {
  const length = method === "GET" ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries({ host, connection: "keep-alive", ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

/** Sends one request after another over a socket; `answered` gets the status of each. */
function drive(socket: Socket, next: () => Buffer | undefined, answered: (status: number, ms: number) => void): Promise<void> {
  return new Promise((done, failed) => {
    let sent = 0;
    let status = 0;
    // Bytes of the present answer that are still to come; -1 while its head is not complete.
    let missing = -1;
    let head = "";
    const send = () => {
      const request = next();
      if (!request) return done();
      sent = performance.now();
      socket.write(request);
    };
    socket.on("data", (chunk) => {
      let bytes = chunk.length;
      if (missing < 0) {
        head += chunk.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        status = Number(head.slice(9, 12));
        missing = Number(/\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))?.[1] ?? 0);
        bytes = head.length - end - 4;
        head = "";
      }
      missing -= bytes;
      if (missing > 0) return;
      missing = -1;
      answered(status, performance.now() - sent);
      send();
    });
    socket.once("error", failed);
    socket.once("close", () => failed(new Error("the server closed the connection")));
    send();
  });
}

/** Loads a server with 20 connections: a second to warm up, then `seconds` that count. `next` makes the requests; some thousands are made beforehand. */
export async function load(server: Started, seconds: number, next: () => LoadRequest, prepared = 1000): Promise<Load> {
  const { host, hostname, port } = new URL(server.url);
  const requests = Array.from({ length: prepared }, () => prepare(host, next()));
  const repeats = requests[0]!.toString().startsWith("GET");
  let turn = 0;
  const times: number[] = [];
  let failed = 0;
  const run = async (ms: number): Promise<number> => {
    const began = performance.now();
    const until = began + ms;
    const take = () => (performance.now() < until && (repeats || turn < requests.length) ? requests[turn++ % requests.length] : undefined);
    const note = (status: number, took: number) => (status < 300 ? times.push(took) : (failed += 1));
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const socket = connect(Number(port), hostname).setNoDelay();
        await drive(socket, take, note);
        socket.destroy();
      }),
    );
    return (performance.now() - began) / 1000;
  };
  await run(1000);
  times.length = 0;
  const cpu = server.cpuSeconds();
  const took = await run(seconds * 1000);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: times.length / took,
    cpuMicros: ((server.cpuSeconds() - cpu) / Math.max(times.length + failed, 1)) * 1e6,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    failed,
  };
}

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What happens to one request: it is passed on, its answer is lost, it is never answered, or it is answered here. */
export type Fault = "pass" | "lose" | "hang" | { status: number; body: (request: string) => unknown };

export interface FaultyProxy {
  endpoint: string;
  /** The faults of the next requests for an operation, in order; `last` for all after them. */
  plan(operation: string, faults: Fault[], last?: Fault): void;
  /** How many requests for an operation came. */
  seen(operation: string): number;
  stop(): Promise<void>;
}

/** An error as DynamoDB sends it. */
export const dynamoError = (name: string, more: object = {}): Fault => ({
  status: 400,
  body: () => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more }),
});

/** Stands between the store and an engine and does to requests what networks do. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const plans = new Map<string, { faults: Fault[]; last: Fault }>();
  const counts = new Map<string, number>();

  async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1)!;
    const body = await text(incoming);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const plan = plans.get(operation);
    const fault = plan?.faults.shift() ?? plan?.last ?? "pass";
    if (fault === "hang") return;
    if (typeof fault === "object") {
      answer.writeHead(fault.status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(fault.body(body)));
      return;
    }
    const onward = request(target, { method: incoming.method, path: incoming.url, headers: incoming.headers }, (reply) => {
      if (fault === "lose") {
        // The engine has done its work; only the news of it is lost.
        reply.resume().once("end", () => incoming.socket.destroy());
        return;
      }
      reply.pipe(answer.writeHead(reply.statusCode ?? 500, reply.headers));
    });
    onward.end(body);
  }

  const server = createServer((incoming, answer) => void handle(incoming, answer)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    plan: (operation, faults, last = "pass") => void plans.set(operation, { faults: [...faults], last }),
    seen: (operation) => counts.get(operation) ?? 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

export interface Recorded {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface RecordingProxy {
  endpoint: string;
  recorded: Recorded[];
  stop(): Promise<void>;
}

/**
 * Stands between a function and an engine, hands everything through and remembers what was asked.
 * @param as the key under which the engine knows its one account, instead of the function's
 */
export async function startRecordingProxy(target: string, as?: { instead: string; key: string }): Promise<RecordingProxy> {
  const known = (text: string) => (as ? text.replaceAll(as.instead, as.key) : text);
  const recorded: Recorded[] = [];
  async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const { method = "", url: path = "", headers } = incoming;
    recorded.push({ method, path, headers, body: headers["x-amz-target"] ? body.toString() : "" });
    const sent = { ...headers, ...(headers.authorization && { authorization: known(headers.authorization) }) };
    const onward = request(target, { method, path: known(path), headers: sent }, (reply) =>
      reply.pipe(answer.writeHead(reply.statusCode ?? 500, reply.headers)),
    );
    onward.once("error", () => incoming.socket.destroy());
    onward.end(body);
  }
  const server = createServer((incoming, answer) => void handle(incoming, answer)).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    recorded,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

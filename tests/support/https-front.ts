import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createPlainServer, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "../../infra/local/browsers-needed.ts";

export interface HttpsFront {
  /** `https://<host>:<port>` */
  origin: string;
  /** Everything goes to this address from now on. */
  lead: (target: string) => void;
  /** Set-Cookie lines that have passed. */
  cookies: string[];
  stop: () => Promise<void>;
}

/** Why there can be no certificate here. */
export const tlsMissing = programPath("openssl") === undefined ? "openssl is not installed" : undefined;

let pair: { key: Buffer; cert: Buffer } | undefined;

/** A certificate that nobody vouches for; browsers of the tests are told to take it. */
export function selfSigned(): { key: Buffer; cert: Buffer } {
  if (pair) return pair;
  const folder = mkdtempSync(join(tmpdir(), "gxjt-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", cert];
  execFileSync("openssl", [...args, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], { stdio: "ignore" });
  pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

/** HTTPS on a free port of 127.0.0.1, as a proxy in front of a server stands in production. `host` is how browsers call it. */
export function startHttpsFront(host: "127.0.0.1" | "localhost"): Promise<HttpsFront> {
  return startFront("https", host);
}

/** @param crowd every request comes from another address, so that no test runs into the limit of the one before */
export async function startFront(scheme: "http" | "https", host: string, crowd = false): Promise<HttpsFront> {
  let target = "";
  let visitors = 0;
  const cookies: string[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url } = request;
    const headers = { ...request.headers };
    if (crowd) headers["x-forwarded-for"] = `10.0.${(++visitors >> 8) & 255}.${visitors & 255}`;
    const onward = ask(new URL(url ?? "/", target), { method, headers }, (answer) => {
      cookies.push(...(answer.headers["set-cookie"] ?? []));
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  };
  const server = scheme === "https" ? createServer(selfSigned(), handle) : createPlainServer(handle);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `${scheme}://${host}:${(server.address() as AddressInfo).port}`,
    lead: (address) => void (target = address),
    cookies,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

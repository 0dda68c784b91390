import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CLIENT, type TestProvider } from "./oidc-provider.ts";

/** What the next answer of the token endpoint is to be. */
export interface Forgery {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Sign with a key that the provider does not publish. */
  otherKey?: boolean;
  /** Answer this status instead of tokens. */
  status?: number;
  /** Never answer. */
  hang?: boolean;
}

export interface Forger extends TestProvider {
  next: Forgery;
  /** The nonce that a sign-in was begun with, as a man in the middle of the browser knows it. */
  nonce: string;
  redeemed: number;
}

const base64 = (value: object | string) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** What only looks like a provider: it hands out tokens that are wrong in one point, which no honest provider can be made to do. */
export async function startForger(): Promise<Forger> {
  const [right, other] = [generateKeyPairSync("rsa", { modulusLength: 2048 }), generateKeyPairSync("rsa", { modulusLength: 2048 })];
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const forger: Forger = {
    issuer,
    next: {},
    nonce: "",
    redeemed: 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const idToken = ({ claims, header, otherKey }: Forgery) => {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: issuer,
      aud: CLIENT.clientId,
      sub: "sub-wang",
      exp: now + 300,
      iat: now,
      nonce: forger.nonce,
      preferred_username: "wang",
    };
    const text = `${base64({ alg: "RS256", typ: "JWT", kid: "first", ...header })}.${base64({ ...all, ...claims })}`;
    if (header?.["alg"] === "none") return `${text}.`;
    return `${text}.${createSign("RSA-SHA256")
      .update(text)
      .sign((otherKey ? other : right).privateKey, "base64url")}`;
  };
  const answers: Record<string, () => object> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/jwks": () => ({ keys: [{ ...right.publicKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "first" }] }),
    "/token": () => ({ access_token: "an access token", token_type: "Bearer", expires_in: 300, id_token: idToken(forger.next) }),
  };
  server.on("request", (request, response) => {
    request.resume();
    if (request.url === "/token") forger.redeemed += 1;
    if (forger.next.hang) return;
    const status = (request.url === "/token" && forger.next.status) || 200;
    const body = answers[request.url ?? ""]?.();
    response.writeHead(body ? status : 404, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}));
  });
  return forger;
}

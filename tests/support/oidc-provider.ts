import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type ClientMetadata } from "oidc-provider";

export interface TestProvider {
  issuer: string;
  stop: () => Promise<void>;
}

export const CLIENT = { clientId: "gxjt", clientSecret: "a secret between column and provider" };

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stopper(server: Server): () => Promise<void> {
  return async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
}

/**
 * A real OpenID provider on a free port of 127.0.0.1, with its own pages for signing in: whoever types a name is that person.
 * The subject is `sub-<name>`; `new-<name>` is somebody else to whom the provider has later given the same user name.
 */
export async function startProvider(redirect: string, client: Partial<ClientMetadata> = {}): Promise<TestProvider> {
  const server = createServer();
  const issuer = await listen(server);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        ...client,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "first" }] },
    cookies: { keys: ["a key of cookies for tests"] },
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: `sub-${id}`, preferred_username: id.replace(/^new-/, "") }),
    }),
  });
  const handle = provider.callback();
  server.on("request", (request, response) => void handle(request, response));
  return { issuer, stop: stopper(server) };
}

/** A browser's way through the provider's own pages. @returns the query with which it sends the browser back */
export async function signInAt(url: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  const visit = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, {
      redirect: "manual",
      headers: { cookie },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    return answer;
  };
  const { origin } = new URL(url);
  let answer = await visit(url);
  for (let step = 0; step < 12; step += 1) {
    const location = answer.headers.get("location");
    if (location) {
      const next = new URL(location, url);
      if (next.origin !== origin) return next.search;
      answer = await visit(next.href);
      continue;
    }
    const html = await answer.text();
    const action = /action="([^"]+)"/.exec(html)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
    if (!action || !prompt) throw new Error(`the provider's page has no form: ${answer.status} ${html.slice(0, 300)}`);
    answer = await visit(new URL(action, url).href, prompt === "login" ? { prompt, login, password: "any" } : { prompt });
  }
  throw new Error("the provider never sent the browser back");
}

import type { ClientAuth, Configuration, IDToken, UserInfoResponse } from "openid-client";
import * as v from "valibot";
import type { Deps, OidcSettings } from "../deps.ts";
import { loginName } from "./contract.ts";
import { Problem } from "../http/problem.ts";
import { HOUR } from "../platform/clock.ts";
import { remembered } from "../platform/memory.ts";

/** Seconds that any request to the provider may take. */
const TIMEOUT = 5;

/** Loaded by the first sign-in of this kind: most installations have no provider. */
const library = () => import("openid-client");
type Library = Awaited<ReturnType<typeof library>>;

export interface Proof {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who the provider says has signed in. */
export interface Identity {
  issuer: string;
  subject: string;
  /** The claim that names the account; undefined when the provider gives none that could be a sign-in name. */
  login: string | undefined;
}

/** `client_secret_basic` is what a client has unless registered otherwise; a provider without it gets the secret in the body. */
function clientAuth({ ClientSecretBasic, ClientSecretPost, None }: Library, secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (methods.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
}

/**
 * The provider's own description, kept for an hour. The address comes from the operator's setting alone, redirects are not followed,
 * and plain HTTP is spoken only to a provider on this machine (wire.ts refuses other http issuers).
 */
function configuration({ clock }: Deps, oidc: OidcSettings): Promise<Configuration> {
  return remembered(oidc, "configuration", clock(), HOUR, async () => {
    const client = await library();
    const issuer = new URL(oidc.issuer);
    // Signatures are checked even on what comes straight from the provider: its certificate is not our only proof.
    const execute = [client.enableNonRepudiationChecks, ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : [])];
    return client.discovery(issuer, oidc.clientId, {}, clientAuth(client, oidc.clientSecret), { execute, timeout: TIMEOUT });
  });
}

/** Codes of the library say what went wrong; its messages may quote what the provider sent and are not logged. */
function codeOf(error: unknown): string {
  const { error: answered, code, name } = error as { error?: unknown; code?: unknown; name?: unknown };
  return (
    ([answered, code, name].find((part) => typeof part === "string" && /^[\w.-]{1,60}$/.test(part)) as string | undefined) ?? "unknown"
  );
}

/** No answer, too late, or an answer of a broken server. What the provider answers properly, refusals included, is not "away". */
function isAway(error: unknown): boolean {
  const { status, code, cause } = error as { status?: number; code?: string; cause?: unknown };
  const answer = cause instanceof Response ? cause.status : status;
  if (answer !== undefined) return answer >= 500 || answer === 429;
  return error instanceof TypeError || code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT";
}

async function asking<T>(deps: Deps, step: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const away = isAway(error);
    deps.log(away ? "oidc-away" : "oidc-failed", { step, reason: codeOf(error) });
    throw away ? new Problem("unavailable", { retryAfter: 30 }) : new Problem("oidc-failed");
  }
}

/** Where to send the browser. @throws Problem unavailable when the provider does not answer */
export async function signInUrl(deps: Deps, oidc: OidcSettings, redirect: string, proof: Proof): Promise<string> {
  return asking(deps, "discovery", async () => {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await library();
    return buildAuthorizationUrl(await configuration(deps, oidc), {
      redirect_uri: redirect,
      scope: "openid profile",
      code_challenge: await calculatePKCECodeChallenge(proof.verifier),
      code_challenge_method: "S256",
      state: proof.state,
      nonce: proof.nonce,
    }).href;
  });
}

/** Claims of the profile come in the token or, as the specification prefers, from the provider's userinfo. */
function loginOf(oidc: OidcSettings, claims: IDToken, info: UserInfoResponse | undefined): string | undefined {
  const claim = claims[oidc.loginClaim] ?? info?.[oidc.loginClaim];
  return v.is(loginName, claim) ? claim : undefined;
}

/**
 * Redeems the code: signature, issuer, audience, times, state, nonce and PKCE are checked by the library.
 * @param back the whole address to which the provider sent the browser
 * @throws Problem oidc-failed when anything does not hold, unavailable when the provider does not answer
 */
export async function redeem(deps: Deps, oidc: OidcSettings, back: URL, proof: Proof): Promise<Identity> {
  return asking(deps, "code", async () => {
    const { authorizationCodeGrant, fetchUserInfo } = await library();
    const provider = await configuration(deps, oidc);
    const tokens = await authorizationCodeGrant(provider, back, {
      pkceCodeVerifier: proof.verifier,
      expectedState: proof.state,
      expectedNonce: proof.nonce,
    });
    // With a nonce expected there is an ID token, or the call above has thrown.
    const claims = tokens.claims()!;
    const asks = claims[oidc.loginClaim] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
    const info = asks ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : undefined;
    return { issuer: claims.iss, subject: claims.sub, login: loginOf(oidc, claims, info) };
  });
}

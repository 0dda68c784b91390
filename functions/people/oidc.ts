import type { Context } from "hono";
import { auditLine, recordRefusal, visitorActor } from "../audit/table.ts";
import type { Deps, OidcSettings } from "../deps.ts";
import { addressGroup } from "../http/address.ts";
import { limitUse, spend } from "../http/limits.ts";
import { ownOrigin } from "../http/origin.ts";
import { Problem } from "../http/problem.ts";
import { MINUTE } from "../platform/clock.ts";
import { newSecret } from "../platform/ids.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import { keepBegun, OIDC_TIME, takeBegun } from "./oidc-cookie.ts";
import { redeem, signInUrl, type Identity } from "./oidc-provider.ts";
import { bind, isBound, personOfSubject, spendState } from "./oidc-table.ts";
import { startSession } from "./sessions.ts";
import { isLocked } from "./sign-in.ts";
import { findAccount, findAccountByLogin, type Account } from "./table.ts";

/** A whole office may share one address; each use costs the provider a few requests at most. */
const perAddress = { table: "people", scope: "oidc", most: 300, windowMs: 30 * MINUTE };

function settingsOf(deps: Deps): OidcSettings {
  if (!deps.config.oidc) throw new Problem("not-found");
  return deps.config.oidc;
}

async function count(deps: Deps, c: Context): Promise<void> {
  await spend(deps.store, limitUse(deps.config.secret, perAddress, addressGroup(deps.clientAddress(c)), deps.clock()));
}

const redirectUri = (deps: Deps, c: Context) => `${ownOrigin(c, deps.config)}/staff/oidc`;

/** Begins a sign-in: a sealed cookie here, an address of the provider there. @throws Problem not-found, too-many, unavailable */
export async function startOidc(deps: Deps, c: Context, to: string): Promise<string> {
  const oidc = settingsOf(deps);
  await count(deps, c);
  const proof = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
  const url = await signInUrl(deps, oidc, redirectUri(deps, c), proof);
  keepBegun(deps, c, { ...proof, to, until: deps.clock() + OIDC_TIME });
  return url;
}

async function refuse(deps: Deps, reason: string): Promise<never> {
  await recordRefusal(deps, visitorActor, "session", `oidc: ${reason}`);
  throw new Problem("oidc-refused");
}

/**
 * The account of an identity. The first sign-in ties the provider's subject to the account of that name; from then on the subject
 * decides, so whoever is given a freed name at the provider does not inherit the account here. Accounts are never created by it.
 */
async function accountFor(deps: Deps, identity: Identity): Promise<{ account: Account; operations: TransactOperation[] }> {
  const { store } = deps;
  const { issuer, subject, login } = identity;
  const bound = await personOfSubject(store, issuer, subject);
  const account = bound ? await findAccount(store, bound) : login && (await findAccountByLogin(store, login));
  if (!account) return refuse(deps, "no such account");
  if (account.disabled) return refuse(deps, "disabled account");
  if (await isLocked(deps, account.login)) return refuse(deps, "locked");
  if (bound) return { account, operations: [] };
  if (await isBound(store, account.id)) return refuse(deps, "another subject");
  const line = auditLine(deps.clock(), account, "person.oidc", `person#${account.id}`);
  return { account, operations: [...bind(issuer, subject, account.id), line] };
}

/**
 * Ends a sign-in with what the provider sent back and starts a session.
 * @returns the workbench's route where the person was
 * @throws Problem oidc-expired (no, old, used or foreign state), oidc-failed (the provider's proof does not hold), oidc-refused (no
 *   open account for it), too-many, unavailable
 */
export async function finishOidc(deps: Deps, c: Context, query: string): Promise<string> {
  const oidc = settingsOf(deps);
  await count(deps, c);
  const begun = takeBegun(deps, c);
  const back = new URL(redirectUri(deps, c));
  back.search = query;
  if (!begun || back.searchParams.getAll("state").join() !== begun.state) throw new Problem("oidc-expired");
  await spendState(deps.store, begun.state, begun.until).catch((error: unknown) => {
    throw error instanceof ConditionFailed ? new Problem("oidc-expired") : error;
  });
  const identity = await redeem(deps, oidc, back, begun);
  const { account, operations } = await accountFor(deps, identity);
  const line = auditLine(deps.clock(), account, "session.start", `person#${account.id}`, "oidc");
  try {
    await deps.store.transact([...operations, line]);
  } catch (error) {
    // A first sign-in of another subject with this name was quicker.
    if (error instanceof ConditionFailed) return refuse(deps, "another subject");
    throw error;
  }
  deps.log("signed-in", { by: account.id, with: "oidc" });
  await startSession(deps, c, account);
  return begun.to;
}

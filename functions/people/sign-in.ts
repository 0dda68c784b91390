import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { addressGroup } from "../http/address.ts";
import { Problem } from "../http/problem.ts";
import { DAY, HOUR, isoTime, MINUTE } from "../platform/clock.ts";
import { hmac, keyFor, newSecret } from "../platform/ids.ts";
import { ConditionFailed, type Add } from "../store/store.ts";
import type { WhoAmI } from "./contract.ts";
import { hashPassword, isCommonPassword, verifyPassword } from "./passwords.ts";
import {
  anybody,
  createAccount,
  findAccount,
  findAccountByLogin,
  findLink,
  putLink,
  updateAccount,
  useLink,
  type Account,
} from "./table.ts";

/** 等保2.0: five failures lock an account for half an hour. */
export const LOCK_AFTER = 5;
export const LOCK_FOR = 30 * MINUTE;
const ADDRESS_FAILURES = 50;

/**
 * A failure is counted before the password is looked at and taken back on success, so guesses sent side by side cannot slip
 * past the limit. Names that do not exist are counted alike: being locked says nothing about a name.
 */
function countAttempt(pk: string, below: number, now: number): Add {
  const expiresAt = Math.floor((now + LOCK_FOR) / 1000);
  return { table: "people", key: { pk, sk: "failures" }, amounts: { count: 1 }, onlyWhile: { attribute: "count", below }, expiresAt };
}

const loginFailures = (deps: Deps, login: string) => `failures#login#${hmac(keyFor(deps.config.secret, "sign-in"), login.toLowerCase())}`;

/** Whether five wrong passwords have closed this name for now; other ways to sign in keep to it. */
export async function isLocked(deps: Deps, login: string): Promise<boolean> {
  const failures = await deps.store.get("people", { pk: loginFailures(deps, login), sk: "failures" });
  return Number(failures?.["count"] ?? 0) >= LOCK_AFTER;
}

/** @throws Problem sign-in-failed for a wrong name, a wrong password, a locked and a disabled account alike; too-many per address */
export async function signIn(deps: Deps, login: string, password: string, address: string): Promise<Account> {
  const { store } = deps;
  const now = deps.clock();
  const byAddress = `failures#address#${hmac(keyFor(deps.config.secret, "sign-in"), addressGroup(address))}`;
  const byLogin = loginFailures(deps, login);
  const refuse = async (reason: string): Promise<never> => {
    await recordRefusal(deps, { id: "visitor", name: "访客" }, "session", reason);
    throw new Problem("sign-in-failed");
  };
  const attempt = async (add: Add) =>
    store
      .add(add)
      .then(() => true)
      .catch((error: unknown) => {
        if (error instanceof ConditionFailed) return false;
        throw error;
      });
  if (!(await attempt(countAttempt(byAddress, ADDRESS_FAILURES, now)))) throw new Problem("too-many", { retryAfter: LOCK_FOR / 1000 });
  const free = await attempt(countAttempt(byLogin, LOCK_AFTER, now));
  const account = await findAccountByLogin(store, login);
  const right = await verifyPassword(password, account?.passwordHash);
  if (!free) return refuse("locked");
  if (!account || !right) return refuse("wrong name or password");
  if (account.disabled) return refuse("disabled account");
  await store.delete("people", { pk: byLogin, sk: "failures" });
  await store.add({ table: "people", key: { pk: byAddress, sk: "failures" }, amounts: { count: -1 } });
  deps.log("signed-in", { by: account.id });
  await store.transact([auditLine(now, account, "session.start", `person#${account.id}`)]);
  return account;
}

async function acceptable(password: string, login: string): Promise<string> {
  if (await isCommonPassword(password, login)) throw new Problem("password-refused", { errors: [{ field: "password", code: "common" }] });
  return hashPassword(password);
}

/** Own password change; every session, this one included, ends with it. @throws Problem sign-in-failed, password-refused */
export async function changePassword(deps: Deps, who: WhoAmI, current: string, next: string): Promise<Account> {
  const account = await findAccount(deps.store, who.id);
  if (!account || !(await verifyPassword(current, account.passwordHash))) {
    await recordRefusal(deps, who, `person#${who.id}`, "wrong current password");
    throw new Problem("sign-in-failed");
  }
  if (current === next) throw new Problem("password-refused", { errors: [{ field: "next", code: "unchanged" }] });
  const passwordHash = await acceptable(next, account.login);
  return updateAccount(deps, who, { ...account, passwordHash, epoch: account.epoch + 1 }, "person.password");
}

/** @returns the token of a link that lets the first administrator in, good for a day */
export async function offerSetUp(deps: Deps): Promise<string> {
  const token = newSecret();
  await deps.store.transact([putLink(token, "first-admin", Math.floor((deps.clock() + DAY) / 1000))]);
  return token;
}

/** Held by the first administrator for ever: every machine that starts over an empty store prints a link, and one of them counts. */
const firstAdmin = { table: "people", item: { pk: "set-up", sk: "first-admin" }, condition: { ifAbsent: true } } as const;

/** Uses the set-up link up and creates the first administrator. @throws Problem set-up-closed, password-refused */
export async function setUp(deps: Deps, input: { token: string; login: string; name: string; password: string }): Promise<Account> {
  const link = await findLink(deps.store, input.token);
  if (link?.purpose !== "first-admin" || (await anybody(deps.store))) throw new Problem("set-up-closed");
  const passwordHash = await acceptable(input.password, input.login);
  const { account, operations } = createAccount(
    { login: input.login, name: input.name, roles: ["admin"], office: "", unit: "" },
    passwordHash,
  );
  const line = auditLine(deps.clock(), account, "person.create", `person#${account.id}`, "first administrator");
  await deps.store.transact([useLink(input.token, link.version), { put: firstAdmin }, ...operations, line]).catch((error: unknown) => {
    throw error instanceof ConditionFailed ? new Problem("set-up-closed") : error;
  });
  return account;
}

/**
 * A link with which this person chooses a password, good for three days. It belongs to the account's `epoch`: a later link, a
 * password and the closing of the account end it.
 */
export function offerPasswordLink(now: number, { id, epoch }: Pick<Account, "id" | "epoch">, token = newSecret()) {
  const until = now + 72 * HOUR;
  return { token, until: isoTime(until), operation: putLink(token, id, Math.floor(until / 1000), epoch) };
}

/** Uses a password link up. @throws Problem set-up-closed, password-refused */
export async function choosePassword(deps: Deps, token: string, password: string): Promise<Account> {
  const link = await findLink(deps.store, token);
  const account = link && (await findAccount(deps.store, link.purpose));
  if (!link || !account || account.disabled || (link.epoch ?? account.epoch) !== account.epoch) throw new Problem("set-up-closed");
  const passwordHash = await acceptable(password, account.login);
  return updateAccount(deps, account, { ...account, passwordHash, epoch: account.epoch + 1 }, "person.password", [
    useLink(token, link.version),
  ]);
}

import type { Deps } from "../deps.ts";
import { auditLine, recordRefusal } from "../audit/table.ts";
import { ownOrigin } from "../http/origin.ts";
import { Problem } from "../http/problem.ts";
import { route, type Call } from "../http/route.ts";
import { ConditionFailed } from "../store/store.ts";
import {
  changePasswordInput,
  choosePasswordInput,
  oneTimeLink,
  person,
  personInput,
  personList,
  personUpdate,
  setUpInput,
  signInInput,
  whoAmI,
} from "./contract.ts";
import { changePassword, choosePassword, offerPasswordLink, setUp, signIn } from "./sign-in.ts";
import { endSession, startSession } from "./sessions.ts";
import { createAccount, findAccount, listPeople, personOf, renameLogin, updateAccount, whoOf, type Account } from "./table.ts";

async function accountFor(deps: Deps, id: string | undefined): Promise<Account> {
  const account = await findAccount(deps.store, id ?? "");
  if (!account) throw new Problem("not-found");
  return account;
}

const linkTo = ({ c, deps }: Call, token: string) => `${ownOrigin(c, deps.config)}/staff/password#${token}`;
/** The claim of the sign-in name is operation `position` of its transaction: refused means taken. */
const taken = (position: number) => (error: unknown) => {
  throw error instanceof ConditionFailed && error.operations.includes(position)
    ? new Problem("login-taken", { errors: [{ field: "login", code: "taken" }] })
    : error;
};

async function switchAccount({ deps, params, person: admin }: Call, disabled: boolean) {
  const account = await accountFor(deps, params["id"]);
  if (disabled && account.id === admin.id) {
    await recordRefusal(deps, admin, `person#${account.id}`, "own account");
    throw new Problem("forbidden");
  }
  return personOf(
    await updateAccount(deps, admin, { ...account, disabled, epoch: account.epoch + 1 }, disabled ? "person.disable" : "person.enable"),
  );
}

export const peopleStaffRoutes = [
  route("POST", "/api/staff/session", { summary: "Sign in", body: signInInput, answer: whoAmI, status: 201 }, async ({ deps, c, body }) => {
    const account = await signIn(deps, body.login, body.password, deps.clientAddress(c));
    await startSession(deps, c, account);
    return whoOf(account);
  }),
  route("GET", "/api/staff/session", { summary: "Who is signed in", answer: whoAmI }, async ({ person: who }) => who),
  route("DELETE", "/api/staff/session", { summary: "Sign out" }, async ({ deps, c, person: who, now }) => {
    await endSession(deps, c);
    await deps.store.transact([auditLine(now, who, "session.end", `person#${who.id}`)]);
    return undefined;
  }),
  route(
    "POST",
    "/api/staff/set-up",
    { summary: "Create the first administrator with the one-time link", body: setUpInput, answer: whoAmI, status: 201 },
    async ({ deps, c, body }) => {
      const account = await setUp(deps, body);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),
  route(
    "POST",
    "/api/staff/password",
    { summary: "Change one's own password", body: changePasswordInput, answer: whoAmI },
    async ({ deps, c, body, person: who }) => {
      const account = await changePassword(deps, who, body.current, body.next);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),
  route(
    "POST",
    "/api/staff/password-link",
    { summary: "Choose a password with a one-time link", body: choosePasswordInput, answer: whoAmI },
    async ({ deps, c, body }) => {
      const account = await choosePassword(deps, body.token, body.password);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),

  route("GET", "/api/staff/people", { summary: "All people", answer: personList }, async ({ deps }) => ({
    items: await listPeople(deps.store),
  })),
  route(
    "POST",
    "/api/staff/people",
    { summary: "Create an account; the answer holds its one-time link", body: personInput, answer: oneTimeLink, status: 201 },
    async (call) => {
      const { deps, body, person: admin, now } = call;
      // No password yet: the empty hash verifies nothing until the link was used.
      const { account, operations } = createAccount(body, "");
      const { token, operation } = offerPasswordLink(now, account.id);
      await deps.store.transact([...operations, operation, auditLine(now, admin, "person.create", `person#${account.id}`)]).catch(taken(0));
      return { person: personOf(account), link: linkTo(call, token) };
    },
  ),
  route(
    "PUT",
    "/api/staff/people/:id",
    { summary: "Change an account", body: personUpdate, answer: person },
    async ({ deps, body, params, person: admin }) => {
      const account = await accountFor(deps, params["id"]);
      const { version, ...input } = body;
      if (version !== account.version) throw new Problem("conflict", { current: personOf(account) });
      const rename = renameLogin(account, input.login);
      return personOf(await updateAccount(deps, admin, { ...account, ...input }, "person.change", rename).catch(taken(1)));
    },
  ),
  route("POST", "/api/staff/people/:id/disable", { summary: "Close an account; its sessions end at once", answer: person }, (call) =>
    switchAccount(call, true),
  ),
  route("POST", "/api/staff/people/:id/enable", { summary: "Open an account again", answer: person }, (call) => switchAccount(call, false)),
  route(
    "POST",
    "/api/staff/people/:id/reset",
    { summary: "End a person's sessions and make a one-time password link", answer: oneTimeLink, status: 201 },
    async (call) => {
      const { deps, params, person: admin, now } = call;
      const account = await accountFor(deps, params["id"]);
      const { token, operation } = offerPasswordLink(now, account.id);
      const changed = await updateAccount(deps, admin, { ...account, passwordHash: "", epoch: account.epoch + 1 }, "person.reset", [
        operation,
      ]);
      return { person: personOf(changed), link: linkTo(call, token) };
    },
  ),
];

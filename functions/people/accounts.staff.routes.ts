import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce, idempotencyKey } from "../http/idempotency.ts";
import { ownOrigin } from "../http/origin.ts";
import { Problem } from "../http/problem.ts";
import { route, type Call } from "../http/route.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import { keepAdmin } from "./admins.ts";
import {
  oneTimeLink,
  person,
  personInput,
  personList,
  personQuery,
  personUpdate,
  type OneTimeLink,
  type Person,
  type PersonInput,
} from "./contract.ts";
import { personImportAnswer, personImportInput } from "./import-contract.ts";
import { importPeople, personContext, tokenOfCreate } from "./import.ts";
import { listPeople } from "./list.ts";
import { unbind } from "./oidc-table.ts";
import { personFaults } from "./rules.ts";
import { offerPasswordLink } from "./sign-in.ts";
import { createAccount, findAccount, personOf, renameLogin, updateAccount, type Account } from "./table.ts";

async function accountFor(deps: Deps, id: string | undefined): Promise<Account> {
  const account = await findAccount(deps.store, id ?? "");
  if (!account) throw new Problem("not-found");
  return account;
}

const linkTo =
  ({ c, deps }: Pick<Call, "c" | "deps">) =>
  (token: string) =>
    `${ownOrigin(c, deps.config)}/staff/password#${token}`;
const keyOf = ({ c }: Pick<Call, "c">) => idempotencyKey(c.req.header("idempotency-key"));

/** The claim of the sign-in name is operation `position` of its transaction: refused means taken. */
const taken = (position: number) => (error: unknown) => {
  throw error instanceof ConditionFailed && error.operations.includes(position)
    ? new Problem("login-taken", { errors: [{ field: "login", code: "taken" }] })
    : error;
};

/** @throws Problem invalid-body for a unit or 组室 that is not there, or a role that lacks its own */
async function fitting(deps: Deps, input: PersonInput, before?: Account): Promise<PersonInput> {
  const errors = personFaults(input, await personContext(deps), before);
  if (errors.length > 0) throw new Problem("invalid-body", { errors });
  return { ...input, roles: [...new Set(input.roles)] };
}

async function create(call: Call<PersonInput>): Promise<OneTimeLink> {
  const { deps, body, person: admin, now } = call;
  const key = keyOf(call);
  const id = key ? derivedId("person", admin.id, key) : newId();
  // No password yet: the empty hash verifies nothing until the link was used.
  const { account, operations } = createAccount(await fitting(deps, body), "", id);
  const token = tokenOfCreate(deps, admin, key, id);
  const { until, operation } = offerPasswordLink(now, account, token);
  const all = [...operations, operation, auditLine(now, admin, "person.create", `person#${id}`)];
  const first = await createOnce(deps.store, "people", admin.id, key, body, { id, until }, all, now).catch(taken(0));
  return { person: personOf(account), link: linkTo(call)(token), until: first.until };
}

/** Closing one's own account by mistake would shut the door behind oneself. */
async function notOneself(deps: Deps, admin: Call["person"], account: Account): Promise<void> {
  if (account.id !== admin.id) return;
  await recordRefusal(deps, admin, `person#${account.id}`, "own account");
  throw new Problem("forbidden");
}

async function switchAccount({ deps, params, person: admin }: Call, disabled: boolean): Promise<Person> {
  const account = await accountFor(deps, params["id"]);
  if (disabled) await notOneself(deps, admin, account);
  const changed = { ...account, disabled, epoch: account.epoch + 1 };
  const guard = await keepAdmin(deps, admin, account, changed);
  return personOf(await updateAccount(deps, admin, changed, disabled ? "person.disable" : "person.enable", guard));
}

async function change({ deps, body, params, person: admin }: Call<PersonInput & { version: number }>): Promise<Person> {
  const account = await accountFor(deps, params["id"]);
  const { version, ...input } = body;
  if (version !== account.version) throw new Problem("conflict", { current: personOf(account) });
  const changed = { ...account, ...(await fitting(deps, input, account)) };
  const rename = renameLogin(account, input.login);
  const guard = await keepAdmin(deps, admin, account, changed);
  const note = String(changed.roles) === String(account.roles) ? undefined : `${account.roles.join(",")} -> ${changed.roles.join(",")}`;
  const update = updateAccount(deps, admin, changed, "person.change", [...rename, ...guard], note);
  return personOf(await (rename.length > 0 ? update.catch(taken(1)) : update));
}

async function reset(call: Call): Promise<OneTimeLink> {
  const { deps, params, person: admin, now } = call;
  const account = await accountFor(deps, params["id"]);
  // One's own password is changed by knowing it; and a lost answer would lock out whoever asked.
  await notOneself(deps, admin, account);
  if (account.disabled) throw new Problem("illegal-step", { allowed: ["enable"] });
  const changed = { ...account, passwordHash: "", epoch: account.epoch + 1 };
  const { token, until, operation } = offerPasswordLink(now, changed);
  const more = [operation, ...(await keepAdmin(deps, admin, account, "locked-out")), ...(await unbind(deps.store, account.id))];
  const written = await updateAccount(deps, admin, changed, "person.reset", more);
  return { person: personOf(written), link: linkTo(call)(token), until };
}

export const accountStaffRoutes = [
  route("GET", "/api/staff/people", { summary: "People by sign-in name", query: personQuery, answer: personList }, ({ deps, query }) =>
    listPeople(deps.store, query),
  ),
  route(
    "POST",
    "/api/staff/people",
    { summary: "Create an account; the answer holds its one-time link", body: personInput, answer: oneTimeLink, status: 201 },
    create,
  ),
  route(
    "POST",
    "/api/staff/people/import",
    { summary: "Create the accounts of a file, all or none", body: personImportInput, answer: personImportAnswer, maxBytes: 2_000_000 },
    (call) => importPeople(call.deps, call.person, call.body, keyOf(call), linkTo(call)),
  ),
  route("GET", "/api/staff/people/:id", { summary: "One account", answer: person }, async ({ deps, params }) =>
    personOf(await accountFor(deps, params["id"])),
  ),
  route("PUT", "/api/staff/people/:id", { summary: "Change an account", body: personUpdate, answer: person }, change),
  route("POST", "/api/staff/people/:id/disable", { summary: "Close an account; its sessions end at once", answer: person }, (call) =>
    switchAccount(call, true),
  ),
  route("POST", "/api/staff/people/:id/enable", { summary: "Open an account again", answer: person }, (call) => switchAccount(call, false)),
  route(
    "POST",
    "/api/staff/people/:id/reset",
    { summary: "End a person's sessions and make a one-time password link", answer: oneTimeLink, status: 201 },
    reset,
  ),
];

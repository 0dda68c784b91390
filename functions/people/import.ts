import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { beginOnce } from "../http/idempotency.ts";
import { derivedId, hmac, keyFor, newId, newSecret } from "../platform/ids.ts";
import { readSettings } from "../settings/table.ts";
import { createClaimed } from "../store/claimed-creates.ts";
import { listUnits } from "../units/table.ts";
import type { OneTimeLink, WhoAmI } from "./contract.ts";
import type { PersonImportAnswer, PersonRow } from "./import-contract.ts";
import { readPersonRows, type PersonContext } from "./rules.ts";
import { offerPasswordLink } from "./sign-in.ts";
import { accountKey, createAccount, loginClaim, ownersOfLogins, personOf } from "./table.ts";

/** What every account is held against. */
export async function personContext({ store }: Pick<Deps, "store">): Promise<PersonContext> {
  const [units, { offices }] = await Promise.all([listUnits(store), readSettings(store)]);
  return { units, offices };
}

/**
 * The token of a new person's link. It follows from the key of the create, so that a repetition after a lost answer gives the same link,
 * though only its hash is kept; without the installation's secret nobody can work it out.
 */
export function tokenOfCreate({ config }: Pick<Deps, "config">, admin: WhoAmI, key: string | undefined, id: string): string {
  return key ? hmac(keyFor(config.secret, "link-of-create"), JSON.stringify([admin.id, key, id])) : newSecret();
}

/**
 * Reads the rows of a file and creates their accounts, all or none. The same key and rows go on where a broken try ended and give the
 * same links. @param linkTo the address that holds a token @throws Problem idempotency-mismatch
 */
export async function importPeople(
  deps: Deps,
  admin: WhoAmI,
  { rows, dryRun }: { rows: PersonRow[]; dryRun: boolean },
  key: string | undefined,
  linkTo: (token: string) => string,
): Promise<PersonImportAnswer> {
  const { store } = deps;
  const now = deps.clock();
  const seed = key ?? newId();
  const ids = rows.map((_, row) => derivedId("person-import", admin.id, seed, String(row)));
  const own = new Set(ids);
  const owners = await ownersOfLogins(
    store,
    rows.map(({ login }) => login.trim()),
  );
  // What an earlier try with this key has created is no reason to refuse.
  const taken = new Set([...owners].filter(([, owner]) => !own.has(owner)).map(([login]) => login));
  const { inputs, errors } = readPersonRows(rows, await personContext(deps), taken);
  if (errors.length > 0 || dryRun) return { errors, created: [] };
  const began = key ? await beginOnce(store, "people", `person-import ${admin.id}`, key, rows, now) : now;
  const created: OneTimeLink[] = [];
  const creates = inputs.map((input, row) => {
    const id = ids[row]!;
    const { account, putAccount } = createAccount(input, "", id);
    const { token, until, operation } = offerPasswordLink(began, account, tokenOfCreate(deps, admin, key, id));
    created.push({ person: personOf(account), link: linkTo(token), until });
    const operations = () => [putAccount, operation, auditLine(now, admin, "person.create", `person#${id}`, "import")];
    return { claim: loginClaim(input.login, id), record: accountKey(id), operations };
  });
  const refused = await createClaimed(store, "people", "person", creates, now);
  if (refused.length > 0) return { errors: refused.map((row) => ({ row, field: "login", code: "taken" })), created: [] };
  return { errors: [], created };
}

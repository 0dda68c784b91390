import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { Store, TransactOperation } from "../store/store.ts";
import type { WhoAmI } from "./contract.ts";
import { isBound } from "./oidc-table.ts";
import { accountKey, findAccount, pageOfAccounts, type Account } from "./table.ts";

type Standing = Pick<Account, "roles" | "disabled">;
const administers = ({ roles, disabled }: Standing) => !disabled && roles.includes("admin");
const MOST_PAGES = 20;

/** An account whose link was never used can let nobody in. */
const canSignIn = async (store: Store, { id, passwordHash }: Account) => passwordHash !== "" || (await isBound(store, id));

/** Another administrator who can sign in. */
async function otherAdmin(store: Store, than: string): Promise<Account | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await pageOfAccounts(store, 200, cursor);
    for (const { id, roles } of page.accounts) {
      if (id === than || !roles.includes("admin")) continue;
      // The list may lag behind; the account itself does not.
      const account = await findAccount(store, id);
      if (account && administers(account) && (await canSignIn(store, account))) return account;
    }
    ({ cursor } = page);
    if (!cursor) return undefined;
  }
  return undefined;
}

/**
 * Keeps somebody who can administer the column: a change by which an account stops doing so holds only while another one does. That
 * other account is checked at its version in the same transaction, so of two administrators who close each other at once one is refused.
 * @param after the account as it is to be, or "locked-out" when it will need a link before it can sign in
 * @throws Problem last-admin
 */
export async function keepAdmin(
  { store }: Pick<Deps, "store">,
  admin: WhoAmI,
  before: Account,
  after: Standing | "locked-out",
): Promise<TransactOperation[]> {
  if (!administers(before) || (after !== "locked-out" && administers(after))) return [];
  const acting = admin.id === before.id ? undefined : await findAccount(store, admin.id);
  const witness = acting && administers(acting) && (await canSignIn(store, acting)) ? acting : await otherAdmin(store, before.id);
  if (!witness) throw new Problem("last-admin");
  return [{ check: { table: "people", key: accountKey(witness.id), condition: { ifVersion: witness.version } } }];
}

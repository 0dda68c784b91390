import type { Context } from "hono";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "./contract.ts";
import { readSession } from "./sessions.ts";
import { findAccount, whoOf } from "./table.ts";

/**
 * Who sends this request. Session and account are read anew each time, so a disabled account or a changed password ends
 * every session at once (ASVS 7.4.2). Any error on the way denies, since it is thrown before a person is returned.
 */
export async function authenticate(deps: Deps, c: Context): Promise<WhoAmI | undefined> {
  const session = await readSession(deps, c);
  const account = session && (await findAccount(deps.store, session.person));
  return account && !account.disabled && account.epoch === session.epoch ? whoOf(account) : undefined;
}

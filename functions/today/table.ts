import { auditOfDay } from "../audit/table.ts";
import type { AuditEntry } from "../audit/contract.ts";
import type { Deps } from "../deps.ts";
import type { MaterialState } from "../materials/contract.ts";
import { listByState, type StoredLine } from "../materials/table.ts";
import { pageOfAccounts } from "../people/table.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { Store } from "../store/store.ts";
import type { Read } from "./rules.ts";

/** Lines read of one state, some 400 bytes each. */
const LINES = 300;
const ACCOUNTS = 1000;
const BINDINGS = 100;
/** Days of the audit log that are looked through for news. */
const DAYS = 3;

/** The newest lines of a state. */
export async function linesOfState(store: Store, state: MaterialState): Promise<Read<StoredLine>> {
  const { items, cursor } = await listByState(store, state, { limit: LINES });
  return { items, more: cursor !== undefined };
}

/** Open accounts that nobody can sign in to: no password was ever chosen, and no account of a provider is bound. */
export async function accountsWithoutSignIn(store: Store): Promise<Read<{ id: string; name: string }>> {
  const { accounts, cursor } = await pageOfAccounts(store, ACCOUNTS);
  const bare = accounts.filter(({ disabled, passwordHash }) => !disabled && passwordHash === "");
  const looked = bare.slice(0, BINDINGS);
  const keys = looked.map(({ id }) => ({ pk: `person#${id}`, sk: "oidc" }));
  const bound = keys.length === 0 ? [] : await store.getMany("people", keys);
  const items = looked.filter((_, place) => bound[place] === undefined).map(({ id, name }) => ({ id, name }));
  return { items, more: cursor !== undefined || bare.length > looked.length };
}

/** The audit lines of today and the days before, newest first: the newest hundred of each day, until there are enough. */
export async function recentLines(deps: Deps, now: number, enough: (entries: AuditEntry[]) => boolean): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let back = 0; back < DAYS && !enough(entries); back++) {
    const { items } = await auditOfDay(deps, chinaDay(now - back * DAY));
    entries.push(...items);
  }
  return entries;
}

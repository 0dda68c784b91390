import type { Store } from "../store/store.ts";
import { nameKey } from "../units/rules.ts";
import type { PersonList, PersonQuery } from "./contract.ts";
import { lastSignIns } from "./last-sign-in.ts";
import { pageOfAccounts, personOf, type Account } from "./table.ts";

const PAGE = 50;
/** At most 1,000 accounts are looked at for one answer, which may then be short and go on from its cursor. */
const MOST_PAGES = 20;

function fits(account: Account, { role, unit, office, state, q }: PersonQuery): boolean {
  if (role && !account.roles.includes(role)) return false;
  if (unit && account.unit !== unit) return false;
  if (office && account.office !== office) return false;
  if (state && account.disabled !== (state === "closed")) return false;
  if (state === "no-password" && account.passwordHash !== "") return false;
  if (!q) return true;
  const wanted = nameKey(q);
  return nameKey(account.name).includes(wanted) || account.login.toLowerCase().includes(wanted);
}

/** A page of the people who fit, by sign-in name: fifty to ninety-nine of them while there are more. */
export async function listPeople(store: Store, query: PersonQuery): Promise<PersonList> {
  const found: Account[] = [];
  let { cursor } = query;
  for (let pages = 0; pages < MOST_PAGES && found.length < PAGE; pages += 1) {
    const page = await pageOfAccounts(store, PAGE, cursor);
    found.push(...page.accounts.filter((account) => fits(account, query)));
    ({ cursor } = page);
    if (!cursor) break;
  }
  const days = await lastSignIns(
    store,
    found.map(({ id }) => id),
  );
  const items = found.map((account, place) => ({ ...personOf(account), ...(days[place] ? { lastSignIn: days[place] } : {}) }));
  return { items, ...(cursor ? { cursor } : {}) };
}

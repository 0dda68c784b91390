import { pageOfAccounts, type Account } from "../people/table.ts";
import type { Store } from "../store/store.ts";
import { studies } from "./reader.rules.ts";

/** A department has dozens of people, a large one hundreds. */
const MOST = 1000;

/** All accounts, at most a thousand. */
async function accounts(store: Store): Promise<Account[]> {
  const found: Account[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOfAccounts(store, 200, cursor);
    found.push(...page.accounts);
    ({ cursor } = page);
  } while (cursor && found.length < MOST);
  return found;
}

export interface Colleague {
  id: string;
  name: string;
  office: string;
}

const inOrder = new Intl.Collator("zh-CN");

/** Those who study (部内干部 and 组室负责人 with an open account), in the fixed order of 组室 and name: never a ranking. */
export async function listColleagues(store: Store): Promise<Colleague[]> {
  return (await accounts(store))
    .filter(studies)
    .map(({ id, name, office }) => ({ id, name, office }))
    .toSorted((a, b) => inOrder.compare(a.office, b.office) || inOrder.compare(a.name, b.name));
}

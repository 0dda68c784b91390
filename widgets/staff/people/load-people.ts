import type { PersonLine, PersonList } from "../../../functions/people/contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";

export type PeopleFilter = Partial<Record<"role" | "unit" | "office" | "state" | "q" | "cursor", string>>;

const MOST_EMPTY_PAGES = 20;

/** A page of people. With filters the server may answer that it has found nobody yet: then it is asked on. */
export async function loadPeople(filter: PeopleFilter, signal?: AbortSignal): Promise<PersonList> {
  let { cursor } = filter;
  for (let page = 1; ; page += 1) {
    // The address of a screen and of the API spell a query alike.
    const path = href("/api/staff/people", { ...filter, cursor }).slice(1);
    const answer = await api<PersonList>("GET", path, undefined, { signal });
    if (answer.items.length > 0 || !answer.cursor || page === MOST_EMPTY_PAGES) return answer;
    ({ cursor } = answer);
  }
}

const MOST_CONTACTS = 2000;

/** Contact accounts of all units or of one. */
export async function loadContacts(unit: string | undefined, signal?: AbortSignal): Promise<PersonLine[]> {
  const found: PersonLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPeople({ role: "unit", ...(unit ? { unit } : {}), ...(cursor ? { cursor } : {}) }, signal);
    found.push(...page.items);
    ({ cursor } = page);
  } while (cursor && found.length < MOST_CONTACTS);
  return found;
}

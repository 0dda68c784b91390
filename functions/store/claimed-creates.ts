import { ConditionFailed, type Item, type Key, type NewItem, type Store, storeLimits, type TransactOperation } from "./store.ts";

/** One of many records that are created together, each under a name that only one may have. */
export interface ClaimedCreate {
  /** The item that holds the name; `owner` names the attribute that says whose it is. */
  claim: NewItem;
  record: Key;
  /** What creates the record, its audit line included: all but the claim. Each time the same ids. */
  operations: () => TransactOperation[];
}

/** A claim without its record frees itself: whoever broke off in the middle blocks no name for long. */
const CLAIM_SECONDS = 600;
const MOST_OPERATIONS = storeLimits.transactOperations - 1;
const TRIES = 5;

async function all(store: Store, table: string, keys: Key[]): Promise<(Item | undefined)[]> {
  const found: (Item | undefined)[] = [];
  for (let from = 0; from < keys.length; from += storeLimits.getManyKeys)
    found.push(...(await store.getMany(table, keys.slice(from, from + storeLimits.getManyKeys))));
  return found;
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/**
 * Creates more records than one transaction holds, all or none: first every name is claimed for ten minutes, and only when all are
 * ours the records follow, some dozens at a time. Called again with the same ids it goes on where it broke off and creates none twice.
 * @returns the places of the names that are taken; then nothing was created
 * @throws StoreUnavailable in the middle: the same call goes on later
 */
export async function createClaimed(store: Store, table: string, owner: string, creates: ClaimedCreate[], now: number): Promise<number[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToCreate(store, table, owner, creates, now);
    } catch (error) {
      // Another request of the same import, or of one name in it, was between our reading and our writing.
      if (!(error instanceof ConditionFailed) || attempt === TRIES) throw error;
    }
  }
}

/** Names that an earlier try has claimed and that nobody will have now. */
async function freeClaims(store: Store, table: string, claims: Item[]): Promise<void> {
  for (let from = 0; from < claims.length; from += MOST_OPERATIONS) {
    const part = claims.slice(from, from + MOST_OPERATIONS);
    await store.transact(part.map((claim) => ({ delete: { table, key: keyOf(claim), ifVersion: claim.version } })));
  }
}

async function tryToCreate(store: Store, table: string, owner: string, creates: ClaimedCreate[], now: number): Promise<number[]> {
  const records = await all(
    store,
    table,
    creates.map(({ record }) => record),
  );
  const missing = creates.map((create, place) => ({ ...create, place })).filter(({ place }) => !records[place]);
  const claims = await all(
    store,
    table,
    missing.map(({ claim }) => keyOf(claim)),
  );
  const taken = missing.filter(({ claim }, place) => claims[place] && claims[place][owner] !== claim[owner]);
  if (taken.length > 0) {
    const ours = missing.flatMap(({ claim }, place) => (claims[place]?.[owner] === claim[owner] ? [claims[place]!] : []));
    await freeClaims(store, table, ours);
    return taken.map(({ place }) => place);
  }

  const expiresAt = Math.floor(now / 1000) + CLAIM_SECONDS;
  const unclaimed = missing.filter((_, place) => !claims[place]);
  for (let from = 0; from < unclaimed.length; from += MOST_OPERATIONS) {
    const part = unclaimed.slice(from, from + MOST_OPERATIONS);
    await store.transact(part.map(({ claim }) => ({ put: { table, item: { ...claim, expiresAt }, condition: { ifAbsent: true } } })));
  }
  const versions = new Map(missing.map(({ place }, at) => [place, claims[at]?.version ?? 1]));
  let part: TransactOperation[] = [];
  for (const { claim, operations, place } of missing) {
    const own: TransactOperation[] = [{ put: { table, item: claim, condition: { ifVersion: versions.get(place)! } } }, ...operations()];
    if (part.length + own.length > MOST_OPERATIONS) {
      await store.transact(part);
      part = [];
    }
    part.push(...own);
  }
  if (part.length > 0) await store.transact(part);
  return [];
}

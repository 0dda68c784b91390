import { feedbackStates } from "../feedback/contract.ts";
import type { Entry } from "../feedback/rules.ts";
import { findEntries } from "../feedback/table.ts";
import type { Store } from "../store/store.ts";
import type { Counted } from "./rules.ts";

/** Records read of each state: bounds what one question costs. */
const MOST = 3000;
const PAGE = 1000;

function counted({ id, kind, state, receivedAt, answeredAt, material, unit, mergedInto }: Entry): Counted {
  return {
    id,
    kind,
    state,
    receivedAt,
    ...(answeredAt ? { answeredAt } : {}),
    ...(material ? { material } : {}),
    ...(unit ? { unit } : {}),
    ...(mergedInto ? { mergedInto } : {}),
  };
}

/** Everything that came in from one moment until before another, whatever became of it; `partial` when it was too much to read. */
export async function feedbackReceived(store: Store, from: string, until: string): Promise<{ items: Counted[]; partial: boolean }> {
  const read = async (state: string) => {
    const items: Counted[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.query({ table: "feedback", index: "byState", pk: state, sk: { from, to: until }, limit: PAGE, cursor });
      items.push(...page.items.map((item) => counted(item["entry"] as unknown as Entry)));
      ({ cursor } = page);
    } while (cursor && items.length < MOST);
    return { items, partial: cursor !== undefined };
  };
  const states = await Promise.all(feedbackStates.map(read));
  return { items: states.flatMap(({ items }) => items), partial: states.some(({ partial }) => partial) };
}

/** Records by id that others are handled together with, in rounds of a hundred. */
export async function feedbackById(store: Store, ids: readonly string[]): Promise<Counted[]> {
  const found: Counted[] = [];
  for (let from = 0; from < Math.min(ids.length, 1000); from += 100)
    found.push(...(await findEntries(store, ids.slice(from, from + 100))).map(counted));
  return found;
}

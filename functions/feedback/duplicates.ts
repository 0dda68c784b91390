import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { FeedbackState } from "./contract.ts";
import { seen } from "./moderation.ts";
import { overlapWith } from "./overlap.rules.ts";
import { fits } from "./queue.ts";
import { type Entry, mostJoined } from "./rules.ts";
import type { Duplicates } from "./staff.contract.ts";
import { queueOfState } from "./table.ts";

/** Pages of 50 of each state that are compared, and how many are offered. */
const MOST_PAGES = 4;
const MOST_OFFERED = 20;

async function waiting({ store }: Deps, state: FeedbackState): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await queueOfState(store, state, cursor);
    found.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return found;
}

/**
 * What a feedback could be merged into: those that wait, on the same material first, then by how much of the text is shared, then
 * the oldest. @throws Problem not-found
 */
export async function findDuplicates(deps: Deps, person: WhoAmI, id: string, q: string | undefined): Promise<Duplicates> {
  const entry = await seen(deps, person, id);
  const shared = overlapWith(entry.text);
  const found = (await Promise.all((["pending", "accepted"] as const).map((state) => waiting(deps, state)))).flat();
  const offered = found
    .filter((other) => other.id !== id && (other.joined ?? []).length < mostJoined && fits({ state: other.state, q })(other))
    .map((other) => ({
      other,
      sameMaterial: entry.material !== undefined && entry.material === other.material,
      overlap: Math.round(100 * shared(other.text)),
    }))
    .toSorted(
      (a, b) =>
        Number(b.sameMaterial) - Number(a.sameMaterial) || b.overlap - a.overlap || (a.other.receivedAt < b.other.receivedAt ? -1 : 1),
    );
  const items = offered.slice(0, MOST_OFFERED).map(({ other, sameMaterial, overlap }) => {
    const { kind, state, text, unitName, materialTitle, receivedAt } = other;
    return {
      id: other.id,
      kind,
      state,
      text,
      ...(unitName ? { unitName } : {}),
      ...(materialTitle ? { materialTitle } : {}),
      receivedAt,
      sameMaterial,
      overlap,
    };
  });
  return { items };
}

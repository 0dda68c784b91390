import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { boundOffice } from "./allowed.rules.ts";
import { viewerOf } from "./desk.ts";
import type { Entry } from "./rules.ts";
import type { FeedbackQueue, FeedbackQueueQuery } from "./staff.contract.ts";
import { type EntryPage, feedbackOfUnit, findEntries, queueOfOffice, queueOfState, queueOfUnit } from "./table.ts";
import { ownRecordOf, recordOf, rowOf } from "./views.ts";
import { plainText } from "./word-list.ts";

/** Pages that one request looks through, and how many finds are enough to stop. */
const MOST_PAGES = 8;
const ENOUGH = 25;

type View = typeof recordOf;

/** The entries as a person sees them. What merged ones are merged into is read along, for it decides what may be done. */
export async function seenBy(deps: Deps, person: WhoAmI, entries: readonly Entry[], view: View = recordOf) {
  const targets = await findEntries(
    deps.store,
    entries.flatMap(({ mergedInto }) => mergedInto ?? []),
  );
  const viewer = await viewerOf(deps, person);
  return entries.map((entry) => view(entry, viewer, entry.mergedInto ? targets.find(({ id }) => id === entry.mergedInto) : undefined));
}

async function listOf(deps: Deps, person: WhoAmI, { items, cursor }: EntryPage, view: View): Promise<FeedbackQueue> {
  return { items: await seenBy(deps, person, items, view), ...(cursor ? { cursor } : {}) };
}

/** Whether all that is asked for is in it. Spaces, punctuation and widths do not count in the text. */
export function fits({ state, unit, kind, q }: Omit<FeedbackQueueQuery, "cursor" | "office">): (entry: Entry) => boolean {
  const wanted = q === undefined ? "" : plainText(q);
  return (entry) =>
    entry.state === state &&
    (unit === undefined || entry.unit === unit) &&
    (kind === undefined || entry.kind === kind) &&
    (wanted === "" ||
      [entry.text, entry.answer, entry.unitName, entry.materialTitle].some((text) => plainText(text ?? "").includes(wanted)));
}

/**
 * The queue of a state with its filters, from the narrowest list that there is. Looks through a few hundred entries at most; the
 * cursor goes on from there, also when nothing was found yet.
 * @throws Problem forbidden when a lead asks for another 组室
 */
export async function readQueue(deps: Deps, person: WhoAmI, query: FeedbackQueueQuery): Promise<FeedbackQueue> {
  const bound = boundOffice(person);
  if (bound !== undefined && query.office !== undefined && query.office !== bound) throw new Problem("forbidden");
  const office = bound ?? query.office;
  if (office === "") return { items: [] };
  const { state, unit } = query;
  const page = (cursor?: string) =>
    office
      ? queueOfOffice(deps.store, office, state, cursor)
      : unit
        ? queueOfUnit(deps.store, unit, state, cursor)
        : queueOfState(deps.store, state, cursor);
  const fit = fits(query);
  const found: Entry[] = [];
  let { cursor } = query;
  for (let pages = 0; pages < MOST_PAGES && found.length < ENOUGH; pages++) {
    const { items, cursor: next } = await page(cursor);
    found.push(...items.filter(fit));
    cursor = next;
    if (cursor === undefined) break;
  }
  return listOf(deps, person, { items: found, ...(cursor ? { cursor } : {}) }, rowOf);
}

/** What was handed in under the name of the person's own unit, newest first. */
export async function readOwn(deps: Deps, person: WhoAmI, cursor?: string): Promise<FeedbackQueue> {
  if (person.unit === "") return { items: [] };
  return listOf(deps, person, await feedbackOfUnit(deps.store, person.unit, cursor), ownRecordOf);
}

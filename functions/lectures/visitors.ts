import type { Deps } from "../deps.ts";
import type { Entry } from "../feedback/rules.ts";
import { answeredCards, queueOfState } from "../feedback/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { Store } from "../store/store.ts";
import type { LecturePage } from "./contract.ts";
import type { StoredLecture } from "./rules.ts";

/** The queue of accepted feedback is looked through this far, oldest first: four hundred that wait would be an alarm of their own. */
const PAGES = 8;

/** Whether a feedback is a question about one of these 讲稿. */
export const isQuestion = ({ kind, material }: Entry, asked: ReadonlySet<string>) =>
  kind === "提问" && material !== undefined && asked.has(material);

/** 提问 of the public about these 讲稿 that an editor has accepted and nobody has answered, oldest first. */
export async function waitingVisitors(store: Store, materials: readonly string[]): Promise<Entry[]> {
  const asked = new Set(materials);
  const found: Entry[] = [];
  let cursor: string | undefined;
  for (let page = 0; asked.size > 0 && page < PAGES; page++) {
    const { items, ...rest } = await queueOfState(store, "accepted", cursor);
    found.push(...items.filter((entry) => isQuestion(entry, asked)));
    ({ cursor } = rest);
    if (cursor === undefined) break;
  }
  return found;
}

/** What the public asked about the 讲稿: the newest that were answered for everybody, what waits for the speaker alone. */
export async function visitorsOf(
  deps: Deps,
  who: WhoAmI,
  { person, material }: StoredLecture,
): Promise<Pick<LecturePage, "visitors" | "visitorsWaiting">> {
  if (material === undefined) return { visitors: [], visitorsWaiting: [] };
  const { cards } = await answeredCards(deps.store, material);
  const waiting = person === who.id ? await waitingVisitors(deps.store, [material]) : [];
  return {
    visitors: cards
      .filter(({ kind }) => kind === "提问")
      .map(({ id, from, text, receivedAt, office, answer, answeredAt }) => ({ id, from, text, receivedAt, office, answer, answeredAt })),
    visitorsWaiting: waiting.map(({ id, unitName, text, receivedAt, version }) => ({
      id,
      from: unitName ?? "访客",
      text,
      receivedAt,
      version,
    })),
  };
}

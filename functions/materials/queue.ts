import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { namesOf } from "../people/names.table.ts";
import { keysFor } from "../platform/ids.ts";
import { createCursors } from "../store/cursor.ts";
import { materialStates, type MaterialState } from "./contract.ts";
import type { MaterialLine, StaffMaterialQuery } from "./queue.contract.ts";
import { maySee } from "./rules.ts";
import { countsOf, listByState, type StoredLine } from "./table.ts";
import { plainTitle } from "./titles.rules.ts";

const PAGE = 50;
/** Lines read for one request at most; whoever filters for something rare asks again with the cursor. */
const MOST_READ = 300;
const MOST_COUNTED = 300;

const placeOf = ({ updatedAt, id }: StoredLine) => `${updatedAt}#${id}`;
const newestFirst = (a: StoredLine, b: StoredLine) => (placeOf(a) < placeOf(b) ? 1 : -1);

function filterOf({ category, mine, q }: StaffMaterialQuery, who: WhoAmI): (line: StoredLine) => boolean {
  const wanted = plainTitle(q ?? "");
  return (line) =>
    maySee(line, who) &&
    (category === undefined || line.category === category) &&
    (mine === undefined || line.createdBy === who.id) &&
    (wanted === "" || plainTitle(line.title).includes(wanted));
}

/** What the lists show of a line, with the writer's name and the views. */
async function shown({ store }: Deps, lines: StoredLine[]): Promise<MaterialLine[]> {
  const [names, counts] = await Promise.all([
    namesOf(
      store,
      lines.map(({ createdBy }) => createdBy),
    ),
    countsOf(
      store,
      lines.map(({ id }) => id),
    ),
  ]);
  return lines.map(({ id, title, category, state, live, updatedAt, createdBy, publishAt, version }, place) => ({
    id,
    title,
    category,
    state,
    live,
    updatedAt,
    createdBy,
    version,
    ...(publishAt ? { publishAt } : {}),
    createdByName: names.get(createdBy) ?? "",
    views: counts[place]!.views,
  }));
}

/**
 * One page of the records of some states that fit the filters and that this person may see, last changed first. Each state is read
 * from the cursor's place on; what lies beyond the end of any state's page is left for the next request.
 */
export async function staffQueue(deps: Deps, who: WhoAmI, query: StaffMaterialQuery): Promise<{ items: MaterialLine[]; cursor?: string }> {
  const cursors = createCursors(keysFor(deps.config, "materials queue"));
  const subject = JSON.stringify([query.state, query.category ?? "", query.mine ?? "", query.q ?? ""]);
  const asked = { table: "materials", pk: subject, limit: PAGE, cursor: query.cursor };
  const [from] = cursors.read(asked) ?? [];
  const limit = Math.floor(MOST_READ / query.state.length);
  const pages = await Promise.all(query.state.map((state) => listByState(deps.store, state, { limit, from })));
  const ends = pages.filter(({ cursor }) => cursor !== undefined).map(({ items }) => placeOf(items.at(-1)!));
  const horizon = ends.toSorted().at(-1) ?? "";
  const known = pages
    .flatMap(({ items }) => items)
    .filter((line) => placeOf(line) >= horizon && placeOf(line) !== from)
    .toSorted(newestFirst);
  const fits = filterOf(query, who);
  const found = known.filter(fits);
  const page = found.slice(0, PAGE);
  const last = found.length > PAGE ? placeOf(page.at(-1)!) : horizon;
  const items = await shown(deps, page);
  return last === "" ? { items } : { items, cursor: cursors.issue(asked, [last]) };
}

/** Lines of a state that this person may see, at most 300 read. */
async function visible({ store }: Deps, who: WhoAmI, state: MaterialState): Promise<{ lines: StoredLine[]; more: boolean }> {
  const { items, cursor } = await listByState(store, state, { limit: MOST_COUNTED });
  return { lines: items.filter((line) => maySee(line, who)), more: cursor !== undefined };
}

/** How many records of each state this person may see. */
export async function countByState(deps: Deps, who: WhoAmI): Promise<{ state: MaterialState; count: number; more: boolean }[]> {
  return Promise.all(
    materialStates.map(async (state) => {
      const { lines, more } = await visible(deps, who, state);
      return { state, count: lines.length, more };
    }),
  );
}

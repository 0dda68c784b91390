import type { Deps } from "../deps.ts";
import { findActivity } from "../activities/table.ts";
import { findEntries } from "../feedback/table.ts";
import { Problem } from "../http/problem.ts";
import { maySee as maySeeMaterial } from "../materials/rules.ts";
import { findWorking } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import { mayHandle } from "./content.ts";
import { type LinkedKind, linksTo } from "./links.table.ts";
import type { WorkLinks } from "./menu.contract.ts";
import { mayAdd } from "./menu.ts";
import { lampOf } from "./rules.ts";
import { maySee } from "./state-machine.rules.ts";
import { findItems } from "./table.ts";

const plans = (who: WhoAmI) => who.roles.includes("director") || mayAdd(who);

/**
 * Whether this person may make an item from what is at the other end. What this person may not see there answers as if it were not
 * there: who works on an item from it learns nothing more by this way.
 * @throws Problem not-found
 */
async function mayMake(deps: Deps, who: WhoAmI, kind: LinkedKind, id: string): Promise<boolean> {
  if (kind === "feedback") {
    const [entry] = await findEntries(deps.store, [id]);
    if (!entry || !mayHandle(who, entry)) throw new Problem("not-found");
    return entry.state === "accepted" || entry.state === "answered";
  }
  if (kind === "activity") {
    const activity = await findActivity(deps.store, id);
    if (!activity) throw new Problem("not-found");
    return plans(who) && activity.problems.length > 0;
  }
  const material = await findWorking(deps.store, id);
  if (!material || !maySeeMaterial(material, who)) throw new Problem("not-found");
  return false;
}

/**
 * The items that have to do with a piece of feedback, an activity or a material: what became of it, for whoever sees it there. The
 * results of the closed items that come from a piece of feedback are the draft of its answer.
 */
export async function readLinks(deps: Deps, who: WhoAmI, kind: LinkedKind, id: string): Promise<WorkLinks> {
  const today = chinaDay(deps.clock());
  const [make, links] = await Promise.all([mayMake(deps, who, kind, id), linksTo(deps.store, kind, id)]);
  const found = await findItems(
    deps.store,
    links.map(({ item }) => item),
  );
  const byId = new Map(found.map((item) => [item.id, item]));
  const items = links.flatMap(({ item: one, from, problem }) => {
    const item = byId.get(one);
    if (!item) return [];
    const { title, office, state, end, endedOn, result } = item;
    return [
      {
        id: one,
        title,
        office,
        state,
        end,
        from,
        lamp: lampOf(item, today),
        opens: maySee(who, item),
        ...(problem ? { problem } : {}),
        ...(endedOn ? { endedOn } : {}),
        ...(result ? { result } : {}),
      },
    ];
  });
  const results = items.flatMap(({ from, state, result }) => (from && state === "closed" && result ? [result] : []));
  return { items, ...(kind === "feedback" && results.length > 0 ? { answerDraft: results.join("\n\n") } : {}), mayMake: make };
}

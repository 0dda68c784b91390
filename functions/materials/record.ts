import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { namesOf } from "../people/names.table.ts";
import { readSettings } from "../settings/table.ts";
import { actionsFor } from "./actions.rules.ts";
import type { MaterialRecord } from "./contract.ts";
import { staffView } from "./drafting.ts";
import { maySeeHistory, textIsPublic } from "./rules.ts";
import { countsOf, type Working } from "./table.ts";

/** The working record as this person is shown it, with what may be done with it now. */
export async function recordView(deps: Deps, who: WhoAmI, working: Working): Promise<MaterialRecord> {
  const [settings, names, counts] = await Promise.all([
    readSettings(deps.store),
    namesOf(deps.store, [working.createdBy]),
    countsOf(deps.store, [working.id]),
  ]);
  return {
    ...staffView(working),
    createdByName: names.get(working.createdBy) ?? "",
    views: counts[0]!.views,
    textIsPublic: textIsPublic(working),
    seesHistory: maySeeHistory(working, who),
    ...actionsFor(working, who, settings),
  };
}

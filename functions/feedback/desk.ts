import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { remembered } from "../platform/memory.ts";
import { readSettings } from "../settings/table.ts";
import type { Measure } from "./age.rules.ts";
import { boundOffice } from "./allowed.rules.ts";
import { feedbackStates } from "./contract.ts";
import { knownOf } from "./known.ts";
import { type FeedbackDesk, mostCounted } from "./staff.contract.ts";
import { countStates } from "./statistics.ts";
import { countOfOffice } from "./table.ts";
import type { Viewer } from "./views.ts";

interface Settled {
  measure: Measure;
  offices: string[];
}

async function load({ store }: Deps): Promise<Settled> {
  const [{ limits, offices }, holidays] = await Promise.all([readSettings(store), readHolidays(store)]);
  return { measure: { limits, holidays }, offices };
}

/** Limits, holidays and 组室 as they were at most `config.cacheMs` ago. */
const settledOf = (deps: Deps) => remembered(deps.store, "desk of feedback", deps.clock(), deps.config.cacheMs, () => load(deps));

/** This person, now. */
export async function viewerOf(deps: Deps, person: WhoAmI): Promise<Viewer> {
  return { person, measure: (await settledOf(deps)).measure, now: deps.clock() };
}

async function countsFor({ store }: Deps, person: WhoAmI): Promise<FeedbackDesk["counts"]> {
  const office = boundOffice(person);
  if (office === undefined) return countStates(store);
  const counts = feedbackStates.map(async (state) => [state, office && (await countOfOffice(store, office, state, mostCounted))] as const);
  return Object.fromEntries((await Promise.all(counts)).map(([state, count]) => [state, Number(count)])) as FeedbackDesk["counts"];
}

/** What the screen needs beside the queue: how many are in each state, and what to choose from. */
export async function readDesk(deps: Deps, person: WhoAmI): Promise<FeedbackDesk> {
  const [counts, { offices }, { units }] = await Promise.all([countsFor(deps, person), settledOf(deps), knownOf(deps)]);
  return { counts, offices, units: [...units].map(([id, name]) => ({ id, name })) };
}

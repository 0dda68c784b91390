import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { obstacleOf } from "./bulk.rules.ts";
import { moderate } from "./moderation.ts";
import type { BulkOutcome, BulkResult } from "./staff.contract.ts";
import { findEntries } from "./table.ts";

const refusals: readonly string[] = ["conflict", "illegal-step", "not-found"] satisfies BulkOutcome[];

/**
 * 批量受理: passes what is harmless, each in a transaction and with an audit line of its own, and says of each what became of it. The
 * obstacle is looked for in the very version that is then accepted.
 */
export async function bulkAccept(
  deps: Deps,
  person: WhoAmI,
  items: readonly { id: string; version: number }[],
  office: string | undefined,
): Promise<BulkResult> {
  const entries = await findEntries(
    deps.store,
    items.map(({ id }) => id),
  );
  const results: BulkResult["results"] = [];
  for (const { id, version } of items) {
    const entry = entries.find((one) => one.id === id);
    const obstacle = entry?.version === version ? obstacleOf(entry, deps.clock()) : undefined;
    results.push({ id, outcome: obstacle ?? (await acceptOne(deps, person, id, version, office)) });
  }
  return { results };
}

async function acceptOne(deps: Deps, person: WhoAmI, id: string, version: number, office: string | undefined): Promise<BulkOutcome> {
  try {
    await moderate(deps, person, id, version, { step: "accept", office });
    return "accepted";
  } catch (error) {
    if (error instanceof Problem && refusals.includes(error.code)) return error.code as BulkOutcome;
    throw error;
  }
}

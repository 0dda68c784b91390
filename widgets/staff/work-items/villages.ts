import type { Activity } from "../../../functions/activities/contract.ts";
import type { WorkLine } from "../../../functions/work-items/menu.contract.ts";

/** A village with who answers for it, its visits and what came of them. */
export interface VillageRow {
  unit: string;
  unitName: string;
  village: string;
  /** 包村 items: who is responsible for it. */
  items: WorkLine[];
  /** Newest first. */
  visits: Activity[];
  solved: number;
  open: number;
}

/** A row for each village in the units' order, visited or not; villages of visits that the units no longer name come last. */
export function villageRows(
  units: readonly { id: string; name: string; villages: readonly string[] }[],
  visits: readonly Activity[],
  lines: readonly WorkLine[],
): VillageRow[] {
  const key = (unit: string, village: string) => `${unit} ${village}`;
  const rows = new Map<string, VillageRow>();
  const rowOf = (unit: string, unitName: string, village: string): VillageRow => {
    const found = rows.get(key(unit, village));
    if (found) return found;
    const row = { unit, unitName, village, items: [], visits: [], solved: 0, open: 0 };
    rows.set(key(unit, village), row);
    return row;
  };
  for (const { id, name, villages } of units) for (const village of villages) rowOf(id, name, village);
  for (const visit of [...visits].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    if (visit.village === "") continue;
    const row = rowOf(visit.unit, visit.unitName, visit.village);
    row.visits.push(visit);
    for (const { solvedOn } of visit.problems) row[solvedOn ? "solved" : "open"] += 1;
  }
  const nameOf = new Map(units.map(({ id, name }) => [id, name]));
  for (const line of lines)
    if (line.kind === "包村" && line.village && line.unit) rowOf(line.unit, nameOf.get(line.unit) ?? "", line.village).items.push(line);
  return [...rows.values()];
}

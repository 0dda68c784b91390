import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { listColleagues } from "../study/colleagues.ts";
import { listUnits } from "../units/table.ts";
import type { Overview } from "./contract.ts";
import { isMeant, maySeeMarks, maySeeUnits } from "./rules.ts";
import { allMarks, type TaskItem } from "./table.ts";

/**
 * Who has marked which materials, as far as this person may see it: director and editor all, a lead the own 组室. In fixed order;
 * 国办函〔2026〕12号 bars ranking people, so nothing is summed or sorted by progress.
 */
export async function overviewOf({ store }: Deps, task: Pick<TaskItem, "id" | "materials" | "audience">, me: WhoAmI): Promise<Overview> {
  const [marks, colleagues, units] = await Promise.all([allMarks(store, task.id), listColleagues(store), listUnits(store)]);
  const done = (doer: string) => task.materials.map(({ id }) => id).filter((id) => marks.get(doer)?.has(id));
  const people = colleagues.filter((one) => isMeant(task, one) && maySeeMarks(me, { by: one.id, office: one.office }));
  const meantUnits = maySeeUnits(me) ? units.filter(({ id }) => task.audience.units.includes(id)) : [];
  return {
    people: people.map((one) => ({ ...one, done: done(`person#${one.id}`) })),
    units: meantUnits.map(({ id, name }) => ({ id, name, done: done(`unit#${id}`) })),
  };
}

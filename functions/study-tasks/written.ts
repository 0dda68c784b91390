import { monthBy } from "../inspection/rules.ts";
import { listMonth } from "../notes/table.ts";
import { chinaDay } from "../platform/clock.ts";
import type { Store } from "../store/store.ts";
import type { Task } from "./contract.ts";
import type { StoredTask } from "./rules.ts";

/** Nobody writes more notes a month; what goes beyond is not counted. */
const A_MONTH = 500;

/**
 * What a person has written towards a task: 字数 of 学习笔记, number of 学习心得. Every note counts that is about the task itself or about
 * one of its materials and is dated from the day on which the task was set to its deadline. One read a month.
 */
export async function writtenTowards(store: Store, person: string, task: StoredTask): Promise<NonNullable<Task["written"]>> {
  const written = { characters: 0, reflections: 0 };
  const [from, to] = [chinaDay(Date.parse(task.createdAt)), task.deadline];
  const materials = new Set(task.materials.map(({ id }) => id));
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthBy(month, 1)) {
    const { items } = await listMonth(store, person, month, { limit: A_MONTH });
    for (const { kind, day, characters, about } of items) {
      const towards = about?.kind === "task" ? about.id === task.id : about?.kind === "material" && materials.has(about.id);
      if (!towards || day < from || day > to) continue;
      if (kind === "reflection") written.reflections += 1;
      else written.characters += characters;
    }
  }
  return written;
}

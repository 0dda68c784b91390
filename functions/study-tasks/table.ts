import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import type { Doer, StoredTask } from "./rules.ts";

const TABLE = "activities";
const taskKey = (id: string) => ({ pk: `study-task#${id}`, sk: "task" });
const doerPrefix = ({ kind, id }: Doer) => `mark#${kind}#${id}#`;
const markKey = (task: string, doer: Doer, material: string) => ({ pk: `study-task#${task}`, sk: `${doerPrefix(doer)}${material}` });
/** 1,000 people and 100 units with 30 materials each are 33 pages. */
const MOST_PAGES = 40;
/** An office sets a handful of tasks a year. */
const A_YEAR = 200;

export interface TaskItem extends StoredTask {
  version: number;
}

const taskOf = (item: Item): TaskItem => ({ ...(item["task"] as unknown as StoredTask), version: item.version });

export async function findTask(store: Store, id: string): Promise<TaskItem | undefined> {
  const item = await store.get(TABLE, taskKey(id));
  return item && taskOf(item);
}

/** The task under the year of its deadline; `version` is the one that was read, 0 for a new task. */
export function putTask({ version, ...task }: TaskItem): TransactOperation {
  const stored = task as unknown as NewItem[string];
  const place = { byDayPk: `study-task#${task.deadline.slice(0, 4)}`, byDaySk: `${task.deadline}#${task.id}` };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  return { put: { table: TABLE, item: { ...taskKey(task.id), ...place, task: stored }, condition } };
}

/** The tasks whose deadline lies in a year, earliest first. @param from no earlier deadline than this day */
export async function tasksOfYear(store: Store, year: string, from = year): Promise<TaskItem[]> {
  const { items } = await store.query({ table: TABLE, index: "byDay", pk: `study-task#${year}`, sk: { from }, limit: A_YEAR });
  return items.map(taskOf);
}

/** What one person or unit has marked of a task: ids of materials. */
export async function marksOf(store: Store, task: string, doer: Doer): Promise<string[]> {
  const prefix = doerPrefix(doer);
  const { items } = await store.query({ table: TABLE, pk: `study-task#${task}`, sk: { prefix }, limit: 200 });
  return items.map(({ sk }) => sk.slice(prefix.length));
}

/** Everybody's marks of a task, by `<person|unit>#<id>`. */
export async function allMarks(store: Store, task: string): Promise<Map<string, Set<string>>> {
  const marks = new Map<string, Set<string>>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const read = await store.query({ table: TABLE, pk: `study-task#${task}`, sk: { prefix: "mark#" }, limit: 1000, cursor });
    for (const { sk } of read.items) {
      const [, kind, id, material] = sk.split("#") as [string, string, string, string];
      const doer = `${kind}#${id}`;
      marks.set(doer, (marks.get(doer) ?? new Set()).add(material));
    }
    ({ cursor } = read);
    if (!cursor) break;
  }
  return marks;
}

/** One item per doer and material: two who mark at once lose nothing. */
export function putMark(task: string, doer: Doer, material: string, at: string, by: string): TransactOperation {
  return { put: { table: TABLE, item: { ...markKey(task, doer, material), at, by }, condition: { ifAbsent: true } } };
}

export function deleteMark(task: string, doer: Doer, material: string): TransactOperation {
  return { delete: { table: TABLE, key: markKey(task, doer, material) } };
}

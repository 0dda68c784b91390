import type { Deps } from "../deps.ts";
import { findPublishedTitle } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import type { Store } from "../store/store.ts";
import { listUnits } from "../units/table.ts";
import type { Task, TaskLine, TaskList } from "./contract.ts";
import { doerOf, maySeeTask, stateOf } from "./rules.ts";
import { marksOf, tasksOfYear, type TaskItem } from "./table.ts";
import { writtenTowards } from "./written.ts";

type UnitNames = ReadonlyMap<string, string>;

async function unitNames(store: Store): Promise<UnitNames> {
  return new Map((await listUnits(store)).map(({ id, name }) => [id, name]));
}

async function lineOf({ store, clock }: Deps, item: TaskItem, me: WhoAmI, names: UnitNames): Promise<TaskLine> {
  const { id, title, deadline, noteCharacters, reflections, materials, audience } = item;
  const doer = doerOf(item, me);
  return {
    id,
    title,
    deadline,
    state: stateOf(item, clock()),
    noteCharacters,
    reflections,
    materials,
    people: audience.people,
    offices: audience.offices,
    // In the units' own order, whatever the order in which they were ticked.
    units: [...names].filter(([unit]) => audience.units.includes(unit)).map(([unit, name]) => ({ id: unit, name })),
    ...(doer ? { mine: await marksOf(store, id, doer) } : {}),
  };
}

export async function taskView(deps: Deps, item: TaskItem, me: WhoAmI): Promise<Task> {
  const aims = item.noteCharacters > 0 || item.reflections > 0;
  const [line, titles, written] = await Promise.all([
    unitNames(deps.store).then((names) => lineOf(deps, item, me, names)),
    Promise.all(item.materials.map(({ id }) => findPublishedTitle(deps.store, id))),
    aims && doerOf(item, me)?.kind === "person" ? writtenTowards(deps.store, me.id, item) : undefined,
  ]);
  const { note, createdBy, createdAt, version } = item;
  const withdrawn = item.materials.filter((_, place) => titles[place] === undefined).map(({ id }) => id);
  return { ...line, note, createdBy, createdAt, version, withdrawn, ...(written ? { written } : {}) };
}

/** What this person is asked or follows and is still open, nearest deadline first. No deadline is more than a year away. */
export async function openTasks(deps: Deps, me: WhoAmI): Promise<TaskLine[]> {
  const { store, clock } = deps;
  const today = chinaDay(clock());
  const year = Number(today.slice(0, 4));
  const [now, next, names] = await Promise.all([
    tasksOfYear(store, String(year), today),
    tasksOfYear(store, String(year + 1)),
    unitNames(store),
  ]);
  const open = [...now, ...next].filter((item) => stateOf(item, clock()) === "open" && maySeeTask(item, me));
  return Promise.all(open.map((item) => lineOf(deps, item, me, names)));
}

/** @param year whose past tasks are wanted; this year's without it */
export async function listTasks(deps: Deps, me: WhoAmI, year = chinaDay(deps.clock()).slice(0, 4)): Promise<TaskList> {
  const [open, ofYear, names] = await Promise.all([openTasks(deps, me), tasksOfYear(deps.store, year), unitNames(deps.store)]);
  const past = ofYear.filter((item) => stateOf(item, deps.clock()) !== "open" && maySeeTask(item, me)).toReversed();
  return { year, open, past: await Promise.all(past.map((item) => lineOf(deps, item, me, names))) };
}

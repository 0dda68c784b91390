import type { Deps } from "../deps.ts";
import { lecturesOfYear } from "../lectures/table.ts";
import { countsOfPerson } from "../notes/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import type { Store } from "../store/store.ts";
import { daysOfYear } from "../study-days/table.ts";
import { studies } from "../study/reader.rules.ts";
import type { StudySettings } from "../study/settings.contract.ts";
import { readStudySettings } from "../study/settings.table.ts";
import type { TaskLine } from "../study-tasks/contract.ts";
import { overviewOf } from "../study-tasks/overview.ts";
import { isDone } from "../study-tasks/rules.ts";
import type { StudyPanel } from "./contract.ts";

/** So many tasks and lectures are told of; for those who follow the tasks each costs a look at everybody's marks. */
const SHOWN = 3;

/** This year, and at its end the next one too. */
function yearsAhead(today: string): number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) === "12" ? [year, year + 1] : [year];
}

/** The next study afternoon that is not called off. */
async function nextDay(store: Store, settings: StudySettings, today: string): Promise<StudyPanel["day"]> {
  const days = (await Promise.all(yearsAhead(today).map((year) => daysOfYear(store, year, settings)))).flat();
  const next = days.find(({ date, state }) => date >= today && state !== "cancelled");
  return next && { slot: next.slot, date: next.date, startsAt: next.startsAt, endsAt: next.endsAt, place: next.place, topic: next.topic };
}

async function ownLectures(store: Store, me: WhoAmI, today: string): Promise<StudyPanel["lectures"]> {
  const all = (await Promise.all(yearsAhead(today).map((year) => lecturesOfYear(store, year)))).flat();
  const ahead = all.filter(({ person, state, date }) => person === me.id && state === "planned" && date >= today);
  return ahead.slice(0, SHOWN).map(({ id, topic, date }) => ({ id, topic, date }));
}

/** 字数 and 心得 of this year beside the targets. */
async function ownNotes(store: Store, me: WhoAmI, { targets }: StudySettings, today: string): Promise<StudyPanel["notes"]> {
  const months = await countsOfPerson(store, me.id, today.slice(0, 4));
  const sum = (of: "noteCharacters" | "reflections") => months.reduce((all, month) => all + month[of], 0);
  return {
    characters: sum("noteCharacters"),
    charactersTarget: targets.noteCharacters,
    reflections: sum("reflections"),
    reflectionsTarget: targets.reflections,
  };
}

/** How many of those whom this person follows have finished a task: no names and no order, so no ranking. */
async function finishedOf(deps: Deps, me: WhoAmI, line: TaskLine): Promise<StudyPanel["tasks"][number]["finished"]> {
  const audience = { people: line.people, offices: line.offices, units: line.units.map(({ id }) => id) };
  const { people, units } = await overviewOf(deps, { ...line, audience }, me);
  const part = (all: readonly { done: string[] }[]) => ({ done: all.filter(({ done }) => isDone(line, done)).length, of: all.length });
  return { people: part(people), units: part(units) };
}

async function taskPart(deps: Deps, me: WhoAmI, open: readonly TaskLine[]): Promise<StudyPanel["tasks"]> {
  const follows = me.roles.some((role) => role === "lead" || role === "editor" || role === "director");
  const lines = open.slice(0, SHOWN).map(async (line) => {
    const { id, title, deadline, materials, mine } = line;
    const marked = mine && materials.filter((material) => mine.includes(material.id)).length;
    return {
      id,
      title,
      deadline,
      materials: materials.length,
      ...(marked === undefined ? {} : { marked }),
      ...(follows ? { finished: await finishedOf(deps, me, line) } : {}),
    };
  });
  return Promise.all(lines);
}

/** What lies ahead of this person in study: the next afternoon, open tasks, own lectures, own notes; of a unit its tasks alone. */
export async function readPanel(deps: Deps, me: WhoAmI, open: readonly TaskLine[], now: number): Promise<StudyPanel> {
  const { store } = deps;
  const today = chinaDay(now);
  const staff = me.roles.some((role) => role !== "unit" && role !== "admin");
  const settings = await readStudySettings(store);
  const [day, lectures, notes, tasks] = await Promise.all([
    staff ? nextDay(store, settings, today) : undefined,
    studies(me) ? ownLectures(store, me, today) : [],
    studies(me) ? ownNotes(store, me, settings, today) : undefined,
    taskPart(deps, me, open),
  ]);
  return { ...(day ? { day } : {}), lectures, ...(notes ? { notes } : {}), tasks };
}
